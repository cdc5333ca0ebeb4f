-- Goals may stand in sections with a weight of their own; without one it is that of its goals together.
CREATE TABLE section (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  weight TEXT,
  from_on TEXT,
  until_on TEXT,
  position INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (campaign_id, code)
);
ALTER TABLE goal ADD COLUMN section_id INTEGER REFERENCES section (id);

-- A version of the scheme may put a goal in another section, or in none (placed, but nowhere).
ALTER TABLE scheme_goal ADD COLUMN is_placed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scheme_goal ADD COLUMN section_id INTEGER REFERENCES section (id);

-- What a scheme says of a section, in place of its own weight.
CREATE TABLE scheme_section (
  scheme_id INTEGER NOT NULL REFERENCES scheme (id),
  section_id INTEGER NOT NULL REFERENCES section (id),
  weight TEXT NOT NULL,
  PRIMARY KEY (scheme_id, section_id)
);

-- Named bands on the score, best first; a share is the part of a league in percent that may have it.
CREATE TABLE scheme_grade (
  scheme_id INTEGER NOT NULL REFERENCES scheme (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  from_points TEXT NOT NULL,
  share_points TEXT,
  PRIMARY KEY (scheme_id, position)
);
