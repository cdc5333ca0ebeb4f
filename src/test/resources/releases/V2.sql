INSERT INTO channel (campaign_id, platform, address, locale, timezone, quiet_from, quiet_to, daily_cap, state, reason, revision) VALUES (1, 'discord', '1181234567890123456', 'zh-CN', 'Asia/Shanghai', '22:00', '07:00', 5, 'ACTIVE', '', 1);
INSERT INTO schedule (campaign_id, post, cron, daily, days, timezone, catch_up_until, is_paused, planned_at, revision) VALUES (1, 'daily', NULL, '09:00', 'workdays', 'Asia/Shanghai', '18:00', TRUE, 1793500000000, 1);
INSERT INTO schedule_channel (schedule_id, channel_id) VALUES (1, 1);
INSERT INTO delivery (schedule_id, channel_id, planned_at, state, nonce, attempts, due_at, expires_at, unsure_at, sent_at, message, reason) VALUES (1, 1, 1793581200000, 'SENT', 'old-nonce', 1, 1793581200000, 1793613600000, NULL, 1793581201000, '99', '');
INSERT INTO web_message (change_id, channel, author, command, body, audience, nonce, said_at) VALUES (1, '老频道', NULL, NULL, '{"title":"倒计时","blocks":[]}', NULL, NULL, 1793581200000);
