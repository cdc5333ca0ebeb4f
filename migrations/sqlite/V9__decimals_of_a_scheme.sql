-- With how many decimals scores and weighted percentages are shown, 0 to 4; ranks and lights are judged on what is shown.
ALTER TABLE scheme ADD COLUMN shown_decimals INTEGER NOT NULL DEFAULT 2;
