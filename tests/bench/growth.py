"""Years of use, written by SQL: old generations with their pictures, calls and deliveries."""

import psycopg

BATCH = 100_000


def grow(connection: psycopg.Connection, people: list[int], until: int) -> None:
    """Fill up to `until` old generations, spread over these people and the past four months, latest a day ago."""
    row = connection.execute("SELECT count(*) FROM generations WHERE id LIKE 'old%'").fetchone()
    there = int(row[0]) if row else 0
    while there < until:
        upto = min(there + BATCH, until)
        _add(connection, people, there + 1, upto)
        there = upto
    connection.execute("ANALYZE")


def _add(connection: psycopg.Connection, people: list[int], first: int, last: int) -> None:
    with connection.transaction():
        connection.execute(
            """
            CREATE TEMP TABLE old ON COMMIT DROP AS
            SELECT n, 'old' || n AS id, u.id AS user_id, u.active_model AS model_id,
                   now() - interval '1 day' - (random() * 120) * interval '1 day' AS at
              FROM generate_series(%s::int, %s::int) AS n
              JOIN (SELECT id, active_model, row_number() OVER (ORDER BY id) - 1 AS place FROM users
                     WHERE id = ANY (%s)) AS u ON u.place = n %% %s
            """,
            (first, last, people, len(people)),
        )
        connection.execute(
            """
            INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, run, prompt, wanted,
                                     reply_to, created_at, started_at, finished_at, drawn_at)
            SELECT id, 'scene', id, user_id, user_id, model_id, 'done', 1, 'in a café long ago', '{1}',
                   n, at, at, at, at
              FROM old
            """
        )
        connection.execute(
            """
            INSERT INTO pictures (generation_id, n, key, mime, engine, width, height, created_at)
            SELECT id, 1, 'made/' || model_id || '/' || id || '-1.jpg', 'image/jpeg', 'engine', 896, 1200, at FROM old
            """
        )
        connection.execute(
            """
            INSERT INTO calls (generation_id, user_id, purpose, n, run, engine, outcome, reserved_usd, cost_usd,
                               created_at, settled_at)
            SELECT id, user_id, 'scene', 1, 1, 'engine', 'ok', 0.04, 0.04, at, at FROM old
            """
        )
        connection.execute(
            """
            INSERT INTO deliveries (generation_id, part, state, message_ids, file_ids, created_at)
            SELECT id, 'scene', 'sent', ARRAY[n::bigint], ARRAY['AgAC' || n], at FROM old
            """
        )


def many_models(connection: psycopg.Connection, person: int, number: int) -> None:
    """So many other models of one person."""
    connection.execute(
        """
        INSERT INTO models (telegram_id, name, stage, reference_images, locked_reference_image)
        SELECT %s, 'Model ' || n, 'locked', '[]', 'made/other/' || n || '.jpg' FROM generate_series(1, %s) AS n
        """,
        (person, number),
    )
