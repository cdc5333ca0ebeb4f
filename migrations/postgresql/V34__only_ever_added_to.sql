CREATE FUNCTION only_ever_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the % is only ever added to', TG_TABLE_NAME;
END;
$$;

CREATE TRIGGER report_is_never_emptied BEFORE TRUNCATE ON report FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added_to();

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION only_ever_added_to();
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION only_ever_added_to();
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added_to();

CREATE TRIGGER chain_is_never_changed BEFORE UPDATE ON chain FOR EACH ROW EXECUTE FUNCTION only_ever_added_to();
CREATE TRIGGER chain_is_never_removed BEFORE DELETE ON chain FOR EACH ROW EXECUTE FUNCTION only_ever_added_to();
CREATE TRIGGER chain_is_never_emptied BEFORE TRUNCATE ON chain FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added_to();

CREATE TRIGGER chain_head_only_goes_on BEFORE UPDATE ON chain_head FOR EACH ROW
WHEN (NEW.id <> OLD.id OR NEW.links <= OLD.links) EXECUTE FUNCTION only_ever_added_to();
CREATE TRIGGER chain_head_is_never_removed BEFORE DELETE ON chain_head FOR EACH ROW EXECUTE FUNCTION only_ever_added_to();
CREATE TRIGGER chain_head_is_never_replaced BEFORE INSERT ON chain_head FOR EACH ROW EXECUTE FUNCTION only_ever_added_to();
CREATE TRIGGER chain_head_is_never_emptied BEFORE TRUNCATE ON chain_head FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added_to();

DROP TRIGGER final_board_is_never_changed ON closing;
CREATE TRIGGER final_board_is_never_changed
BEFORE UPDATE OF version, cut_off_on, objections_until_on, closed_at, closed_by, closed_early_why, digest, board,
  chain_links, chain_digest
ON closing FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION final_board_is_never_changed();
CREATE TRIGGER closing_is_never_emptied BEFORE TRUNCATE ON closing FOR EACH STATEMENT EXECUTE FUNCTION final_board_is_never_changed();

CREATE TRIGGER published_is_never_changed BEFORE UPDATE ON published FOR EACH ROW EXECUTE FUNCTION only_ever_added_to();
