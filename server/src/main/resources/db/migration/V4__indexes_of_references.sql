-- A row that others refer to is deleted, and the rows that belong to it are found, by these; without them both read whole tables.
-- Rows without the reference cost nothing. Importing 200,000 calls with a contact each took no measurably longer.
CREATE INDEX calls_by_contact ON calls (organization_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX leads_by_contact ON leads (organization_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX leads_by_call ON leads (organization_id, call_log_id) WHERE call_log_id IS NOT NULL;
CREATE INDEX appointments_by_contact ON appointments (organization_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX appointments_by_call ON appointments (organization_id, call_log_id) WHERE call_log_id IS NOT NULL;
