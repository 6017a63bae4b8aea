-- A paid call is reserved in one statement. It is a function because the caps of the day hold only if one reservation
-- comes after the other: the lock is taken before the rows are looked at (in plpgsql each statement has a snapshot of
-- its own), and while it is held nobody waits for the bot and the way to it, only for the server itself.
-- Processes of the version before it reserve with statements of their own under the same lock: both may run at once.
-- Its plan is kept while the tables grow, so each row is found by a key (SET enable_seqscan).

-- What has been spent a day, so that a reservation need not add up all calls of the day while others wait for it.
-- Triggers keep it in the transaction of whatever writes a call, so the sum cannot be another than that of the calls.
CREATE TABLE keepface.spent (
    day date PRIMARY KEY,  -- in UTC
    usd numeric NOT NULL
);
ALTER TABLE keepface.spent ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION keepface.add_up_calls() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    CASE TG_OP
    WHEN 'INSERT' THEN
        INSERT INTO keepface.spent AS known (day, usd)
        SELECT (created_at AT TIME ZONE 'utc')::date, sum(coalesce(cost_usd, reserved_usd))
          FROM after GROUP BY 1 ORDER BY 1
        ON CONFLICT (day) DO UPDATE SET usd = known.usd + excluded.usd;
    WHEN 'UPDATE' THEN
        -- Whatever settles calls of several days takes the days in order: else two could wait for each other.
        INSERT INTO keepface.spent AS known (day, usd)
        SELECT (created_at AT TIME ZONE 'utc')::date, sum(usd)
          FROM (SELECT created_at, -coalesce(cost_usd, reserved_usd) AS usd FROM before
                 UNION ALL SELECT created_at, coalesce(cost_usd, reserved_usd) FROM after) AS changed
         GROUP BY 1 HAVING sum(usd) <> 0 ORDER BY 1
        ON CONFLICT (day) DO UPDATE SET usd = known.usd + excluded.usd;
    WHEN 'DELETE' THEN
        INSERT INTO keepface.spent AS known (day, usd)
        SELECT (created_at AT TIME ZONE 'utc')::date, -sum(coalesce(cost_usd, reserved_usd))
          FROM before GROUP BY 1 ORDER BY 1
        ON CONFLICT (day) DO UPDATE SET usd = known.usd + excluded.usd;
    WHEN 'TRUNCATE' THEN
        DELETE FROM keepface.spent;
    END CASE;
    RETURN NULL;
END
$body$;
CREATE TRIGGER calls_added AFTER INSERT ON keepface.calls
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION keepface.add_up_calls();
CREATE TRIGGER calls_changed AFTER UPDATE ON keepface.calls
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION keepface.add_up_calls();
CREATE TRIGGER calls_removed AFTER DELETE ON keepface.calls
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION keepface.add_up_calls();
CREATE TRIGGER calls_emptied AFTER TRUNCATE ON keepface.calls
    FOR EACH STATEMENT EXECUTE FUNCTION keepface.add_up_calls();

-- The triggers have locked the calls: none is written between this sum and the first one that they add to it.
INSERT INTO keepface.spent (day, usd)
SELECT (created_at AT TIME ZONE 'utc')::date, sum(coalesce(cost_usd, reserved_usd)) FROM keepface.calls GROUP BY 1;

-- The call's id, or why it is refused and which limit stands in the way. core/adapters/postgres/ledger.py says what each
-- refusal is to the bot, and gives the limits of the settings; what the owner decided in the chat goes before them.
CREATE FUNCTION keepface.reserve(
    for_generation text, for_run integer, for_user bigint, for_purpose text, for_n integer, for_engine text,
    for_usd double precision,
    set_pictures integer, set_budget double precision, set_own_budget double precision,  -- own budget 0: none
    sells boolean, set_owner bigint,  -- owner NULL: whom the chat knows
    OUT call bigint, OUT refusal text, OUT most double precision
) LANGUAGE plpgsql SET enable_seqscan = off AS $body$
DECLARE
    midnight CONSTANT timestamptz := date_trunc('day', now() AT TIME ZONE 'utc') AT TIME ZONE 'utc';
    pictures integer;
    budget double precision;
    voices integer;
    is_free boolean;
    on_credit boolean;
    known record;
BEGIN
    PERFORM pg_advisory_xact_lock(7101370002);

    SELECT (SELECT g.run FROM keepface.generations AS g WHERE g.id = for_generation AND g.status = 'running') AS run,
           EXISTS (SELECT FROM keepface.access AS a WHERE a.user_id = for_user AND a.state = 'denied') AS is_denied,
           decided.is_paused, decided.pictures, decided.budget, decided.owner,
           picture.unknown, picture.is_drawn,
           EXISTS (SELECT FROM keepface.credits AS c
                    WHERE c.generation_id = for_generation AND c.n = for_n AND c.what = 'reserve') AS is_reserved,
           (SELECT coalesce(sum(c.pictures), 0) FROM keepface.credits AS c WHERE c.user_id = for_user) AS balance,
           today.pictures AS drawn, today.spoken, today.usd AS own_spent,
           coalesce((SELECT s.usd FROM keepface.spent AS s
                      WHERE s.day = (now() AT TIME ZONE 'utc')::date), 0) AS spent
      INTO known
      FROM (SELECT bool_or(d.name = 'paused') IS TRUE AS is_paused,
                   max(CASE d.name WHEN 'daily_pictures_per_user' THEN d.value::integer END) AS pictures,
                   max(CASE d.name WHEN 'daily_budget_usd' THEN d.value::double precision END) AS budget,
                   max(CASE d.name WHEN 'owner' THEN d.value::bigint END) AS owner
              FROM keepface.decisions AS d
             WHERE d.name IN ('paused', 'daily_pictures_per_user', 'daily_budget_usd', 'owner')) AS decided,
           (SELECT count(*) FILTER (WHERE c.outcome = 'unknown') AS unknown,
                   bool_or(c.outcome = 'ok') IS TRUE AS is_drawn
              FROM keepface.calls AS c
             WHERE c.generation_id = for_generation AND c.purpose = for_purpose AND c.n = for_n) AS picture,
           -- Pictures are those that are drawn or under way; calls whose generation was deleted count one by one.
           -- The one that is asked for does not stand in its own way.
           (SELECT count(DISTINCT (coalesce(c.generation_id, 'call ' || c.id), c.n)) FILTER (
                       WHERE c.purpose IN ('candidate', 'scene') AND c.outcome IN ('intent', 'ok') AND NOT c.credit
                         AND (c.generation_id, c.n) IS DISTINCT FROM (for_generation, for_n)) AS pictures,
                   count(*) FILTER (WHERE c.purpose = 'transcription') AS spoken,
                   coalesce(sum(coalesce(c.cost_usd, c.reserved_usd)) FILTER (WHERE NOT c.credit), 0) AS usd
              FROM keepface.calls AS c WHERE c.user_id = for_user AND c.created_at >= midnight) AS today;

    pictures := coalesce(known.pictures, set_pictures);
    budget := coalesce(known.budget, set_budget);
    voices := 2 * pictures;  -- each is cheap, but not nothing
    -- Where credits are sold the owner needs none.
    is_free := known.is_drawn OR known.drawn < pictures
            OR (sells AND for_user = coalesce(set_owner, known.owner)) IS TRUE;
    -- A credit is reserved with the first call of a picture: no other try costs a second one, and what it has paid for
    -- it goes on paying for. How it goes on: see settle_credits.
    on_credit := for_purpose <> 'analysis' AND (known.is_reserved
            OR (NOT is_free AND known.balance > 0 AND for_purpose IN ('candidate', 'scene')));

    -- The first that holds is the one that is said.
    refusal := CASE
        WHEN known.run IS DISTINCT FROM for_run THEN 'superseded'
        WHEN known.is_denied THEN 'denied'
        WHEN known.is_paused THEN 'paused'
        WHEN known.unknown > 1 THEN 'unknown'  -- repeated once already
        -- Where no picture is left, also for what is no picture itself: its words would draw nothing.
        WHEN for_purpose <> 'analysis' AND NOT (known.is_reserved OR is_free) AND known.balance < 1
            THEN CASE WHEN sells THEN 'credits' ELSE 'pictures' END
        WHEN NOT on_credit AND set_own_budget > 0 AND known.own_spent + for_usd > set_own_budget THEN 'own_budget'
        WHEN for_purpose = 'transcription' AND known.spoken >= voices THEN 'voices'
        WHEN known.spent + for_usd > budget THEN 'budget'
    END;
    IF refusal IS NOT NULL THEN
        most := CASE refusal
            WHEN 'own_budget' THEN set_own_budget WHEN 'budget' THEN budget WHEN 'voices' THEN voices
            WHEN 'credits' THEN pictures WHEN 'pictures' THEN pictures ELSE 0
        END;
        RETURN;
    END IF;

    IF on_credit AND NOT known.is_reserved THEN
        INSERT INTO keepface.credits (user_id, what, pictures, generation_id, n)
        VALUES (for_user, 'reserve', -1, for_generation, for_n);
    END IF;
    INSERT INTO keepface.calls AS c (generation_id, user_id, purpose, n, run, engine, reserved_usd, credit)
    VALUES (for_generation, for_user, for_purpose, for_n, for_run, for_engine, for_usd, on_credit)
    RETURNING c.id INTO call;
END
$body$;

REVOKE ALL ON FUNCTION keepface.add_up_calls(), keepface.reserve(text, integer, bigint, text, integer, text,
    double precision, integer, double precision, double precision, boolean, bigint) FROM PUBLIC;
