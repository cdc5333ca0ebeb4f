ALTER TABLE channel ADD COLUMN purpose TEXT NOT NULL DEFAULT 'POSTS';
ALTER TABLE channel ADD COLUMN is_removed INTEGER NOT NULL DEFAULT 0;

-- board_days: on which days of the week a daily post carries the board. unknown_year: what "workdays" means in a year
-- without a calendar. mention: the platform's id of the one role that is notified.
ALTER TABLE schedule ADD COLUMN board_days TEXT NOT NULL DEFAULT 'MONDAY';
ALTER TABLE schedule ADD COLUMN unknown_year TEXT NOT NULL DEFAULT 'WEEKDAYS';
ALTER TABLE schedule ADD COLUMN is_only_if_changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE schedule ADD COLUMN mention TEXT;
ALTER TABLE schedule ADD COLUMN is_removed INTEGER NOT NULL DEFAULT 0;

-- What an administrator has to know. subject is what it is about (channel/3, calendar/CN/2027): one open notice each.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  body_en TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  resolved_at BIGINT
);
CREATE UNIQUE INDEX notice_open ON notice (campaign_id, subject) WHERE resolved_at IS NULL;

-- One row for each post in each channel: of a schedule, or of a notice. A process claims a row (claimed_by, until
-- claim_ends_at), sets unsure_at right before the send and clears it when the platform is known not to have posted:
-- a row that has it may or may not stand in the channel. merged_id: the row whose message says this one's as well.
-- digest: of the figures that were posted.
CREATE TABLE delivery_next (
  id INTEGER PRIMARY KEY,
  schedule_id INTEGER REFERENCES schedule (id),
  notice_id INTEGER REFERENCES notice (id),
  channel_id INTEGER NOT NULL REFERENCES channel (id),
  planned_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  nonce TEXT NOT NULL UNIQUE,
  attempts INTEGER NOT NULL,
  due_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  claimed_by TEXT,
  claim_ends_at BIGINT,
  unsure_at BIGINT,
  merged_id BIGINT,
  sent_at BIGINT,
  message TEXT,
  digest TEXT,
  reason TEXT NOT NULL,
  UNIQUE (schedule_id, planned_at, channel_id),
  UNIQUE (notice_id, channel_id)
);
INSERT INTO delivery_next (id, schedule_id, channel_id, planned_at, state, nonce, attempts, due_at, expires_at,
  unsure_at, sent_at, message, reason)
SELECT id, schedule_id, channel_id, planned_at, state, nonce, attempts, due_at, expires_at,
  unsure_at, sent_at, message, reason
FROM delivery;
DROP TABLE delivery;
ALTER TABLE delivery_next RENAME TO delivery;
CREATE INDEX delivery_due ON delivery (state, due_at);
CREATE INDEX delivery_by_channel ON delivery (channel_id, sent_at);
CREATE INDEX delivery_merged ON delivery (merged_id);

-- Calendars given through the API; they go before those shipped. days: lines of date,off|work,name.
CREATE TABLE work_calendar (
  id INTEGER PRIMARY KEY,
  country TEXT NOT NULL,
  calendar_year INTEGER NOT NULL,
  days TEXT NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (country, calendar_year)
);

-- Wording that a campaign has changed.
CREATE TABLE template (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  body_en TEXT NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (campaign_id, name)
);
