-- Why a post stands as it does, in Chinese as well; empty: what was written down before stands in English alone.
ALTER TABLE delivery ADD COLUMN reason_zh TEXT NOT NULL DEFAULT '';
