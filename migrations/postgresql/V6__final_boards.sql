-- Why a campaign was closed before its objection window had ended; NULL: it had.
ALTER TABLE closing ADD COLUMN closed_early_why TEXT;

CREATE FUNCTION final_board_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a final board is never changed, a closing is never removed';
END $$;

CREATE TRIGGER final_board_is_never_changed
BEFORE UPDATE OF version, cut_off_on, objections_until_on, closed_at, closed_by, closed_early_why, digest, board
ON closing FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION final_board_is_never_changed();

CREATE TRIGGER closing_is_never_removed BEFORE DELETE ON closing
FOR EACH ROW EXECUTE FUNCTION final_board_is_never_changed();
