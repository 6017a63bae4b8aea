-- Telegram Stars: what was ordered, what was paid, and paid pictures as a ledger of entries whose sum is the balance.

CREATE TABLE keepface.orders (
    id text PRIMARY KEY,
    idempotency_key text NOT NULL UNIQUE,
    user_id bigint NOT NULL REFERENCES keepface.users (id) ON DELETE CASCADE,
    pictures integer NOT NULL CHECK (pictures > 0),
    stars integer NOT NULL CHECK (stars > 0),
    paid boolean NOT NULL DEFAULT false,
    ordered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX orders_of_user ON keepface.orders (user_id);

-- Kept for the books. Whoever erases everything is replaced by nobody (0); it names no model, no prompt, no picture.
CREATE TABLE keepface.payments (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    charge_id text NOT NULL UNIQUE,
    user_id bigint NOT NULL,
    pictures integer NOT NULL CHECK (pictures >= 0),   -- credited for it; 0 for what goes back at once
    stars integer NOT NULL CHECK (stars >= 0),
    state text NOT NULL CHECK (state IN ('paid', 'refunding', 'refunded')),
    paid_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    refunded_at timestamptz,
    tries integer NOT NULL DEFAULT 0,                  -- to have Telegram refund it
    due_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX payments_of_user ON keepface.payments (user_id, id);
CREATE INDEX payments_refunding ON keepface.payments (due_at) WHERE state = 'refunding';

CREATE TABLE keepface.credits (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL,
    what text NOT NULL,
    pictures integer NOT NULL,
    payment_id bigint REFERENCES keepface.payments (id),
    generation_id text REFERENCES keepface.generations (id) ON DELETE SET NULL,
    n smallint,
    entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (CASE what
        WHEN 'purchase' THEN pictures > 0
        WHEN 'reserve' THEN pictures = -1      -- before the first paid call of a picture
        WHEN 'spend' THEN pictures = 0         -- its picture has arrived: the reservation stays
        WHEN 'give back' THEN pictures = 1     -- it has not
        WHEN 'refund' THEN pictures < 0
        WHEN 'refund undone' THEN pictures > 0 -- Telegram would not
        ELSE false END)
);
CREATE INDEX credits_of_user ON keepface.credits (user_id);
CREATE INDEX credits_of_payment ON keepface.credits (payment_id);
CREATE UNIQUE INDEX credits_bought ON keepface.credits (payment_id) WHERE what = 'purchase';
CREATE UNIQUE INDEX credits_reserved ON keepface.credits (generation_id, n) WHERE what = 'reserve';
CREATE UNIQUE INDEX credits_settled ON keepface.credits (generation_id, n) WHERE what IN ('spend', 'give back');

-- A call for a picture that a credit pays: it does not count among the free ones of the day.
ALTER TABLE keepface.calls ADD COLUMN credit boolean NOT NULL DEFAULT false;

-- However a generation ends, and whoever ends it: in that transaction each reserved credit is spent if its picture has
-- arrived, and given back if not.
CREATE FUNCTION keepface.settle_credits() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO keepface.credits (user_id, what, pictures, generation_id, n)
    SELECT reserved.user_id, CASE WHEN arrived THEN 'spend' ELSE 'give back' END, CASE WHEN arrived THEN 0 ELSE 1 END,
           reserved.generation_id, reserved.n
      FROM keepface.credits AS reserved
     CROSS JOIN LATERAL (
         SELECT EXISTS (SELECT FROM keepface.pictures AS picture
                         WHERE picture.generation_id = OLD.id AND picture.n = reserved.n)
            AND EXISTS (SELECT FROM keepface.deliveries AS delivery
                         WHERE delivery.generation_id = OLD.id AND delivery.part IN ('scene', 'album')
                           AND delivery.state IN ('sent', 'unsure')) AS arrived) AS looked
     WHERE reserved.generation_id = OLD.id AND reserved.what = 'reserve'
    ON CONFLICT DO NOTHING;
    RETURN OLD;
END
$body$;
CREATE TRIGGER credits_at_the_end AFTER UPDATE OF status ON keepface.generations
    FOR EACH ROW WHEN (NEW.status IN ('done', 'failed', 'cancelled') AND OLD.status <> NEW.status)
    EXECUTE FUNCTION keepface.settle_credits();
CREATE TRIGGER credits_at_erasing BEFORE DELETE ON keepface.generations
    FOR EACH ROW EXECUTE FUNCTION keepface.settle_credits();

-- No entry may take more than there is, whatever wrote it. Entries that take are made under the ledger's lock.
CREATE FUNCTION keepface.refuse_overdraft() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF (SELECT sum(pictures) FROM keepface.credits WHERE user_id = NEW.user_id) < 0 THEN
        RAISE EXCEPTION 'more credits than there are';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER credits_cover AFTER INSERT ON keepface.credits
    FOR EACH ROW WHEN (NEW.pictures < 0) EXECUTE FUNCTION keepface.refuse_overdraft();

ALTER TABLE keepface.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE keepface.payments ENABLE ROW LEVEL SECURITY;
ALTER TABLE keepface.credits ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON FUNCTION keepface.settle_credits(), keepface.refuse_overdraft() FROM PUBLIC;
