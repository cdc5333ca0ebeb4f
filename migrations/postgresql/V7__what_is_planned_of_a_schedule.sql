-- What is still planned of a schedule, without a walk through all that it ever posted.
CREATE INDEX delivery_of_schedule ON delivery (schedule_id, state, planned_at);
