INSERT INTO token (name, hash, created_at, revoked_at) VALUES ('statistics', '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 1767225600000, NULL);
INSERT INTO token (name, hash, created_at, revoked_at) VALUES ('lost', 'ff112233445566778899aabbccddeeff00112233445566778899aabbccddee00', 1767225600000, 1767225700000);
INSERT INTO audit (happened_at, actor, door, action, subject, before, after) VALUES (1767225600000, 'admin', 'api', 'campaign.create', 'old-2026', NULL, '{"slug":"old-2026"}');
INSERT INTO audit (happened_at, actor, door, action, subject, before, after) VALUES (1793500120000, 'admin', 'api', 'report.verify', '3', 'PROVISIONAL', 'VERIFIED');
INSERT INTO idempotency (token, idempotency_key, request, status, etag, body, answered_at) VALUES ('statistics', 'k1', 'abc', 201, NULL, '{}', 1793500120000);
