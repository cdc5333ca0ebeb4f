-- How often a board was published: an answer kept in memory shows movement since the last one.
ALTER TABLE campaign ADD COLUMN published_changes BIGINT NOT NULL DEFAULT 0;
