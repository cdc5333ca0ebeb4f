INSERT INTO channel (campaign_id, platform, address, locale, timezone, quiet_from, quiet_to, daily_cap, state, reason, revision, purpose, is_removed) VALUES (1, 'discord', '22', 'en', 'Asia/Shanghai', NULL, NULL, NULL, 'ACTIVE', '', 1, 'ADMINISTRATORS', FALSE);
INSERT INTO notice (campaign_id, subject, body, body_en, raised_at, resolved_at) VALUES (1, 'calendar/CN/2027', '缺 2027 年日历', 'no calendar for 2027', 1793500000000, NULL);
INSERT INTO delivery (notice_id, channel_id, planned_at, state, nonce, attempts, due_at, expires_at, claimed_by, claim_ends_at, unsure_at, sent_at, message, reason) VALUES (1, 2, 1793581300000, 'SENT', 'notice-nonce', 1, 1793581300000, 1793613600000, NULL, NULL, NULL, 1793581301000, '100', '');
INSERT INTO work_calendar (country, calendar_year, days, revision) VALUES ('DE', 2026, '2026-10-03,off,Einheit', 1);
INSERT INTO template (campaign_id, name, body, body_en, revision) VALUES (1, 'daily', '{campaign}：{headline}', '{campaign}: {headline}', 1);
