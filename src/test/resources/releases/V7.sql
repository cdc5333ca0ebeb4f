-- V7 brought an index alone: a figure more, as an installation goes on.
INSERT INTO report (campaign_id, department_id, goal_id, as_of_on, version, amount, note, evidence, state, restores, reason, reporter, door, entered_at, denominator, step) VALUES (1, 2, 1, '2026-11-15', 1, '70.25', '', '', 'PROVISIONAL', 0, '', 'Li (4712)', 'web', 1794700000000, NULL, '');
