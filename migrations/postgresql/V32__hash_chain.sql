-- The hash chain over ledger and audit: one link for each of their rows, in the order in which they were committed.
-- digest: SHA-256 of the digest before, the table and the row's content (ChainedTable). V33, in Java, links what is there already.
CREATE TABLE chain (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  row_id BIGINT NOT NULL,
  digest TEXT NOT NULL
);
-- Not unique: where somebody has removed the last row, SQLite gives its number away again, and work goes on.
CREATE INDEX chain_by_row ON chain (kind, row_id);

-- How many links there are, the digest of the last, and the last row of each table that has one: kept apart, so that
-- what is missing at the end is missed.
CREATE TABLE chain_head (
  id BIGINT PRIMARY KEY,
  links BIGINT NOT NULL,
  digest TEXT NOT NULL,
  last_report_id BIGINT NOT NULL,
  last_audit_id BIGINT NOT NULL
);
INSERT INTO chain_head (id, links, last_report_id, last_audit_id, digest) VALUES (1, 0, 0, 0,
  '0000000000000000000000000000000000000000000000000000000000000000');

-- Where the chain stood when a board was posted, and when one became final.
ALTER TABLE published ADD COLUMN chain_links BIGINT;
ALTER TABLE published ADD COLUMN chain_digest TEXT;
ALTER TABLE closing ADD COLUMN chain_links BIGINT;
ALTER TABLE closing ADD COLUMN chain_digest TEXT;
