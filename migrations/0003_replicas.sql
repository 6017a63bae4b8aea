-- Several processes on one database: who may poll, and what the owner was told already.

CREATE TABLE keepface.leases (
    name text PRIMARY KEY,
    holder text NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE TABLE keepface.notices (
    subject text PRIMARY KEY,
    told_at timestamptz NOT NULL DEFAULT now()
);
