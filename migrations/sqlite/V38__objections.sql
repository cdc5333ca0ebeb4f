-- What departments object to while figures are frozen, and what they are told.
CREATE TABLE objection (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  closing_version INTEGER NOT NULL,
  department_id INTEGER NOT NULL REFERENCES department (id),
  goal_id INTEGER REFERENCES goal (id),
  reason TEXT NOT NULL,
  evidence TEXT NOT NULL,
  raised_person TEXT NOT NULL,
  raised_by TEXT NOT NULL,
  raised_door TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  answer TEXT,
  answered_person TEXT,
  answered_by TEXT,
  answered_door TEXT,
  answered_at BIGINT
);
CREATE INDEX objection_by_campaign ON objection (campaign_id, id);
