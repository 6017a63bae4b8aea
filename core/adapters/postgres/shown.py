"""A user's pictures that the messenger has shown before, found by words."""

import re

from core.adapters.postgres.database import Database
from core.adapters.postgres.generation_rows import picture_of
from core.models import Page

# Of several tries the one nearest to the model; its place among the sent pictures is that of its number.
FOUND = """
    SELECT found.*, count(*) OVER () AS total FROM (
        SELECT DISTINCT ON (g.created_at, g.id, p.n) g.created_at AS asked_at, p.generation_id, p.n, p.key, p.mime,
               p.engine, p.width, p.height, p.likeness, p.likeness_lock, p.unmeasured, p.making, p.faces,
               bool_or(p.starred_at IS NOT NULL) OVER (PARTITION BY p.generation_id, p.n) AS starred,
               d.file_ids[(SELECT count(DISTINCT o.n) FROM pictures o
                            WHERE o.generation_id = p.generation_id AND o.n <= p.n)] AS file_id
          FROM generations g JOIN pictures p ON p.generation_id = g.id JOIN models m ON m.id = g.model_id
          LEFT JOIN LATERAL (SELECT string_agg(o.name, ' ') AS names
                               FROM companions c JOIN models o ON o.id = c.model_id
                              WHERE c.generation_id = g.id) AS others ON true
          JOIN deliveries d ON d.generation_id = g.id AND d.part = 'scene' AND d.state = 'sent'
         WHERE g.user_id = %s AND g.kind = 'scene' AND concat_ws(' ', g.prompt, m.name, others.names) ILIKE ALL (%s)
         ORDER BY g.created_at DESC, g.id, p.n, coalesce(p.likeness, p.likeness_lock) DESC NULLS LAST
    ) AS found WHERE file_id IS NOT NULL ORDER BY starred DESC, asked_at DESC, n OFFSET %s LIMIT %s
"""


class PostgresShown:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def page(self, user_id: int, words: str, number: int, size: int) -> Page:
        likes = ["%" + re.sub(r"([\\%_])", r"\\\1", word) + "%" for word in words.split()]
        rows = await self._db.rows(FOUND, user_id, likes, number * size, size)
        total = rows[0]["total"] if rows else 0
        files = tuple(row.pop("file_id") for row in rows)
        for row in rows:
            del row["total"], row["asked_at"]
        return Page(tuple(map(picture_of, rows)), files, number * size + 1, total)
