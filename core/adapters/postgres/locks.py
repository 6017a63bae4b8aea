"""The lock of a model and its history. Each function is part of a transaction."""

from core.adapters.postgres.database import Connection

# A lock from before there was a history is in it before another one takes its place.
NOTE_PRESENT = """
    INSERT INTO locks (model_id, key, locked_at)
    SELECT id, locked_reference_image, NULL FROM models
     WHERE id::text = %(model)s AND locked_reference_image <> '' AND telegram_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM locks WHERE model_id = models.id AND key = locked_reference_image)
"""


async def lock(connection: Connection, model_id: str, key: str) -> bool:
    """A choosing model becomes locked on this picture. False if it was not choosing."""
    await connection.execute(NOTE_PRESENT, {"model": model_id})
    changed = await connection.execute(
        "UPDATE models SET locked_reference_image = %s, stage = 'locked' WHERE id = %s AND stage = 'choosing'",
        (key, model_id),
    )
    if changed.rowcount:
        await connection.execute("INSERT INTO locks (model_id, key) VALUES (%s, %s)", (model_id, key))
    return changed.rowcount == 1


async def undo(connection: Connection, user_id: int, model_id: str) -> str | None:
    """Back to the newest lock that is another picture; its key, or None if there is none."""
    before = await connection.execute(
        """
        SELECT l.id, l.key FROM locks l JOIN models m ON m.id = l.model_id
         WHERE m.id::text = %s AND m.telegram_id = %s AND l.key <> m.locked_reference_image
         ORDER BY l.id DESC LIMIT 1
        """,
        (model_id, user_id),
    )
    row = await before.fetchone()
    if not row or not await lock_again(connection, user_id, row["id"]):
        return None
    return str(row["key"])


async def lock_again(connection: Connection, user_id: int, lock_id: int) -> str | None:
    """A former lock is the lock again; the model's id, or None if it is none of this user's.

    While portraits are drawn the model stays in drawing: only what scenes are drawn with changes.
    """
    about = await connection.execute("SELECT model_id::text AS model FROM locks WHERE id = %s", (lock_id,))
    await connection.execute(NOTE_PRESENT, await about.fetchone() or {"model": None})
    changed = await connection.execute(
        """
        UPDATE models m SET locked_reference_image = l.key,
                            stage = CASE m.stage WHEN 'choosing' THEN 'locked' ELSE m.stage END
          FROM locks l
         WHERE l.id = %s AND m.id = l.model_id AND m.telegram_id = %s AND m.locked_reference_image IS NOT NULL
        RETURNING m.id::text AS id, l.key
        """,
        (lock_id, user_id),
    )
    model = await changed.fetchone()
    if not model:
        return None
    await connection.execute(
        """
        INSERT INTO locks (model_id, key) SELECT id, %(key)s FROM models WHERE id::text = %(id)s
           AND %(key)s IS DISTINCT FROM (SELECT key FROM locks WHERE model_id::text = %(id)s ORDER BY id DESC LIMIT 1)
        """,
        model,
    )
    return str(model["id"])
