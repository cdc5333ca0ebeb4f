-- Somebody who comes in by this program's own door: by an invitation, or by an identity provider (issuer and subject).
-- external: the platform's own id of a chat user. roles: what the provider calls them, one a line. claimed_grant_id: the
-- right that the provider's claim gave, which the next log-in may change.
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  external TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  issuer TEXT,
  subject TEXT,
  roles TEXT NOT NULL,
  claimed_grant_id BIGINT,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  removed_at BIGINT,
  UNIQUE (issuer, subject)
);

-- A browser that is logged in; only the hash of its secret is stored.
CREATE TABLE web_session (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  hash TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL
);
CREATE INDEX web_session_by_account ON web_session (account_id);

-- Who has gone to the identity provider and is expected back, once; only the hash of the state is stored.
CREATE TABLE login_attempt (
  hash TEXT NOT NULL PRIMARY KEY,
  nonce TEXT NOT NULL,
  verifier TEXT NOT NULL,
  next_page TEXT NOT NULL,
  started_at BIGINT NOT NULL
);

-- Whom an invitation lets in again; null: somebody new.
ALTER TABLE invitation ADD COLUMN person TEXT;

-- By which the one who used a command is known; a name may be another's too. Null of what was said before.
ALTER TABLE web_message ADD COLUMN author_id TEXT;
