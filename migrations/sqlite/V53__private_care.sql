-- Whether and how a department that is late or behind hears it alone first. No row: it is off.
CREATE TABLE care (
  campaign_id INTEGER PRIMARY KEY REFERENCES campaign (id) ON DELETE CASCADE,
  is_active INTEGER NOT NULL,
  grace_days INTEGER NOT NULL,
  weekly_cap INTEGER NOT NULL,
  revision INTEGER NOT NULL
);

-- Who is spoken to at a later step; without a department: for all of them.
CREATE TABLE care_contact (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  department_id INTEGER REFERENCES department (id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  platform TEXT NOT NULL,
  person TEXT NOT NULL
);
CREATE INDEX care_contact_of_campaign ON care_contact (campaign_id, id);

-- Each step once in a period. begun_at: from here on somebody may have it; sent_at: all that could be told were.
CREATE TABLE care_request (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  department_id INTEGER NOT NULL REFERENCES department (id) ON DELETE CASCADE,
  period TEXT NOT NULL,
  step TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  begun_at BIGINT,
  sent_at BIGINT,
  told INTEGER NOT NULL,
  UNIQUE (campaign_id, department_id, period, step)
);

-- Private conversations in which the bot has written: commands there are of that campaign.
CREATE TABLE care_talk (
  platform TEXT NOT NULL,
  address TEXT NOT NULL,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  PRIMARY KEY (platform, address)
);
