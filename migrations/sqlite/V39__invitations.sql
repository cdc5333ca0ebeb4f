-- A link by which somebody comes in once, with the rights that it gives; only the hash of its secret is stored.
CREATE TABLE invitation (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  is_for_all INTEGER NOT NULL,
  departments TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  revoked_at BIGINT
);
CREATE TABLE invitation_campaign (
  invitation_id INTEGER NOT NULL REFERENCES invitation (id),
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  PRIMARY KEY (invitation_id, campaign_id)
);
