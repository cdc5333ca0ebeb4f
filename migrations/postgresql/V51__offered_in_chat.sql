-- What a short button id stands for, where a platform takes back less than the whole: the command and its options.
CREATE TABLE button_token (
  token TEXT NOT NULL PRIMARY KEY,
  stands_for TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX button_token_made ON button_token (made_at);

-- What a person was last offered in a chat without buttons or forms: choices by number, or a form in the middle of
-- being asked.
CREATE TABLE chat_offer (
  platform TEXT NOT NULL,
  channel TEXT NOT NULL,
  person TEXT NOT NULL,
  offer TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (platform, channel, person)
);
CREATE INDEX chat_offer_made ON chat_offer (made_at);
