-- How the progress of a goal becomes points, as one line (docs/scoring.md, "Scoring rules").
ALTER TABLE scheme_goal ADD COLUMN rule TEXT NOT NULL DEFAULT 'proportional';
