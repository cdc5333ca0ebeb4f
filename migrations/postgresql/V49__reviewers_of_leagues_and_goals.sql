-- Codes of the leagues and goals that a reviewer's is for, with blanks between; empty: all.
ALTER TABLE token ADD COLUMN leagues TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN goals TEXT NOT NULL DEFAULT '';
ALTER TABLE access_grant ADD COLUMN leagues TEXT NOT NULL DEFAULT '';
ALTER TABLE access_grant ADD COLUMN goals TEXT NOT NULL DEFAULT '';
ALTER TABLE invitation ADD COLUMN leagues TEXT NOT NULL DEFAULT '';
ALTER TABLE invitation ADD COLUMN goals TEXT NOT NULL DEFAULT '';
