-- A creation that is answered again by its key says again where the thing is.
ALTER TABLE idempotency ADD COLUMN location TEXT;
