-- A key is claimed by a row without an answer. Only the transaction that makes the row sees it so: it commits when the answer is
-- there, or not at all. A key belongs to one operation.
ALTER TABLE idempotency_keys ADD COLUMN operation text NOT NULL DEFAULT 'createContact';
ALTER TABLE idempotency_keys ALTER COLUMN status DROP NOT NULL;
ALTER TABLE idempotency_keys ALTER COLUMN request_id DROP NOT NULL;
ALTER TABLE idempotency_keys ALTER COLUMN body DROP NOT NULL;

-- What is expired is deleted for all organizations, oldest first.
DROP INDEX idempotency_keys_oldest;
CREATE INDEX idempotency_keys_oldest ON idempotency_keys (created_at);

-- Background jobs of which one server at a time does each. It stays on one node when the tenant tables are distributed.
CREATE TABLE job_leases (
    job        text PRIMARY KEY,
    held_until timestamptz NOT NULL
);
INSERT INTO job_leases (job, held_until) VALUES ('idempotency_sweep', now());
