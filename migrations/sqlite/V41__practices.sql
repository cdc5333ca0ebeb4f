-- What worked for one department, proposed to the others; shown once an administrator approved it.
CREATE TABLE practice (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  department_id INTEGER NOT NULL REFERENCES department (id) ON DELETE CASCADE,
  what TEXT NOT NULL,
  evidence TEXT NOT NULL,
  state TEXT NOT NULL,
  sharer_name TEXT NOT NULL,
  sharer TEXT NOT NULL,
  door TEXT NOT NULL,
  shared_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT
);
CREATE INDEX practice_of_campaign ON practice (campaign_id, id);

CREATE TABLE practice_adoption (
  practice_id INTEGER NOT NULL REFERENCES practice (id) ON DELETE CASCADE,
  department_id INTEGER NOT NULL REFERENCES department (id) ON DELETE CASCADE,
  adopted_at BIGINT NOT NULL,
  PRIMARY KEY (practice_id, department_id)
);
