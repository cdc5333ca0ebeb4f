-- Why a channel is suspended, in Chinese as well; what was written down before stands in English alone.
ALTER TABLE channel ADD COLUMN reason_zh TEXT NOT NULL DEFAULT '';
UPDATE channel SET reason_zh = reason;
