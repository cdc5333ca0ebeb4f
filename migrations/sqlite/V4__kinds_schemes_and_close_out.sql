-- How often anything that boards are made of changed: the ledger, and all the rest. Whoever keeps a board in memory
-- compares these. Appending takes the row first, so that within a campaign ids are committed in their order.
ALTER TABLE campaign ADD COLUMN ledger_changes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN setup_changes BIGINT NOT NULL DEFAULT 0;

-- How often a figure is due, and how many working days later it is still good.
ALTER TABLE goal ADD COLUMN due_every TEXT NOT NULL DEFAULT 'NONE';
ALTER TABLE goal ADD COLUMN grace INTEGER NOT NULL DEFAULT 0;

-- 0: marked not applicable from that day on.
ALTER TABLE target ADD COLUMN is_applicable INTEGER NOT NULL DEFAULT 1;

-- A ratio's denominator, the base amount of a growth; the step of a milestone ('' elsewhere).
CREATE TABLE report_with_parts (
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
  denominator TEXT,
  step TEXT NOT NULL,
  UNIQUE (department_id, goal_id, step, as_of_on, version)
);
INSERT INTO report_with_parts SELECT report.*, NULL, '' FROM report;
DROP TABLE report;
ALTER TABLE report_with_parts RENAME TO report;
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

-- The dated steps of a milestones goal of one department. Versioned like a target; weight 0 takes a step away.
CREATE TABLE milestone (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  department_id INTEGER NOT NULL REFERENCES department (id),
  goal_id INTEGER NOT NULL REFERENCES goal (id),
  step TEXT NOT NULL,
  due_on TEXT NOT NULL,
  weight TEXT NOT NULL,
  from_on TEXT NOT NULL,
  version INTEGER NOT NULL,
  actor TEXT NOT NULL,
  door TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  UNIQUE (department_id, goal_id, step, version)
);
CREATE INDEX milestone_by_campaign ON milestone (campaign_id, from_on);

-- Expected completion at dates, of a goal or of one department's goal (department_id set). A version is the whole
-- curve; one without points takes the plan away.
CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  goal_id INTEGER NOT NULL REFERENCES goal (id),
  department_id INTEGER REFERENCES department (id),
  from_on TEXT NOT NULL,
  version INTEGER NOT NULL,
  actor TEXT NOT NULL,
  door TEXT NOT NULL,
  entered_at BIGINT NOT NULL
);
CREATE INDEX plan_by_campaign ON plan (campaign_id);

CREATE TABLE plan_point (
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  due_on TEXT NOT NULL,
  percent_points TEXT NOT NULL,
  PRIMARY KEY (plan_id, due_on)
);

ALTER TABLE scheme ADD COLUMN growth_base_points TEXT NOT NULL DEFAULT '100';
ALTER TABLE scheme ADD COLUMN growth_step_points TEXT NOT NULL DEFAULT '5';
ALTER TABLE scheme ADD COLUMN growth_limit_points TEXT NOT NULL DEFAULT '20';
ALTER TABLE scheme ADD COLUMN growth_green_points TEXT NOT NULL DEFAULT '0';
ALTER TABLE scheme ADD COLUMN growth_yellow_points TEXT NOT NULL DEFAULT '-2.00';
ALTER TABLE scheme ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE scheme ADD COLUMN actor TEXT NOT NULL DEFAULT 'system';
ALTER TABLE scheme ADD COLUMN door TEXT NOT NULL DEFAULT 'system';
ALTER TABLE scheme ADD COLUMN entered_at BIGINT NOT NULL DEFAULT 0;

-- What a scheme says of a goal, in place of the goal's own weight and cap.
CREATE TABLE scheme_goal (
  scheme_id INTEGER NOT NULL REFERENCES scheme (id),
  goal_id INTEGER NOT NULL REFERENCES goal (id),
  weight TEXT NOT NULL,
  cap TEXT,
  PRIMARY KEY (scheme_id, goal_id)
);

-- For what a scheme gives or takes points, and how many at the most.
CREATE TABLE scheme_item (
  scheme_id INTEGER NOT NULL REFERENCES scheme (id),
  code TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  cap TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (scheme_id, code)
);

-- Bonus, deduction and veto of one department, entered by a person; taken back, never removed.
CREATE TABLE adjustment (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  department_id INTEGER NOT NULL REFERENCES department (id),
  kind TEXT NOT NULL,
  item TEXT NOT NULL,
  amount TEXT NOT NULL,
  counted_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  evidence TEXT NOT NULL,
  actor TEXT NOT NULL,
  door TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by TEXT,
  withdrawn_why TEXT
);
CREATE INDEX adjustment_by_campaign ON adjustment (campaign_id);

-- Which boards stood in a channel: movement is counted from the last of them.
CREATE TABLE published (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  board_on TEXT NOT NULL,
  published_at BIGINT NOT NULL
);
CREATE INDEX published_by_campaign ON published (campaign_id, board_on, id);

-- Freeze, final, reopening: one row for each time a campaign was closed.
CREATE TABLE closing (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  version INTEGER NOT NULL,
  cut_off_on TEXT NOT NULL,
  objections_until_on TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  frozen_by TEXT NOT NULL,
  closed_at BIGINT,
  closed_by TEXT,
  digest TEXT,
  board TEXT,
  reopened_at BIGINT,
  reopened_by TEXT,
  reopened_why TEXT,
  UNIQUE (campaign_id, version)
);
