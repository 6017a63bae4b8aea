"""At the end of a house the ledger is held against the engines' own count: nothing is paid that is not written down."""

from collections import Counter
from dataclasses import dataclass

import psycopg

from core.models import OFFLINE_ENGINE
from tests.fakes.engines import FakeEngines

SELLS = {"openai": ("analysis",), "openai/voice": ("transcription",), "gemini": ("candidate", "scene")}
LINES = """
SELECT purpose, CASE WHEN outcome = 'refused' AND cost_usd > 0 THEN 'charged' ELSE outcome END, count(*)
  FROM keepface.calls WHERE engine <> %s GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Count:
    """Of one vendor: the calls that arrived and those that it bills, and the ledger's lines by outcome."""

    arrived: int
    billed: int
    lines: Counter[str]

    @property
    def agrees(self) -> bool:
        """A call that was cut off may not have reached the vendor, and may have: it counts as spent."""
        cut_off = self.lines["unknown"] + self.lines["intent"]
        answered = self.lines["ok"] + self.lines["charged"] + self.lines["refused"] + self.lines["failed"]
        charged = self.lines["ok"] + self.lines["charged"]
        return answered <= self.arrived <= answered + cut_off and self.lines["ok"] <= self.billed <= charged + cut_off


async def disagreements(engines: FakeEngines, dsn: str) -> list[Count]:
    lines: dict[str, Counter[str]] = {vendor: Counter() for vendor in SELLS}
    sold_by = {purpose: vendor for vendor, purposes in SELLS.items() for purpose in purposes}
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        for purpose, outcome, number in await (await connection.execute(LINES, (OFFLINE_ENGINE,))).fetchall():
            lines[sold_by[purpose]][outcome] += number
    counts = [Count(engines.ever[vendor, "arrived"], engines.ever[vendor, "billed"], lines[vendor]) for vendor in SELLS]
    return [count for count in counts if not count.agrees]
