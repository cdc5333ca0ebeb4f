-- A claim lasts as long as the life of its node, and no longer: it needs no end of its own.
ALTER TABLE delivery DROP COLUMN claim_ends_at;
