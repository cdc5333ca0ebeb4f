-- A message of its own in each channel: a delivery is of a schedule, of a notice, or of a practice that was approved.
ALTER TABLE delivery ADD COLUMN practice_id BIGINT REFERENCES practice (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX delivery_of_practice ON delivery (practice_id, channel_id);
