-- What all servers have counted of each limit in its present minute. A crash may lose it: the limits then begin anew. It stays
-- on one node when the tenant tables are distributed.
CREATE UNLOGGED TABLE rate_limits (
    holder     text PRIMARY KEY,
    started_at timestamptz NOT NULL,
    per_minute integer     NOT NULL,
    used       integer     NOT NULL,
    -- What the last server that asked was given of what it wanted.
    granted    integer     NOT NULL
);
