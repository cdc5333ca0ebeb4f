-- Why a campaign was closed before its objection window had ended; NULL: it had.
ALTER TABLE closing ADD COLUMN closed_early_why TEXT;
