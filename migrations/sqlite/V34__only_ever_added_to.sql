-- INSERT OR REPLACE deletes the row that is in its way without asking the DELETE trigger (recursive_triggers is off
-- unless a connection turns it on): what it would take the place of is looked for before.
CREATE TRIGGER report_is_never_replaced BEFORE INSERT ON report
WHEN EXISTS (SELECT 1 FROM report WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM report WHERE department_id = NEW.department_id AND goal_id = NEW.goal_id AND step = NEW.step
    AND as_of_on = NEW.as_of_on AND version = NEW.version)
BEGIN
  SELECT RAISE(ABORT, 'the ledger is only ever added to');
END;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is only ever added to');
END;

CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is only ever added to');
END;

CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'the audit is only ever added to');
END;

CREATE TRIGGER chain_is_never_changed BEFORE UPDATE ON chain
BEGIN
  SELECT RAISE(ABORT, 'the chain is only ever added to');
END;

CREATE TRIGGER chain_is_never_removed BEFORE DELETE ON chain
BEGIN
  SELECT RAISE(ABORT, 'the chain is only ever added to');
END;

CREATE TRIGGER chain_is_never_replaced BEFORE INSERT ON chain
WHEN EXISTS (SELECT 1 FROM chain WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'the chain is only ever added to');
END;

CREATE TRIGGER chain_head_only_goes_on BEFORE UPDATE ON chain_head WHEN NEW.id <> OLD.id OR NEW.links <= OLD.links
BEGIN
  SELECT RAISE(ABORT, 'the chain is only ever added to');
END;

CREATE TRIGGER chain_head_is_never_removed BEFORE DELETE ON chain_head
BEGIN
  SELECT RAISE(ABORT, 'the chain is only ever added to');
END;

CREATE TRIGGER chain_head_is_never_replaced BEFORE INSERT ON chain_head
BEGIN
  SELECT RAISE(ABORT, 'the chain is only ever added to');
END;

CREATE TRIGGER closing_is_never_replaced BEFORE INSERT ON closing
WHEN EXISTS (SELECT 1 FROM closing WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM closing WHERE campaign_id = NEW.campaign_id AND version = NEW.version)
BEGIN
  SELECT RAISE(ABORT, 'a closing is never removed');
END;

DROP TRIGGER final_board_is_never_changed;
CREATE TRIGGER final_board_is_never_changed
BEFORE UPDATE OF version, cut_off_on, objections_until_on, closed_at, closed_by, closed_early_why, digest, board,
  chain_links, chain_digest
ON closing WHEN OLD.closed_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a final board is never changed');
END;

CREATE TRIGGER published_is_never_changed BEFORE UPDATE ON published
BEGIN
  SELECT RAISE(ABORT, 'what was posted is only ever added to');
END;
