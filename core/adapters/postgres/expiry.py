"""Scenes that are older than the operator keeps them."""

from core.adapters.postgres.database import Database
from core.models import Expired, made_folder

AT_ONCE = 100
# A scene's picture that became a lock, or that a scene under way starts from, is still in use.
EXPIRED = """
    SELECT g.id, coalesce(array_agg(p.key) FILTER (WHERE p.key IS NOT NULL), '{}')
                 || CASE WHEN g.way = 'pose' AND g.alike IS NOT NULL THEN ARRAY[g.alike] ELSE '{}' END AS keys,
           g.model_id::text AS model_id,
           ARRAY(SELECT c.model_id::text FROM companions c WHERE c.generation_id = g.id) AS companions
      FROM generations g LEFT JOIN pictures p ON p.generation_id = g.id
     WHERE g.kind IN ('scene', 'voice') AND g.finished_at < now() - make_interval(days => %s)
       AND NOT EXISTS (SELECT FROM pictures q JOIN locks ON locks.key = q.key WHERE q.generation_id = g.id)
       AND NOT EXISTS (SELECT FROM pictures q JOIN generations n ON n.alike = q.key
                        WHERE q.generation_id = g.id AND n.status IN ('waiting', 'queued', 'running'))
     GROUP BY g.id ORDER BY g.finished_at LIMIT %s
"""
IN_USE = """
    SELECT key FROM unnest(%s::text[]) AS key
     WHERE EXISTS (SELECT FROM generations WHERE alike = key AND id <> ALL (%s))
"""


class PostgresExpiry:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def expired(self, days: int) -> Expired:
        rows = await self._db.rows(EXPIRED, days, AT_ONCE)
        ids = tuple(row["id"] for row in rows)
        keys = list(dict.fromkeys(key for row in rows for key in row["keys"]))
        poses = [key for key in keys if "/pose-" in key]  # a photo may lend its pose to several scenes
        kept = {row["key"] for row in await self._db.rows(IN_USE, poses, list(ids))}
        together = tuple(
            f"{made_folder(row['model_id'], row['companions'])}/{row['id']}" for row in rows if row["companions"]
        )
        return Expired(ids, tuple(key for key in keys if key not in kept), together)

    async def forget(self, expired: Expired) -> None:
        await self._db.run(
            "DELETE FROM telegram_files"
            " WHERE look IN (SELECT 'page:' || key FROM pictures WHERE generation_id = ANY (%s))",
            list(expired.generations),
        )
        await self._db.run("DELETE FROM generations WHERE id = ANY (%s)", list(expired.generations))
