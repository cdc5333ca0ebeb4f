-- Whether posts tell, beside the figures, what happened.
ALTER TABLE scheme ADD COLUMN play TEXT NOT NULL DEFAULT 'ON';

-- What a planned post tells beside its board, decided once before the first channel gets it; decided_at: what was
-- entered later is new to the next; told_at: when the first of its channels had it. One that ended without standing anywhere gives back what it would have told.
CREATE TABLE telling (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  schedule_id INTEGER NOT NULL,
  planned_at BIGINT NOT NULL,
  board_on TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  told_at BIGINT,
  UNIQUE (schedule_id, planned_at)
);
CREATE INDEX telling_of_campaign ON telling (campaign_id, id);

-- subject: what is told once in a campaign, such as met/GXQ/GBR. place: a rank, a threshold or boards in a row, by the
-- kind; gained_points: places or points of it.
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  telling_id INTEGER NOT NULL REFERENCES telling (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  league_id INTEGER REFERENCES league (id) ON DELETE CASCADE,
  department_id INTEGER REFERENCES department (id) ON DELETE CASCADE,
  goal_id INTEGER REFERENCES goal (id) ON DELETE CASCADE,
  place INTEGER,
  gained_points TEXT,
  UNIQUE (campaign_id, subject)
);
