-- By which the one who acted is known; a name may change.
ALTER TABLE audit ADD COLUMN actor_id TEXT NOT NULL DEFAULT '';
