-- Leads that have one status and one urgency are a list of their own. By the index of either, a page of few such leads among many of
-- the status and many of the urgency would read all of these. Importing 60,000 leads took 0.9 s in place of 0.8.
CREATE INDEX leads_by_status_and_urgency ON leads (organization_id, status, urgency, created_at DESC, id DESC);
