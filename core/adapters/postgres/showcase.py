"""What is shown of models: counts, locks and months, and Telegram's ids of pictures that it has shown."""

from collections.abc import Sequence

from core.adapters.postgres.database import Database
from core.adapters.postgres.gallery import SHOWN
from core.models import Counts, Lock, Month


class PostgresShowcase:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def counts(self, user_id: int) -> dict[str, Counts]:
        rows = await self._db.rows(
            """
            WITH mine AS (SELECT id, locked_reference_image AS present FROM models WHERE telegram_id = %s),
                 theirs AS (SELECT g.model_id, g.kind, g.id FROM mine JOIN generations g ON g.model_id = mine.id
                            UNION
                            SELECT c.model_id, 'scene', c.generation_id FROM mine
                              JOIN companions c ON c.model_id = mine.id),
                 made AS (SELECT theirs.model_id, theirs.kind, theirs.id, p.n,
                                 bool_or(p.starred_at IS NOT NULL) AS kept
                            FROM theirs JOIN pictures p ON p.generation_id = theirs.id
                           GROUP BY theirs.model_id, theirs.kind, theirs.id, p.n),
                 counted AS (SELECT model_id, count(*) FILTER (WHERE kind = 'scene') AS pictures,
                                    count(*) FILTER (WHERE kind = 'scene' AND kept) AS kept,
                                    count(DISTINCT id) FILTER (WHERE kind = 'candidates') AS sets
                               FROM made GROUP BY model_id)
            SELECT mine.id::text AS model, coalesce(pictures, 0) AS pictures, coalesce(kept, 0) AS kept,
                   coalesce(sets, 0) AS sets,
                   (SELECT count(DISTINCT key) FROM (
                        SELECT key FROM locks WHERE model_id = mine.id
                        UNION SELECT present WHERE present <> '') AS ever) AS locks
              FROM mine LEFT JOIN counted ON counted.model_id = mine.id
            """,
            user_id,
        )
        return {row.pop("model"): Counts(**row) for row in rows}

    async def locks(self, model_id: str) -> list[Lock]:
        # A present one from before there was a history is not in it; it was locked before all others.
        rows = await self._db.rows(
            """
            WITH model AS (SELECT id, locked_reference_image AS present FROM models WHERE id::text = %s),
                 ever AS (SELECT min(l.id) AS id, l.key, max(l.locked_at) AS locked_at
                            FROM locks l JOIN model ON model.id = l.model_id GROUP BY l.key
                          UNION ALL
                          SELECT 0, present, NULL FROM model WHERE present <> ''
                             AND NOT EXISTS (SELECT FROM locks l WHERE l.model_id = model.id AND l.key = present)),
                 sets AS (SELECT g.id, row_number() OVER (ORDER BY g.created_at) AS place
                            FROM generations g JOIN model ON model.id = g.model_id
                           WHERE g.kind = 'candidates' AND EXISTS (SELECT FROM pictures WHERE generation_id = g.id)),
                 origin AS (SELECT DISTINCT ON (p.key) p.key, p.n, sets.place
                              FROM sets JOIN pictures p ON p.generation_id = sets.id ORDER BY p.key, sets.place)
            SELECT ever.id, ever.key, ever.locked_at, ever.key = model.present AS present,
                   origin.place AS set_number, origin.n
              FROM ever CROSS JOIN model LEFT JOIN origin ON origin.key = ever.key
             ORDER BY ever.id
            """,
            model_id,
        )
        return [Lock(**row) for row in rows]

    async def months(self, model_id: str, *, starred: bool) -> list[Month]:
        rows = await self._db.rows(
            f"""
            SELECT extract(year FROM month)::int AS year, extract(month FROM month)::int AS month,
                   count(*)::int AS pictures
              FROM (SELECT date_trunc('month', asked_at AT TIME ZONE 'UTC') AS month FROM ({SHOWN}) AS shown) AS each
             GROUP BY each.month ORDER BY each.month DESC
            """,
            model_id,
            model_id,
            starred,
        )
        months, first = [], 0
        for row in rows:
            months.append(Month(**row, first=first))
            first += row["pictures"]
        return months

    async def file_ids(self, model_id: str, looks: Sequence[str]) -> dict[str, str]:
        rows = await self._db.rows(
            "SELECT look, file_id FROM telegram_files WHERE model_id::text = %s AND look = ANY (%s)",
            model_id,
            list(looks),
        )
        return {row["look"]: row["file_id"] for row in rows}

    async def remember(self, model_id: str, look: str, file_id: str) -> None:
        await self._db.run(
            """
            INSERT INTO telegram_files (model_id, look, file_id) SELECT id, %s, %s FROM models WHERE id::text = %s
            ON CONFLICT (model_id, look) DO UPDATE SET file_id = excluded.file_id
            """,
            look,
            file_id,
            model_id,
        )
