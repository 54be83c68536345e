-- Every tenant table begins its primary key, its foreign keys and its indexes with organization_id: each statement of the
-- API names one organization, and the schema can be distributed by it. The CHECKs repeat the bounds of openapi.yaml; a
-- test compares the lists of values with the contract's enums.

DO $$
BEGIN
    IF current_setting('server_version_num')::integer < 140000 THEN
        RAISE EXCEPTION 'InboundFlow needs PostgreSQL 14 or newer; this is %', current_setting('server_version');
    END IF;
END $$;

CREATE TABLE organizations (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    plan       text        NOT NULL CHECK (char_length(plan) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_keys (
    id                  uuid PRIMARY KEY,
    organization_id     uuid        NOT NULL REFERENCES organizations (id),
    name                text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    prefix              text        NOT NULL CHECK (char_length(prefix) BETWEEN 8 AND 20),
    hash                bytea       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    scopes              text[]      NOT NULL CONSTRAINT api_keys_scopes CHECK (
        scopes <@ ARRAY['calls:read', 'contacts:read', 'contacts:write', 'leads:read', 'appointments:read']),
    requests_per_minute integer     NOT NULL CHECK (requests_per_minute BETWEEN 1 AND 1000000),
    created_at          timestamptz NOT NULL DEFAULT now(),
    last_used_at        timestamptz,
    expires_at          timestamptz,
    revoked_at          timestamptz
);
CREATE INDEX api_keys_of_organization ON api_keys (organization_id, created_at);

CREATE TABLE contacts (
    organization_id uuid        NOT NULL REFERENCES organizations (id),
    id              uuid        NOT NULL,
    phone           text        NOT NULL CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
    name            text CHECK (char_length(name) <= 200),
    email           text CHECK (char_length(email) <= 254),
    company         text CHECK (char_length(company) <= 200),
    source          text        NOT NULL CHECK (char_length(source) BETWEEN 1 AND 100),
    total_calls     integer     NOT NULL CHECK (total_calls >= 0),
    last_call_at    timestamptz,
    notes           text CHECK (char_length(notes) <= 5000),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT contacts_phone UNIQUE (organization_id, phone)
);
CREATE INDEX contacts_newest ON contacts (organization_id, created_at DESC, id DESC);

CREATE TABLE calls (
    organization_id  uuid        NOT NULL REFERENCES organizations (id),
    id               uuid        NOT NULL,
    caller_phone     text CHECK (caller_phone ~ '^\+[1-9][0-9]{1,14}$'),
    caller_name      text CHECK (char_length(caller_name) <= 200),
    status           text        NOT NULL CONSTRAINT calls_status CHECK (
        status IN ('completed', 'failed', 'blocked', 'in-progress', 'forwarding')),
    duration_seconds integer CHECK (duration_seconds >= 0),
    summary          text CHECK (char_length(summary) <= 10000),
    transcript       text CHECK (char_length(transcript) <= 1000000),
    recording_url    text CHECK (char_length(recording_url) <= 2048),
    transfer_status  text CHECK (char_length(transfer_status) <= 100),
    started_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    assistant_id     uuid,
    contact_id       uuid,
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT calls_contact_id FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);
CREATE INDEX calls_newest ON calls (organization_id, created_at DESC, id DESC);
CREATE INDEX calls_by_status ON calls (organization_id, status, created_at DESC, id DESC);
CREATE INDEX calls_by_phone ON calls (organization_id, caller_phone, created_at DESC, id DESC);

-- A table of their own: a page of calls never reads them, and unpacking them would be half of what it costs.
CREATE TABLE call_messages (
    organization_id uuid NOT NULL,
    call_id         uuid NOT NULL,
    messages        text NOT NULL,
    PRIMARY KEY (organization_id, call_id),
    FOREIGN KEY (organization_id, call_id) REFERENCES calls (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE leads (
    organization_id      uuid        NOT NULL REFERENCES organizations (id),
    id                   uuid        NOT NULL,
    caller_phone         text CHECK (caller_phone ~ '^\+[1-9][0-9]{1,14}$'),
    caller_name          text CHECK (char_length(caller_name) <= 200),
    caller_email         text CHECK (char_length(caller_email) <= 254),
    status               text        NOT NULL CONSTRAINT leads_status CHECK (
        status IN ('new', 'contacted', 'qualified', 'converted', 'lost')),
    urgency              text        NOT NULL CONSTRAINT leads_urgency CHECK (urgency IN ('low', 'medium', 'high')),
    interest             text CHECK (char_length(interest) <= 1000),
    qualification_reason text CHECK (char_length(qualification_reason) <= 1000),
    call_summary         text CHECK (char_length(call_summary) <= 10000),
    call_log_id          uuid,
    contact_id           uuid,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT leads_call_log_id FOREIGN KEY (organization_id, call_log_id) REFERENCES calls (organization_id, id),
    CONSTRAINT leads_contact_id FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);
CREATE INDEX leads_newest ON leads (organization_id, created_at DESC, id DESC);
CREATE INDEX leads_by_status ON leads (organization_id, status, created_at DESC, id DESC);
CREATE INDEX leads_by_urgency ON leads (organization_id, urgency, created_at DESC, id DESC);

CREATE TABLE appointments (
    organization_id        uuid        NOT NULL REFERENCES organizations (id),
    id                     uuid        NOT NULL,
    caller_phone           text CHECK (caller_phone ~ '^\+[1-9][0-9]{1,14}$'),
    caller_name            text CHECK (char_length(caller_name) <= 200),
    appointment_date       date        NOT NULL,
    appointment_time_start timestamptz NOT NULL,
    appointment_time_end   timestamptz,
    service_type           text CHECK (char_length(service_type) <= 200),
    status                 text        NOT NULL CONSTRAINT appointments_status CHECK (
        status IN ('booked', 'confirmed', 'cancelled', 'completed', 'no_show')),
    calendar_event_link    text CHECK (char_length(calendar_event_link) <= 2048),
    call_log_id            uuid,
    contact_id             uuid,
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT appointments_call_log_id FOREIGN KEY (organization_id, call_log_id)
        REFERENCES calls (organization_id, id),
    CONSTRAINT appointments_contact_id FOREIGN KEY (organization_id, contact_id)
        REFERENCES contacts (organization_id, id)
);
CREATE INDEX appointments_newest ON appointments (organization_id, created_at DESC, id DESC);
CREATE INDEX appointments_by_status ON appointments (organization_id, status, created_at DESC, id DESC);

-- The answers that a repeated Idempotency-Key replays, for 24 hours.
CREATE TABLE idempotency_keys (
    organization_id uuid        NOT NULL REFERENCES organizations (id),
    key             text        NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
    request_hash    bytea       NOT NULL CHECK (octet_length(request_hash) = 32),
    status          integer     NOT NULL,
    location        text,
    request_id      text        NOT NULL,
    body            bytea       NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, key)
);
CREATE INDEX idempotency_keys_oldest ON idempotency_keys (organization_id, created_at);

-- Long text is packed with lz4, which costs a third less to unpack, where this PostgreSQL was built with it.
DO $$
BEGIN
    ALTER TABLE calls ALTER COLUMN summary SET COMPRESSION lz4, ALTER COLUMN transcript SET COMPRESSION lz4;
    ALTER TABLE call_messages ALTER COLUMN messages SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this PostgreSQL has no lz4; long text is packed with pglz';
END $$;
