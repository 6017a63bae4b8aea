-- Everything of a user's can be erased, taken along and taken back: erasures and exports outlast a kill, consents have
-- a history.

-- A tombstone and a list of work: the rows are gone when it is written, the folders of `models` have to be emptied.
-- When that is verified nothing but a number is left: no user, no model.
CREATE TABLE keepface.erasures (
    reference text PRIMARY KEY,
    user_id bigint,
    chat_id bigint,
    everything boolean NOT NULL,
    models text[] NOT NULL,
    jobs bigint[] NOT NULL DEFAULT '{}',   -- under way when it was asked for: their late results are waited for
    calls bigint[] NOT NULL DEFAULT '{}',
    counts jsonb NOT NULL DEFAULT '{}',    -- what went, for the receipt
    tries integer NOT NULL DEFAULT 0,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_at timestamptz
);
CREATE INDEX erasures_due ON keepface.erasures (due_at) WHERE done_at IS NULL;
ALTER TABLE keepface.erasures ENABLE ROW LEVEL SECURITY;

-- One export at a time for each user; `sent` counts the pictures that are in the parts sent so far.
CREATE TABLE keepface.exports (
    user_id bigint PRIMARY KEY REFERENCES keepface.users (id) ON DELETE CASCADE,
    chat_id bigint NOT NULL,
    parts integer NOT NULL DEFAULT 0,
    sent integer NOT NULL DEFAULT 0,
    unreadable integer NOT NULL DEFAULT 0,
    tries integer NOT NULL DEFAULT 0,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE keepface.exports ENABLE ROW LEVEL SECURITY;

-- What was agreed to, when, and when it was taken back. keepface.users has what is in force.
CREATE TABLE keepface.consents (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES keepface.users (id) ON DELETE CASCADE,
    version integer NOT NULL,
    given_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at timestamptz
);
CREATE INDEX consents_of_user ON keepface.consents (user_id);
ALTER TABLE keepface.consents ENABLE ROW LEVEL SECURITY;
INSERT INTO keepface.consents (user_id, version, given_at)
SELECT id, consent_version, coalesce(consented_at, created_at) FROM keepface.users WHERE consent_version IS NOT NULL;

-- What is older than the days that the operator keeps scenes for.
CREATE INDEX scenes_finished ON keepface.generations (finished_at) WHERE kind = 'scene' AND finished_at IS NOT NULL;
