"""What a user is told about the own data by itself: receipts and exports."""

from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import IO

from telegram import Bot, InputFile
from telegram.constants import ParseMode

from bot import texts
from bot.sending import tell
from bot.texts.catalogue import speaking
from core.models import Erasure, Export

UPLOAD_SECONDS = 300


class TelegramLetters:
    """Implements core.ports.Letters."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def erased(self, erasure: Erasure) -> None:
        with speaking(erasure.language):
            lines = texts.privacy.receipt(erasure, datetime.now(UTC)), texts.shop.stays(erasure)
            await self._say(erasure.chat_id, "\n".join(filter(None, lines)))

    async def erasing_takes_longer(self, erasure: Erasure) -> None:
        with speaking(erasure.language):
            await self._say(erasure.chat_id, texts.privacy.erasing_takes_longer(erasure))

    async def part(self, export: Export, file: IO[bytes], name: str) -> None:
        def upload() -> Awaitable[object]:
            file.seek(0)
            return self._bot.send_document(
                export.chat_id,
                InputFile(file, filename=name, read_file_handle=False),  # from the disk, not through the memory
                caption=texts.privacy.export_part(export),
                disable_content_type_detection=True,
                read_timeout=UPLOAD_SECONDS,
                write_timeout=UPLOAD_SECONDS,
            )

        with speaking(export.language):
            await tell(upload)

    async def exported(self, export: Export) -> None:
        with speaking(export.language):
            text = texts.models.packed(export) if export.model_id else texts.privacy.exported(export)
            await self._say(export.chat_id, text)

    async def export_failed(self, export: Export) -> None:
        with speaking(export.language):
            text = texts.models.packing_failed(export) if export.model_id else texts.privacy.export_failed()
            await self._say(export.chat_id, text)

    async def _say(self, chat_id: int, text: str) -> None:
        await tell(lambda: self._bot.send_message(chat_id, text, parse_mode=ParseMode.HTML))
