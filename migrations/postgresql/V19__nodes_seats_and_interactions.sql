-- The runs of the program that share this database and are alive: a claim (delivery.claimed_by) is good while its
-- run stands here. term: one stretch of one run's life. application: how its connections are called. beat_at: by the
-- database's clock.
CREATE TABLE node (
  term TEXT NOT NULL PRIMARY KEY,
  application TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  beat_at BIGINT NOT NULL
);

-- Which run holds a platform's connection. epoch counts the holders.
CREATE TABLE seat (
  name TEXT NOT NULL PRIMARY KEY,
  term TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  taken_at BIGINT NOT NULL
);

-- Commands and buttons that were taken up, by the platform's own number: none is executed twice.
CREATE TABLE interaction (
  platform TEXT NOT NULL,
  external TEXT NOT NULL,
  taken_at BIGINT NOT NULL,
  PRIMARY KEY (platform, external)
);
CREATE INDEX interaction_taken ON interaction (taken_at);
