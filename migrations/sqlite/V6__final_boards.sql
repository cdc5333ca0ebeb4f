-- Why a campaign was closed before its objection window had ended; NULL: it had.
ALTER TABLE closing ADD COLUMN closed_early_why TEXT;

CREATE TRIGGER final_board_is_never_changed
BEFORE UPDATE OF version, cut_off_on, objections_until_on, closed_at, closed_by, closed_early_why, digest, board
ON closing WHEN OLD.closed_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a final board is never changed');
END;

CREATE TRIGGER closing_is_never_removed BEFORE DELETE ON closing
BEGIN
  SELECT RAISE(ABORT, 'a closing is never removed');
END;
