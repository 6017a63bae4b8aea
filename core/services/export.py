"""A copy of everything for its user: rows as JSON and pictures as files, in zips that a messenger takes."""

import asyncio
import json
import logging
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from core import imaging
from core.errors import ChatGone, DeliveryDelayed, PictureDamaged, PictureMissing, PicturesAway, PicturesRefused
from core.models import OFFLINE_ENGINE, Export
from core.ports import Exports, Letters, Pictures
from core.services.erase import folders

log = logging.getLogger(__name__)

PART_BYTES = 45 * 1024 * 1024  # Telegram takes 50 MB
SENDING = 300.0  # seconds that nobody else takes it over while a part is sent
MOST_TRIES = 20
UNREADABLE = "could-not-be-read.txt"
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class AskExport:
    exports: Exports
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, user_id: int, chat_id: int) -> bool:
        """False if one is under way already, or there is nothing to export."""
        new = await self.exports.ask(user_id, chat_id)
        self.asked.set()
        return new


@dataclass(frozen=True)
class PackExport:
    """Parts are packed and sent one by one, each in a file without a name: none is left, however this ends."""

    exports: Exports
    pictures: Pictures
    letters: Letters
    folder: Path
    claim: float
    part_bytes: int = PART_BYTES

    async def __call__(self) -> bool:
        """False if none is due. Raises DatabaseAway."""
        export = await self.exports.due(self.claim)
        if export is None:
            return False
        try:
            if export.tries > MOST_TRIES:
                await self.exports.done(export)
                await self.letters.export_failed(export)
            else:
                await self._send_all(export)
        except (PicturesAway, PicturesRefused, DeliveryDelayed) as error:  # its claim ends by itself
            log.warning("an export waits: %s", type(error).__name__)
        except ChatGone:
            await self.exports.done(export)
        return True

    async def _send_all(self, export: Export) -> None:
        rows = await self.exports.rows(export.user_id)
        keys = await self._keys(rows)
        generated = {row["key"] for row in rows["pictures"] if row["engine"] != OFFLINE_ENGINE}
        await asyncio.to_thread(self.folder.mkdir, parents=True, exist_ok=True)
        while export.parts == 0 or export.sent < len(keys):
            with tempfile.TemporaryFile(dir=self.folder) as file:
                packed = await self._pack(file, rows, keys, generated, export)
                if packed is None or not await self.exports.hold(export, SENDING):
                    return
                await self.letters.part(packed, file, f"keepface-export-{packed.parts}.zip")
            export = packed
            if not await self.exports.hold(export, self.claim):
                return
        await self.letters.exported(export)
        await self.exports.done(export)

    async def _pack(
        self, file: IO[bytes], rows: Rows, keys: Sequence[str], generated: set[str], export: Export
    ) -> Export | None:
        """The next part, as full as may be; None if the export is no longer ours."""
        unreadable = []
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            if export.parts == 0:
                about = json.dumps(rows, ensure_ascii=False, indent=1)
                await asyncio.to_thread(archive.writestr, "data.json", about, zipfile.ZIP_DEFLATED)
            start = export.sent
            for key in keys[start:]:
                data = await self._read(key, key in generated)
                if data is None:
                    unreadable.append(key)
                elif file.tell() + len(data) > self.part_bytes and archive.namelist():
                    break
                else:
                    await asyncio.to_thread(archive.writestr, f"pictures/{key}", data)
                export = replace(export, sent=export.sent + 1)
                if not await self.exports.hold(replace(export, sent=start), self.claim):
                    return None
            if unreadable:
                archive.writestr(UNREADABLE, "\n".join(unreadable))
        return replace(export, parts=export.parts + 1, unreadable=export.unreadable + len(unreadable))

    async def _keys(self, rows: Rows) -> list[str]:
        """What is stored, whether or not a row names it; the order stays while pictures are added."""
        found = [
            key
            for model in rows["models"]
            for folder in folders(str(model["id"]))
            for key in await self.pictures.keys(folder)
        ]
        when = {row["key"]: str(row["created_at"]) for row in rows["pictures"]}
        return sorted(found, key=lambda key: (when.get(key, ""), key))

    async def _read(self, key: str, generated: bool) -> bytes | None:
        try:
            data = await self.pictures.get(key)
        except (PictureMissing, PictureDamaged):
            return None
        return await asyncio.to_thread(imaging.ai_marked, data) if generated else data
