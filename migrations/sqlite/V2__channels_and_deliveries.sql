CREATE TABLE channel (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  platform TEXT NOT NULL,
  address TEXT NOT NULL,
  locale TEXT NOT NULL,
  timezone TEXT NOT NULL,
  quiet_from TEXT,
  quiet_to TEXT,
  daily_cap INTEGER,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (platform, address)
);

CREATE TABLE schedule (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  post TEXT NOT NULL,
  cron TEXT,
  daily TEXT,
  days TEXT NOT NULL,
  timezone TEXT NOT NULL,
  catch_up_until TEXT NOT NULL,
  is_paused INTEGER NOT NULL,
  planned_at BIGINT NOT NULL,
  revision INTEGER NOT NULL
);

CREATE TABLE schedule_channel (
  schedule_id INTEGER NOT NULL REFERENCES schedule (id),
  channel_id INTEGER NOT NULL REFERENCES channel (id),
  PRIMARY KEY (schedule_id, channel_id)
);

-- One row for each post in each channel. unsure_at is set before the send and cleared when the platform is known
-- not to have posted: a row that still has it after a crash may or may not stand in the channel.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  schedule_id INTEGER NOT NULL REFERENCES schedule (id),
  channel_id INTEGER NOT NULL REFERENCES channel (id),
  planned_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  nonce TEXT NOT NULL UNIQUE,
  attempts INTEGER NOT NULL,
  due_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  unsure_at BIGINT,
  sent_at BIGINT,
  message TEXT,
  reason TEXT NOT NULL,
  UNIQUE (schedule_id, planned_at, channel_id)
);
CREATE INDEX delivery_due ON delivery (state, due_at);

-- The built-in chat's own history. change_id counts appends and replacements together, so that a page that was away
-- learns of both.
CREATE TABLE web_message (
  id INTEGER PRIMARY KEY,
  change_id BIGINT NOT NULL,
  channel TEXT NOT NULL,
  author TEXT,
  command TEXT,
  body TEXT NOT NULL,
  audience TEXT,
  nonce TEXT UNIQUE,
  said_at BIGINT NOT NULL
);
CREATE INDEX web_message_by_channel ON web_message (channel, id);
CREATE INDEX web_message_by_change ON web_message (change_id);
