-- What took a transaction of several statements becomes one statement. Each costs the bot and the server about 0.1 ms
-- of processor time, however they are sent.
--
-- They are functions because a lock must be waited for before the snapshot is taken that looks at what it guards. A
-- statement has one snapshot, also with CTEs; in a VOLATILE function each statement has its own (READ COMMITTED).
--
-- A connection keeps the plans of a function while the tables grow, and in a small table the planner likes to read all
-- rows. So each statement here finds its rows by a key or by a partial index (whose condition stands in it as a
-- constant), and is planned with sequential scans put last (SET enable_seqscan). What an index over all rows of a user
-- could answer too, the kind of a generation, is not asked in WHERE.

-- The inbox ----------------------------------------------------------------------------------------------------------

-- Whether somebody has an update of this chat in hand: claimed by a process whose lease lives. A claim of our own that
-- we know nothing of (`mine` are those that we know) is a claim whose answer was cut off; it counts as lost once it is
-- as old as a lease. STABLE: it looks with the snapshot of whoever asks, taken under the chat's lock.
CREATE FUNCTION keepface.in_hand(chat bigint, me text, mine bigint[], seconds double precision)
RETURNS boolean LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $body$
BEGIN
    RETURN EXISTS (
        SELECT FROM keepface.inbox AS held
          JOIN keepface.leases AS lease ON lease.name = held.claimed_by AND lease.expires_at > clock_timestamp()
         WHERE held.chat_id = chat AND held.done_at IS NULL
           AND NOT (held.claimed_by = me AND held.update_id <> ALL (mine)
                    AND held.claimed_at < clock_timestamp() - make_interval(secs => seconds))
    );
END
$body$;

-- Claim the chat's oldest update unless one is in hand. The caller holds the chat's lock.
CREATE FUNCTION keepface.take_update(chat bigint, me text, mine bigint[], seconds double precision, most integer)
RETURNS TABLE (id bigint, content jsonb) LANGUAGE plpgsql ROWS 1 SET enable_seqscan = off AS $body$
BEGIN
    RETURN QUERY
    UPDATE keepface.inbox SET claimed_by = me, claimed_at = clock_timestamp()
     WHERE update_id = (SELECT min(waiting.update_id) FROM keepface.inbox AS waiting
                         WHERE waiting.chat_id = chat AND waiting.done_at IS NULL AND waiting.tries < most)
       AND NOT keepface.in_hand(chat, me, mine, seconds)
    RETURNING update_id, payload;
END
$body$;

-- Add updates ([{"id", "chat", "payload"}]) and claim for each of their chats the one that is to be handled now. A row
-- for each that is new, then a row with the content of each that is claimed.
CREATE FUNCTION keepface.add_updates(updates jsonb, me text, mine bigint[], seconds double precision, most integer)
RETURNS TABLE (id bigint, is_new boolean, content jsonb) LANGUAGE plpgsql SET enable_seqscan = off AS $body$
DECLARE
    chats bigint[] := ARRAY(SELECT DISTINCT (one ->> 'chat')::bigint FROM jsonb_array_elements(updates) AS one);
    chat bigint;
BEGIN
    -- All locks first and always in one order, else two processes with the same chats would wait for each other.
    PERFORM pg_advisory_xact_lock(line)
       FROM (SELECT DISTINCT hashtextextended('inbox', whose) AS line FROM unnest(chats) AS whose ORDER BY 1) AS lines;
    RETURN QUERY
    INSERT INTO keepface.inbox (update_id, chat_id, payload)
    SELECT (one ->> 'id')::bigint, (one ->> 'chat')::bigint, one -> 'payload'
      FROM jsonb_array_elements(updates) AS one ORDER BY 1
    ON CONFLICT DO NOTHING
    RETURNING update_id, true, NULL::jsonb;
    -- One by one: so each is found by the index, whatever the planner believes about the length of the batch.
    FOREACH chat IN ARRAY chats LOOP
        RETURN QUERY
        SELECT taken.id, false, taken.content FROM keepface.take_update(chat, me, mine, seconds, most) AS taken;
    END LOOP;
END
$body$;

-- Mark an update of ours as handled and forget its content; claim the chat's next one.
CREATE FUNCTION keepface.end_update(
    handled bigint, chat bigint, take_next boolean, me text, mine bigint[], seconds double precision, most integer
) RETURNS TABLE (id bigint, content jsonb) LANGUAGE plpgsql ROWS 1 SET enable_seqscan = off AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('inbox', chat));
    UPDATE keepface.inbox SET done_at = now(), payload = NULL, chat_id = 0
     WHERE update_id = handled AND claimed_by = me;
    IF take_next THEN
        RETURN QUERY SELECT * FROM keepface.take_update(chat, me, mine, seconds, most);
    END IF;
END
$body$;

-- Generations --------------------------------------------------------------------------------------------------------

-- The job of a generation, as procrastinate itself defers the task in core/adapters/jobs.py.
CREATE FUNCTION keepface.defer_generation(deferred text) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off AS $body$
BEGIN
    PERFORM keepface.procrastinate_defer_jobs_v1(ARRAY[
        ROW('default', 'generate', 0, NULL, NULL, jsonb_build_object('generation_id', deferred), NULL)
    ]::keepface.procrastinate_job_to_defer_v1[]);
END
$body$;

-- Give a user's oldest waiting scenes the places that are free, with their jobs. The caller holds the user's row.
CREATE FUNCTION keepface.promote_scenes(whose bigint, at_once integer) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off AS $body$
DECLARE
    waiting text;
BEGIN
    FOR waiting IN
        SELECT id FROM keepface.generations WHERE user_id = whose AND status = 'waiting' ORDER BY created_at
         LIMIT greatest(0, at_once - (SELECT count(*) FILTER (WHERE kind = 'scene') FROM keepface.generations
                                       WHERE user_id = whose AND status IN ('queued', 'running')))
    LOOP
        UPDATE keepface.generations SET status = 'queued' WHERE id = waiting;
        PERFORM keepface.defer_generation(waiting);
    END LOOP;
END
$body$;

-- Accept a generation once: `asked` has its columns, `shown` its rows of companions, `copied` names another one whose
-- pictures count as drawn already. Answers with its row, its companions and its place in the user's queue (0: now), or
-- only why it is refused: 'drawing' or 'full'. Rows come as jsonb and take their types from the tables, for the type of
-- a model's id is the older system's.
CREATE FUNCTION keepface.accept_generation(
    asked jsonb, shown jsonb, copied text, at_once integer, most_waiting integer
) RETURNS TABLE (generation keepface.generations, companions text[], turn integer, refused text)
LANGUAGE plpgsql ROWS 1 SET enable_seqscan = off AS $body$
DECLARE
    fresh keepface.generations := jsonb_populate_record(NULL::keepface.generations, asked);
    active integer;
BEGIN
    PERFORM FROM keepface.users WHERE id = fresh.user_id FOR UPDATE;
    turn := 0;

    SELECT * INTO generation FROM keepface.generations WHERE idempotency_key = fresh.idempotency_key;
    IF FOUND THEN
        companions := ARRAY(SELECT c.model_id::text FROM keepface.companions AS c
                             WHERE c.generation_id = generation.id ORDER BY c.place);
        IF generation.status = 'waiting' THEN
            SELECT count(*) INTO turn FROM keepface.generations AS g
             WHERE g.user_id = generation.user_id AND g.status = 'waiting' AND g.created_at <= generation.created_at;
        END IF;
        RETURN NEXT;
        RETURN;
    END IF;

    IF fresh.kind = 'candidates' THEN
        UPDATE public.models SET stage = 'drawing' WHERE id = fresh.model_id AND stage IN ('collecting', 'choosing');
        IF NOT FOUND THEN
            refused := 'drawing';
        END IF;
    ELSE
        SELECT count(*) FILTER (WHERE kind = 'scene' AND status = 'waiting') + 1,
               count(*) FILTER (WHERE kind = 'scene' AND status <> 'waiting')
          INTO turn, active
          FROM keepface.generations
         WHERE user_id = fresh.user_id AND status IN ('waiting', 'queued', 'running');
        IF turn > most_waiting THEN
            refused := 'full';
        ELSIF active < at_once THEN
            turn := 0;
        END IF;
    END IF;
    IF refused IS NOT NULL THEN
        RETURN NEXT;
        RETURN;
    END IF;

    INSERT INTO keepface.generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, prompt, wanted,
                                      alike, way, size, ratio, reply_to)
    VALUES (fresh.id, fresh.kind, fresh.idempotency_key, fresh.user_id, fresh.chat_id, fresh.model_id,
            CASE WHEN turn > 0 THEN 'waiting' ELSE 'queued' END, fresh.prompt, fresh.wanted,
            fresh.alike, fresh.way, fresh.size, fresh.ratio, fresh.reply_to)
    RETURNING * INTO generation;
    INSERT INTO keepface.companions (generation_id, model_id, place)
    SELECT c.generation_id, c.model_id, c.place FROM jsonb_populate_recordset(NULL::keepface.companions, shown) AS c;
    companions := ARRAY(SELECT c ->> 'model_id' FROM jsonb_array_elements(shown) AS c);
    IF copied IS NOT NULL THEN
        INSERT INTO keepface.pictures (generation_id, n, key, mime, engine, width, height, likeness, likeness_lock,
                                       unmeasured, making)
        SELECT DISTINCT ON (p.n) fresh.id, p.n, p.key, p.mime, p.engine, p.width, p.height, p.likeness, p.likeness_lock,
               p.unmeasured, p.making
          FROM keepface.pictures AS p WHERE p.generation_id = copied
         ORDER BY p.n, coalesce(p.likeness, p.likeness_lock) DESC NULLS LAST, p.try;
    END IF;
    IF turn = 0 THEN
        PERFORM keepface.defer_generation(fresh.id);
    END IF;
    RETURN NEXT;
END
$body$;

-- Calls whose answer nobody will bring any more.
CREATE FUNCTION keepface.cut_off_calls(stopped text) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off AS $body$
BEGIN
    UPDATE keepface.calls SET outcome = 'unknown', reason = 'cut off', cost_usd = reserved_usd, settled_at = now()
     WHERE generation_id = stopped AND outcome = 'intent';
END
$body$;

-- Begin a run. The second statement sees what was committed while the first one waited for the generation's row; it
-- also settles the calls of one that was given up while it was drawn: whoever drew it will not settle them any more.
CREATE FUNCTION keepface.start_generation(started text) RETURNS SETOF keepface.generations
LANGUAGE plpgsql ROWS 1 SET enable_seqscan = off AS $body$
BEGIN
    RETURN QUERY
    UPDATE keepface.generations SET run = run + 1, status = 'running', started_at = coalesce(started_at, now())
     WHERE id = started AND status IN ('queued', 'running') RETURNING *;
    PERFORM keepface.cut_off_calls(started);
END
$body$;

-- End a run and give the user's next waiting scene its job. False if a newer run has taken it over, or it has ended.
CREATE FUNCTION keepface.finish_generation(
    finished text, its_run integer, whose bigint, ends text, why text, at_once integer
) RETURNS boolean LANGUAGE plpgsql SET enable_seqscan = off AS $body$
DECLARE
    ending keepface.generations;
BEGIN
    PERFORM FROM keepface.users WHERE id = whose FOR UPDATE;
    -- FOR UPDATE waits for a picture that is written in this moment, and holds back what would be written after it.
    SELECT * INTO ending FROM keepface.generations
     WHERE id = finished AND run = its_run AND status = 'running' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE keepface.generations SET status = ends, failure = why, finished_at = now() WHERE id = finished;
    PERFORM keepface.cut_off_calls(finished);  -- after an error that nobody foresaw
    IF ending.kind = 'candidates' AND ending.drawn_at IS NULL THEN
        -- A set that was drawn has opened the choice already; what is drawn now is the next one.
        UPDATE public.models SET stage = 'choosing' WHERE id = ending.model_id AND stage = 'drawing';
    ELSIF ending.kind = 'scene' THEN
        PERFORM keepface.promote_scenes(whose, at_once);
    END IF;
    RETURN true;
END
$body$;

REVOKE ALL ON FUNCTION
    keepface.in_hand(bigint, text, bigint[], double precision),
    keepface.take_update(bigint, text, bigint[], double precision, integer),
    keepface.add_updates(jsonb, text, bigint[], double precision, integer),
    keepface.end_update(bigint, bigint, boolean, text, bigint[], double precision, integer),
    keepface.defer_generation(text),
    keepface.promote_scenes(bigint, integer),
    keepface.accept_generation(jsonb, jsonb, text, integer, integer),
    keepface.start_generation(text),
    keepface.cut_off_calls(text),
    keepface.finish_generation(text, integer, bigint, text, text, integer)
FROM PUBLIC;
