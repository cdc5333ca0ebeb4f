-- Whether a channel wants one board that is kept up to date in place.
ALTER TABLE channel ADD COLUMN is_living BOOLEAN NOT NULL DEFAULT FALSE;

-- The message that it is: generation grows when it has to be made anew; begun_at: from here on the message may stand;
-- hold_ends_at: a node is at work on it. shown: what the message says, ranks: those that were last told of.
-- week, week_begun_at, thread: the thread of the week for the talk.
CREATE TABLE living_board (
  channel_id BIGINT PRIMARY KEY REFERENCES channel (id) ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  begun_at BIGINT,
  message TEXT,
  is_pinned BOOLEAN NOT NULL,
  shown TEXT NOT NULL,
  edited_at BIGINT,
  ranks TEXT NOT NULL,
  week TEXT NOT NULL,
  week_begun_at BIGINT,
  thread TEXT,
  hold_ends_at BIGINT
);
