-- With how many decimals a goal's percentages are shown, and on which days goals count.
ALTER TABLE goal ADD COLUMN shown_decimals INTEGER NOT NULL DEFAULT 2;
ALTER TABLE goal ADD COLUMN from_on TEXT;
ALTER TABLE goal ADD COLUMN until_on TEXT;

-- Where the year of a drive across New Year begins.
ALTER TABLE campaign ADD COLUMN year_from_on TEXT;

-- Units join, leave, are merged, and may stand in no total.
ALTER TABLE department ADD COLUMN short_name TEXT NOT NULL DEFAULT '';
ALTER TABLE department ADD COLUMN is_in_totals INTEGER NOT NULL DEFAULT 1;
ALTER TABLE department ADD COLUMN from_on TEXT;
ALTER TABLE department ADD COLUMN until_on TEXT;
ALTER TABLE department ADD COLUMN successor_id INTEGER REFERENCES department (id);

-- The league of a department by day; the one of the department itself is the latest.
CREATE TABLE membership (
  id INTEGER PRIMARY KEY,
  department_id INTEGER NOT NULL REFERENCES department (id),
  league_id INTEGER NOT NULL REFERENCES league (id),
  from_on TEXT,
  entered_at BIGINT NOT NULL
);
CREATE INDEX membership_of_department ON membership (department_id);
INSERT INTO membership (department_id, league_id, from_on, entered_at) SELECT id, league_id, NULL, 0 FROM department;
