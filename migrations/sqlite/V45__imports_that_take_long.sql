-- Imports that take longer than a caller waits, so that what became of one can be asked for after a restart. One that
-- is WAITING or RUNNING under a term that is no node any more was ended with it. rows_in_all 0: not known.
-- result_zh, result_en: what was answered, as JSON.
CREATE TABLE import_job (
  job TEXT NOT NULL PRIMARY KEY,
  campaign TEXT NOT NULL,
  term TEXT NOT NULL,
  state TEXT NOT NULL,
  rows_done BIGINT NOT NULL,
  rows_in_all BIGINT NOT NULL,
  result_zh TEXT,
  result_en TEXT,
  begun_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX import_job_begun ON import_job (begun_at);
