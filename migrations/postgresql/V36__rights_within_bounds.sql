-- What a token may, where, and until when; those made before may everything.
ALTER TABLE token ADD COLUMN role TEXT NOT NULL DEFAULT 'ADMINISTRATOR';
ALTER TABLE token ADD COLUMN is_for_all BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE token ADD COLUMN departments TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN most_a_minute INTEGER;
ALTER TABLE token ADD COLUMN expires_at BIGINT;
ALTER TABLE token ADD COLUMN last_used_at BIGINT;
CREATE TABLE token_campaign (
  token_id BIGINT NOT NULL REFERENCES token (id),
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  PRIMARY KEY (token_id, campaign_id)
);

-- The same of people; a grant of one campaign was named by the row itself.
ALTER TABLE access_grant ADD COLUMN is_for_all BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE access_grant ADD COLUMN departments TEXT NOT NULL DEFAULT '';
ALTER TABLE access_grant ADD COLUMN expires_at BIGINT;
CREATE TABLE grant_campaign (
  grant_id BIGINT NOT NULL REFERENCES access_grant (id),
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  PRIMARY KEY (grant_id, campaign_id)
);
INSERT INTO grant_campaign SELECT id, campaign_id FROM access_grant WHERE campaign_id IS NOT NULL;
UPDATE access_grant SET is_for_all = FALSE WHERE campaign_id IS NOT NULL;
UPDATE access_grant SET campaign_id = NULL;
