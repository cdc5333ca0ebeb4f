-- A campaign that was removed: its ledger stays, but it is found nowhere and its slug is free again.
ALTER TABLE campaign ADD COLUMN removed_at BIGINT;
