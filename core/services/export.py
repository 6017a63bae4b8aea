"""A copy of everything for its user, or of a model's pictures alone, in zips that a messenger takes."""

import asyncio
import json
import logging
import re
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path, PurePosixPath
from typing import IO, Any

from core import imaging
from core.errors import (
    ChatGone,
    DeliveryDelayed,
    ModelGone,
    PictureDamaged,
    PictureMissing,
    PicturesAway,
    PicturesRefused,
)
from core.models import OFFLINE_ENGINE, Export, Model
from core.ports import Exports, Letters, Models, Pictures
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
    models: Models
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, user_id: int, chat_id: int) -> bool:
        """False if one is under way already, or there is nothing to export."""
        new = await self.exports.ask(user_id, chat_id)
        self.asked.set()
        return new

    async def of_model(self, user_id: int, chat_id: int, model_id: str, *, starred: bool) -> tuple[Model, int, bool]:
        """The model, how many pictures it is about, and whether packing them is begun now. Raises ModelGone."""
        model = await self.models.owned(user_id, model_id)
        if model is None:
            raise ModelGone
        pictures = len(await self.exports.shots(model.id, starred=starred))
        new = pictures > 0 and await self.exports.ask(user_id, chat_id, model.id, starred=starred)
        self.asked.set()
        return model, pictures, new


@dataclass(frozen=True)
class Item:
    """A picture of an export: where it is kept, what it is called in there, and whether an engine drew it."""

    key: str
    name: str
    drawn: bool


@dataclass(frozen=True)
class Contents:
    """Everything that goes into the zips `name`-1.zip and so on; the order stays while pictures are added."""

    name: str
    items: Sequence[Item]
    rows: Rows | None = None


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
        contents = await (self._everything(export) if export.model_id is None else self._of_model(export))
        await asyncio.to_thread(self.folder.mkdir, parents=True, exist_ok=True)
        while export.parts == 0 or export.sent < len(contents.items):
            with tempfile.TemporaryFile(dir=self.folder) as file:
                packed = await self._pack(file, contents, export)
                if packed is None or not await self.exports.hold(export, SENDING):
                    return
                await self.letters.part(packed, file, f"{contents.name}-{packed.parts}.zip")
            export = packed
            if not await self.exports.hold(export, self.claim):
                return
        await self.letters.exported(export)
        await self.exports.done(export)

    async def _pack(self, file: IO[bytes], contents: Contents, export: Export) -> Export | None:
        """The next part, as full as may be; None if the export is no longer ours."""
        unreadable = []
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            if export.parts == 0 and contents.rows is not None:
                about = json.dumps(contents.rows, ensure_ascii=False, indent=1)
                await asyncio.to_thread(archive.writestr, "data.json", about, zipfile.ZIP_DEFLATED)
            start = export.sent
            for item in contents.items[start:]:
                data = await self._read(item)
                if data is None:
                    unreadable.append(item.key if contents.rows is not None else item.name)
                elif file.tell() + len(data) > self.part_bytes and archive.namelist():
                    break
                else:
                    await asyncio.to_thread(archive.writestr, item.name, data)
                export = replace(export, sent=export.sent + 1)
                if not await self.exports.hold(replace(export, sent=start), self.claim):
                    return None
            if unreadable:
                archive.writestr(UNREADABLE, "\n".join(unreadable))
        return replace(export, parts=export.parts + 1, unreadable=export.unreadable + len(unreadable))

    async def _everything(self, export: Export) -> Contents:
        """What is stored, whether or not a row names it, and the rows."""
        rows = await self.exports.rows(export.user_id)
        found = [
            key
            for model in rows["models"]
            for folder in folders(str(model["id"]))
            for key in await self.pictures.keys(folder)
        ]
        when = {row["key"]: str(row["created_at"]) for row in rows["pictures"]}
        drawn = {row["key"] for row in rows["pictures"] if row["engine"] != OFFLINE_ENGINE}
        keys = sorted(found, key=lambda key: (when.get(key, ""), key))
        items = [Item(key, f"pictures/{key}", key in drawn) for key in keys]
        return Contents("keepface-export", items, rows)

    async def _of_model(self, export: Export) -> Contents:
        """The pictures of its scenes, called by date and number."""
        shots = await self.exports.shots(export.model_id or "", starred=export.starred)
        items = [
            Item(one.key, f"{one.asked_at.astimezone(UTC):%Y-%m-%d}-{n:03}{suffix}", one.engine != OFFLINE_ENGINE)
            for n, one in enumerate(shots, 1)
            for suffix in [PurePosixPath(one.key).suffix]
        ]
        called = re.sub(r"[^\w-]+", "-", export.name).strip("-").lower()
        return Contents(f"keepface-{called or 'model'}{'-kept' if export.starred else ''}", items)

    async def _read(self, item: Item) -> bytes | None:
        try:
            data = await self.pictures.get(item.key)
        except (PictureMissing, PictureDamaged):
            return None
        return await asyncio.to_thread(imaging.ai_marked, data) if item.drawn else data
