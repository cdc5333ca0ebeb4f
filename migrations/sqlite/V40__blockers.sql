-- What keeps a department from its target: who is asked to help, and by when.
CREATE TABLE blocker (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  department_id INTEGER NOT NULL REFERENCES department (id) ON DELETE CASCADE,
  what TEXT NOT NULL,
  asked TEXT NOT NULL,
  due_on TEXT NOT NULL,
  raiser_name TEXT NOT NULL,
  raiser TEXT NOT NULL,
  door TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  resolved_at BIGINT,
  resolved_by TEXT,
  outcome TEXT
);
CREATE INDEX blocker_of_campaign ON blocker (campaign_id, id);
