"""The pictures of generations, as they are shown: a set, a gallery page, the latest prompts."""

from core.adapters.postgres.database import Database
from core.adapters.postgres.generation_rows import COLUMNS, generation_of, picture_of
from core.models import Generation, Page, Picture, Sets

LOOKED_THROUGH = 200  # scenes, for the latest prompts
# The pictures of a model's scenes, alone or with others (its id is asked for twice), and whether only the kept ones;
# of several tries the one nearest to the model.
SHOWN = """
    SELECT DISTINCT ON (g.created_at, g.id, p.n) g.created_at AS asked_at, p.generation_id, p.n, p.key, p.mime,
           p.engine, p.width, p.height, p.likeness, p.likeness_lock, p.unmeasured, p.making,
           p.faces, p.starred_at IS NOT NULL AS starred
      FROM pictures p JOIN generations g ON g.id = p.generation_id
     WHERE (g.model_id::text = %s OR g.id IN (SELECT generation_id FROM companions
                                               WHERE companions.model_id::text = %s))
       AND g.kind = 'scene' AND (NOT %s OR p.starred_at IS NOT NULL)
     ORDER BY g.created_at, g.id, p.n, coalesce(p.likeness, p.likeness_lock) DESC NULLS LAST
"""


class Gallery:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def pictures(self, generation_id: str) -> list[Picture]:
        rows = await self._db.rows(
            """
            SELECT DISTINCT ON (n) generation_id, n, key, mime, engine, width, height, likeness, likeness_lock,
                   unmeasured, making, faces, bool_or(starred_at IS NOT NULL) OVER (PARTITION BY n) AS starred,
                   count(*) OVER (PARTITION BY n) AS tries
              FROM pictures WHERE generation_id = %s
             ORDER BY n, coalesce(likeness, likeness_lock) DESC NULLS LAST, try
            """,
            generation_id,
        )
        return [picture_of(row) for row in rows]

    async def page(self, model_id: str, offset: int, size: int, *, starred: bool) -> Page:
        rows = await self._db.rows(
            f"""
            WITH shown AS ({SHOWN}),
                 place AS (SELECT count(*) AS total, CASE WHEN %s < count(*) THEN %s
                                                          ELSE (count(*) - 1) / %s * %s END AS skipped FROM shown)
            SELECT shown.*, total, skipped, d.file_ids[
                       (SELECT count(DISTINCT o.n) FROM pictures o
                         WHERE o.generation_id = shown.generation_id AND o.n <= shown.n)
                   ] AS file_id
              FROM shown CROSS JOIN place
              LEFT JOIN deliveries d ON d.generation_id = shown.generation_id AND d.part = 'scene' AND d.state = 'sent'
             ORDER BY asked_at DESC, shown.generation_id, n OFFSET (SELECT skipped FROM place) LIMIT %s
            """,
            model_id,
            model_id,
            starred,
            offset,
            offset,
            size,
            size,
            size,
        )
        if not rows:
            return Page((), (), 1, 0, starred)
        total, skipped = rows[0]["total"], rows[0]["skipped"]
        asked = [row.pop("asked_at") for row in rows]
        files = tuple(row.pop("file_id") for row in rows)
        for row in rows:
            del row["total"], row["skipped"]
        return Page(tuple(map(picture_of, rows)), files, skipped + 1, total, starred, asked[0], asked[-1])

    async def prompts(self, user_id: int, most: int) -> list[Generation]:
        rows = await self._db.rows(
            f"""
            SELECT * FROM (
                SELECT DISTINCT ON (prompt, companions) * FROM (
                    SELECT {COLUMNS} FROM generations
                     WHERE user_id = %s AND kind = 'scene' ORDER BY created_at DESC LIMIT %s
                ) AS newest
                 WHERE way = '' AND prompt <> '' AND status NOT IN ('failed', 'cancelled')
                 ORDER BY prompt, companions, created_at DESC
            ) AS said ORDER BY created_at DESC LIMIT %s
            """,
            user_id,
            LOOKED_THROUGH,
            most,
        )
        return [generation_of(row) for row in rows]

    async def star(self, generation_id: str, n: int, *, starred: bool) -> None:
        await self._db.run(
            "UPDATE pictures SET starred_at = CASE WHEN %s THEN now() END WHERE generation_id = %s AND n = %s",
            starred,
            generation_id,
            n,
        )

    async def offered(self, model_id: str) -> Generation | None:
        row = await self._db.row(
            f"""
            SELECT {COLUMNS} FROM generations g
             WHERE model_id = %s AND kind = 'candidates'
               AND EXISTS (SELECT FROM pictures p WHERE p.generation_id = g.id)
             ORDER BY created_at DESC LIMIT 1
            """,
            model_id,
        )
        return generation_of(row) if row else None

    async def sets(self, model_id: str) -> Sets:
        rows = await self._db.rows(
            """
            WITH made AS (SELECT g.id, g.created_at, array_agg(p.key) AS keys
                            FROM generations g JOIN pictures p ON p.generation_id = g.id
                           WHERE g.model_id::text = %s AND g.kind = 'candidates' GROUP BY g.id)
            SELECT id, EXISTS (SELECT FROM made later WHERE later.created_at > made.created_at
                                  AND later.keys @> made.keys) AS repeated
              FROM made ORDER BY created_at
            """,
            model_id,
        )
        return Sets(tuple(row["id"] for row in rows if not row["repeated"]), len(rows))

    async def mark(self, generation_id: str, n: int) -> bool:
        changed = await self._db.run(
            "UPDATE generations SET marked = %s WHERE id = %s AND marked IS DISTINCT FROM %s", n, generation_id, n
        )
        return changed == 1
