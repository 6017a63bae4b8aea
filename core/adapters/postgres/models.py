"""The models table."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from core.adapters.postgres import locks
from core.adapters.postgres.database import Connection, Database
from core.adapters.postgres.model_rows import COLUMNS, model_of, photos_of, written
from core.errors import PhotosComplete, SamePhoto
from core.models import Analysis, Gate, Model, Ratio, ReferencePhoto, Stage

# What a user may set for each model. Of a model m.
SETTINGS = """
    jsonb_build_object('aspect_ratio', m.aspect_ratio, 'num_images', m.num_images,
                       'negative_prompt', m.negative_prompt, 'strength', m.strength,
                       'likeness_gate', m.likeness_gate, 'image_engine', m.image_engine)
"""


class PostgresModels:
    def __init__(self, database: Database, alike: Callable[[str, str], bool]) -> None:
        self._db = database
        self._alike = alike

    async def active(self, user_id: int) -> Model | None:
        row = await self._db.row(
            f"SELECT {COLUMNS} FROM models JOIN users ON users.active_model = models.id"
            " WHERE users.id = %s AND telegram_id = users.id",
            user_id,
        )
        return model_of(row)

    async def get(self, model_id: str) -> Model | None:
        return model_of(await self._db.row(f"SELECT {COLUMNS} FROM models WHERE id = %s", model_id))

    async def owned(self, user_id: int, model_id: str) -> Model | None:
        # Compared as text: a forged button may carry any text, and a user has few models.
        return model_of(
            await self._db.row(
                f"SELECT {COLUMNS} FROM models WHERE telegram_id = %s AND models.id::text = %s", user_id, model_id
            )
        )

    async def of(self, user_id: int) -> list[Model]:
        rows = await self._db.rows(
            f"SELECT {COLUMNS} FROM models WHERE telegram_id = %s ORDER BY created_at NULLS FIRST, models.id", user_id
        )
        return [model for row in rows if (model := model_of(row))]

    async def create(self, user_id: int, word: str = "Model") -> Model:
        async with self._db.transaction() as connection:
            await _lock_user(connection, user_id)
            count = await _one(connection, "SELECT count(*) AS n FROM models WHERE telegram_id = %s", user_id)
            row = await _one(
                connection,
                f"""
                INSERT INTO models (telegram_id, name, stage, reference_images, aspect_ratio, num_images,
                                    negative_prompt, strength, likeness_gate, image_engine)
                SELECT %s, %s, 'collecting', '[]', new.aspect_ratio, new.num_images, new.negative_prompt,
                       new.strength, new.likeness_gate, new.image_engine
                  FROM users LEFT JOIN models m ON m.id = users.active_model
                 CROSS JOIN LATERAL jsonb_populate_record(NULL::models, coalesce(users.defaults, {SETTINGS})) AS new
                 WHERE users.id = %s RETURNING {COLUMNS}
                """,
                user_id,
                f"{word} {count['n'] + 1}",
                user_id,
            )
            model = model_of(row)
            assert model is not None  # noqa: S101  # RETURNING of a row that was just inserted
            await connection.execute("UPDATE users SET active_model = %s WHERE id = %s", (model.id, user_id))
            return model

    async def activate(self, user_id: int, model_id: str) -> None:
        await self._db.run("UPDATE users SET active_model = %s WHERE id = %s", model_id, user_id)

    async def add_photo(self, model_id: str, photo: ReferencePhoto, most: int) -> tuple[ReferencePhoto, ...]:
        async with self._db.transaction() as connection:
            photos = await _photos_for_update(connection, model_id)
            if any(known.message_id == photo.message_id for known in photos):
                return tuple(photos)
            for position, known in enumerate(photos, 1):
                if self._alike(known.fingerprint, photo.fingerprint):
                    raise SamePhoto(position)
            if len(photos) >= most:
                raise PhotosComplete
            photos = sorted([*photos, photo], key=lambda one: one.message_id)
            await _write_photos(connection, model_id, photos)
            return tuple(photos)

    async def remove_photo(self, model_id: str, source: str) -> tuple[ReferencePhoto, ...] | None:
        async with self._db.transaction() as connection:
            row = await _one(connection, "SELECT stage FROM models WHERE id = %s FOR UPDATE", model_id)
            photos = await _photos_for_update(connection, model_id)
            rest = [photo for photo in photos if photo.source != source]
            if row.get("stage") != Stage.COLLECTING or len(rest) == len(photos):
                return None
            await _write_photos(connection, model_id, rest)
            return tuple(rest)

    async def compared(self, model_id: str, alike: Sequence[float | None]) -> None:
        async with self._db.transaction() as connection:
            photos = await _photos_for_update(connection, model_id)
            if len(photos) == len(alike):
                scored = [replace(photo, alike=score) for photo, score in zip(photos, alike, strict=True)]
                await _write_photos(connection, model_id, scored)

    async def state(self, user_id: int, model_id: str, what: str) -> None:
        await self._db.run(
            "INSERT INTO statements (model_id, user_id, what) SELECT id, %s, %s FROM models WHERE id = %s"
            " AND NOT EXISTS (SELECT FROM statements WHERE model_id = models.id AND user_id = %s AND what = %s)",
            user_id,
            what,
            model_id,
            user_id,
            what,
        )

    async def set_gate(self, user_id: int, model_id: str, gate: Gate) -> bool:
        return await self._set(user_id, model_id, "likeness_gate", gate)

    async def mean_likeness(self, model_id: str, latest: int) -> tuple[float, int]:
        row = await self._db.row(
            """
            SELECT avg(score)::float AS mean, count(*) AS n FROM (
                SELECT max(score) AS score FROM (
                    SELECT g.id, g.created_at, p.n,
                           CASE WHEN p.faces IS NULL THEN p.likeness  -- else its own face among several
                                ELSE (p.faces -> coalesce(c.place - 1, 0) ->> 'photos')::real END AS score
                      FROM pictures p JOIN generations g ON g.id = p.generation_id
                      LEFT JOIN companions c ON c.generation_id = g.id AND c.model_id = %s
                     WHERE (g.model_id = %s OR c.place IS NOT NULL) AND g.kind = 'scene'
                ) AS measured WHERE score IS NOT NULL
                 GROUP BY id, created_at, n ORDER BY created_at DESC LIMIT %s
            ) AS shown
            """,
            model_id,
            model_id,
            latest,
        )
        return (row["mean"] or 0.0, row["n"]) if row else (0.0, 0)

    async def studied(self, model_id: str, analysis: Analysis | None, portrait_prompt: str) -> None:
        # As text: the column may be text, json or jsonb in a table that was taken over.
        await self._db.run(
            "UPDATE models SET ai_analysis = %s, merged_prompt = %s WHERE id = %s",
            analysis.model_dump_json() if analysis else None,
            portrait_prompt,
            model_id,
        )

    async def lock(self, model_id: str, key: str) -> bool:
        async with self._db.transaction() as connection:
            return await locks.lock(connection, model_id, key)

    async def undo_lock(self, user_id: int, model_id: str) -> str | None:
        async with self._db.transaction() as connection:
            return await locks.undo(connection, user_id, model_id)

    async def lock_again(self, user_id: int, lock_id: int) -> str | None:
        async with self._db.transaction() as connection:
            return await locks.lock_again(connection, user_id, lock_id)

    async def rename(self, user_id: int, model_id: str, name: str) -> bool:
        return await self._set(user_id, model_id, "name", name)

    async def set_ratio(self, user_id: int, model_id: str, ratio: Ratio) -> bool:
        return await self._set(user_id, model_id, "aspect_ratio", ratio)

    async def set_number(self, user_id: int, model_id: str, pictures: int) -> bool:
        return await self._set(user_id, model_id, "num_images", pictures)

    async def set_strength(self, user_id: int, model_id: str, strength: float) -> bool:
        return await self._set(user_id, model_id, "strength", strength)

    async def set_negative_prompt(self, user_id: int, model_id: str, words: str) -> bool:
        return await self._set(user_id, model_id, "negative_prompt", words)

    async def set_engine(self, user_id: int, model_id: str, engine: str) -> bool:
        return await self._set(user_id, model_id, "image_engine", engine or None)

    async def set_defaults(self, user_id: int, model_id: str | None) -> bool:
        if model_id is None:
            return await self._db.run("UPDATE users SET defaults = NULL WHERE id = %s", user_id) == 1
        changed = await self._db.run(
            f"UPDATE users SET defaults = {SETTINGS} FROM models m"
            " WHERE users.id = %s AND m.telegram_id = users.id AND m.id::text = %s",
            user_id,
            model_id,
        )
        return changed == 1

    async def are_defaults(self, user_id: int, model_id: str) -> bool:
        row = await self._db.row(
            f"SELECT FROM users JOIN models m ON m.telegram_id = users.id"
            f" WHERE users.id = %s AND m.id::text = %s AND defaults = {SETTINGS}",
            user_id,
            model_id,
        )
        return row is not None

    async def _set(self, user_id: int, model_id: str, column: str, value: object) -> bool:
        changed = await self._db.run(
            f"UPDATE models SET {column} = %s WHERE models.id::text = %s AND telegram_id = %s",
            value,
            model_id,
            user_id,
        )
        return changed == 1

    async def unlock(self, model_id: str) -> bool:
        changed = await self._db.run(
            "UPDATE models SET stage = 'choosing' WHERE id = %s AND stage = 'locked'", model_id
        )
        return changed == 1

    async def discard(self, user_id: int, model_id: str) -> list[str]:
        async with self._db.transaction() as connection:
            photos = await _photos_for_update(connection, model_id)
            gone = await connection.execute(
                "DELETE FROM models WHERE id = %s AND telegram_id = %s AND stage = 'collecting'", (model_id, user_id)
            )
            if not gone.rowcount:
                return []
            await connection.execute(
                """
                UPDATE users SET active_model = (
                    SELECT m.id FROM models m LEFT JOIN generations g ON g.model_id = m.id
                     WHERE m.telegram_id = users.id GROUP BY m.id ORDER BY max(g.created_at) DESC NULLS LAST LIMIT 1
                ) WHERE id = %s
                """,
                (user_id,),
            )
            return [photo.source for photo in photos]

    async def adopt(self, model_id: str, user_id: int) -> bool:
        async with self._db.transaction() as connection:
            row = await _one(
                connection,
                "UPDATE models SET telegram_id = %s WHERE id::text = %s AND telegram_id IS NULL"
                " RETURNING id::text AS id",
                user_id,
                model_id,
            )
            if row:
                await connection.execute("INSERT INTO users (id) VALUES (%s) ON CONFLICT DO NOTHING", (user_id,))
                await connection.execute("UPDATE users SET active_model = %s WHERE id = %s", (row["id"], user_id))
            return bool(row)


async def _lock_user(connection: Connection, user_id: int) -> None:
    await connection.execute("INSERT INTO users (id) VALUES (%s) ON CONFLICT DO NOTHING", (user_id,))
    await connection.execute("SELECT FROM users WHERE id = %s FOR UPDATE", (user_id,))


async def _one(connection: Connection, sql: str, *values: object) -> dict[str, Any]:
    row = await (await connection.execute(sql, values)).fetchone()
    return row or {}


async def _photos_for_update(connection: Connection, model_id: str) -> list[ReferencePhoto]:
    row = await _one(connection, "SELECT reference_images FROM models WHERE id = %s FOR UPDATE", model_id)
    return list(photos_of(row.get("reference_images")))


async def _write_photos(connection: Connection, model_id: str, photos: list[ReferencePhoto]) -> None:
    await connection.execute(
        "UPDATE models SET reference_images = %s WHERE id = %s", (json.dumps(written(photos)), model_id)
    )
