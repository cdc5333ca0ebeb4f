-- People are known by the platform's own id, not by the name that they show. Of chat entries the id stood behind the name.
ALTER TABLE report ADD COLUMN reporter_id TEXT NOT NULL DEFAULT '';
-- Who reported the figure, where that is not who made the entry (a review, an undo); empty: the same.
ALTER TABLE report ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN author_id TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN author_door TEXT NOT NULL DEFAULT '';
-- What the entry took the place of, and what was odd about it.
ALTER TABLE report ADD COLUMN replaces_id BIGINT;
ALTER TABLE report ADD COLUMN flag TEXT NOT NULL DEFAULT '';
DROP TRIGGER report_is_never_changed;
UPDATE report SET reporter_id = rtrim(substr(reporter, length(rtrim(reporter, replace(reporter, '(', ''))) + 1), ')'),
  reporter = substr(reporter, 1, length(rtrim(reporter, replace(reporter, '(', ''))) - 2)
  WHERE door IN ('web', 'discord') AND reporter LIKE '% (%)';
UPDATE report SET reporter_id = reporter WHERE reporter_id = '';
CREATE TRIGGER report_is_never_changed BEFORE UPDATE ON report
BEGIN
  SELECT RAISE(ABORT, 'the ledger is only ever added to');
END;
CREATE INDEX report_by_reporter_id ON report (campaign_id, reporter_id, door, id);
DROP INDEX report_by_reporter;

-- What a person or the bearers of a chat role may do; without a campaign: in all of them.
CREATE TABLE access_grant (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER REFERENCES campaign (id),
  platform TEXT NOT NULL,
  kind TEXT NOT NULL,
  external TEXT NOT NULL,
  role TEXT NOT NULL,
  granted_at BIGINT NOT NULL
);
CREATE INDEX access_grant_by_external ON access_grant (platform, external);

-- A token acts for whoever made it.
ALTER TABLE token ADD COLUMN maker TEXT NOT NULL DEFAULT '';
UPDATE token SET maker = name;
