-- How many days an organization's calls are kept; without a number they are kept for good.
ALTER TABLE organizations ADD COLUMN retention_days integer;
ALTER TABLE organizations ADD CONSTRAINT organizations_retention_days CHECK (retention_days BETWEEN 1 AND 36500);

INSERT INTO job_leases (job, held_until) VALUES ('call_retention', now());
