-- Whether posts that carry a board show it as a picture, too.
ALTER TABLE channel ADD COLUMN is_illustrated INTEGER NOT NULL DEFAULT 0;
