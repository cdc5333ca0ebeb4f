-- Amounts are TEXT, exact as entered, and never summed in SQL. Instants are milliseconds since 1970 (UTC),
-- dates are ISO text in the campaign's zone, booleans 0 or 1.

CREATE TABLE campaign (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  start_on TEXT NOT NULL,
  deadline_on TEXT NOT NULL,
  timezone TEXT NOT NULL,
  locale TEXT NOT NULL,
  is_today_counted INTEGER NOT NULL,
  calendar TEXT NOT NULL,
  is_sample INTEGER NOT NULL,
  revision INTEGER NOT NULL
);

CREATE TABLE league (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  position INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (campaign_id, code)
);

CREATE TABLE department (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  league_id INTEGER NOT NULL REFERENCES league (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  lead TEXT NOT NULL,
  parent TEXT NOT NULL,
  position INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (campaign_id, code)
);

CREATE TABLE department_link (
  id INTEGER PRIMARY KEY,
  department_id INTEGER NOT NULL REFERENCES department (id),
  platform TEXT NOT NULL,
  kind TEXT NOT NULL,
  external TEXT NOT NULL,
  UNIQUE (department_id, platform, kind, external)
);
CREATE INDEX department_link_by_external ON department_link (platform, external);

CREATE TABLE goal (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  unit TEXT NOT NULL,
  unit_en TEXT NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT NOT NULL,
  weight TEXT NOT NULL,
  cap TEXT,
  minimum TEXT,
  period TEXT NOT NULL,
  decimals INTEGER NOT NULL,
  position INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  UNIQUE (campaign_id, code)
);

CREATE TABLE target (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  department_id INTEGER NOT NULL REFERENCES department (id),
  goal_id INTEGER NOT NULL REFERENCES goal (id),
  amount TEXT NOT NULL,
  baseline TEXT,
  from_on TEXT NOT NULL,
  version INTEGER NOT NULL,
  actor TEXT NOT NULL,
  door TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  UNIQUE (department_id, goal_id, version)
);
CREATE INDEX target_by_campaign ON target (campaign_id, from_on);

CREATE TABLE scheme (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  version INTEGER NOT NULL,
  from_on TEXT NOT NULL,
  green_above_points TEXT NOT NULL,
  yellow_from_points TEXT NOT NULL,
  ordered_by TEXT NOT NULL,
  tie_rule TEXT NOT NULL,
  missing TEXT NOT NULL,
  disclosure TEXT NOT NULL,
  UNIQUE (campaign_id, version)
);

-- The ledger: only ever added to.
CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  department_id INTEGER NOT NULL REFERENCES department (id),
  goal_id INTEGER NOT NULL REFERENCES goal (id),
  as_of_on TEXT NOT NULL,
  version INTEGER NOT NULL,
  amount TEXT NOT NULL,
  note TEXT NOT NULL,
  evidence TEXT NOT NULL,
  state TEXT NOT NULL,
  restores INTEGER NOT NULL,
  reason TEXT NOT NULL,
  reporter TEXT NOT NULL,
  door TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  UNIQUE (department_id, goal_id, as_of_on, version)
);
CREATE INDEX report_by_campaign ON report (campaign_id, id);
CREATE INDEX report_by_reporter ON report (campaign_id, reporter, door, id);

CREATE TRIGGER report_is_never_changed BEFORE UPDATE ON report
BEGIN
  SELECT RAISE(ABORT, 'the ledger is only ever added to');
END;

CREATE TRIGGER report_is_never_removed BEFORE DELETE ON report
BEGIN
  SELECT RAISE(ABORT, 'the ledger is only ever added to');
END;
