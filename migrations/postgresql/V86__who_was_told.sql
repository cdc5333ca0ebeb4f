-- Who has a request of care, so that nobody hears a step twice. begun_at: from here on the person may have it;
-- outcome: null while nobody knows. Without a platform and a person: a request of before, of which only that much is known.
CREATE TABLE care_told (
  request_id BIGINT NOT NULL REFERENCES care_request (id) ON DELETE CASCADE,
  platform TEXT NOT NULL,
  person TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  outcome TEXT,
  PRIMARY KEY (request_id, platform, person)
);
INSERT INTO care_told (request_id, platform, person, begun_at)
  SELECT id, '', '', begun_at FROM care_request WHERE begun_at IS NOT NULL AND sent_at IS NULL;
