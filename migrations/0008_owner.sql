-- The owner: who that is, who may come in, what was decided instead of the settings, and words to everybody.

ALTER TABLE keepface.users ADD COLUMN full_name text NOT NULL DEFAULT '';
ALTER TABLE keepface.users ADD COLUMN seen_at timestamptz;

-- What the owner decided in the chat; each row overrides a setting or stands for itself (owner, paused, expecting).
CREATE TABLE keepface.decisions (
    name text PRIMARY KEY,
    value text NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE keepface.decisions ENABLE ROW LEVEL SECURITY;

-- The one claim code that is valid, hashed, and the wrong tries against it.
CREATE TABLE keepface.claim (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    code_hash text NOT NULL,
    printed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE keepface.claim_tries (
    user_id bigint PRIMARY KEY,
    wrong integer NOT NULL
);
ALTER TABLE keepface.claim ENABLE ROW LEVEL SECURITY;
ALTER TABLE keepface.claim_tries ENABLE ROW LEVEL SECURITY;

-- Who may come in besides ALLOWED_USERS, who may not in spite of it, and strangers who asked.
CREATE TABLE keepface.invites (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash text NOT NULL UNIQUE,
    uses integer NOT NULL,
    used integer NOT NULL DEFAULT 0,
    made_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CHECK (used BETWEEN 0 AND uses)
);
CREATE TABLE keepface.access (
    user_id bigint PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('asked', 'allowed', 'denied')),
    name text NOT NULL DEFAULT '',
    asked_at timestamptz,
    decided_at timestamptz,
    invite_id bigint REFERENCES keepface.invites (id) ON DELETE SET NULL
);
ALTER TABLE keepface.invites ENABLE ROW LEVEL SECURITY;
ALTER TABLE keepface.access ENABLE ROW LEVEL SECURITY;

-- Words to all users, and how each copy went. A copy is 'sending' before it is sent: cut off, it is never sent again.
CREATE TABLE keepface.broadcasts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    idempotency_key text NOT NULL UNIQUE,
    words text NOT NULL,
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sending', 'done', 'cancelled')),
    made_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE TABLE keepface.broadcast_copies (
    broadcast_id bigint NOT NULL REFERENCES keepface.broadcasts (id) ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES keepface.users (id) ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sending', 'sent', 'blocked', 'unsure', 'failed', 'left out')),
    PRIMARY KEY (broadcast_id, user_id)
);
CREATE INDEX broadcast_copies_open ON keepface.broadcast_copies (broadcast_id, user_id)
    WHERE state IN ('waiting', 'sending');
ALTER TABLE keepface.broadcasts ENABLE ROW LEVEL SECURITY;
ALTER TABLE keepface.broadcast_copies ENABLE ROW LEVEL SECURITY;
