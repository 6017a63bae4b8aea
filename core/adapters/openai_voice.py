"""Speech to words on OpenAI's transcription API: one paid call, no retries, in whatever language is spoken."""

import asyncio
import re
from typing import TYPE_CHECKING

from core.adapters.openai_client import OpenAIClient
from core.adapters.prices import minutes_price
from core.models import Recording, Transcript

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class OpenAIListener(OpenAIClient):
    """`Listener` on OpenAI."""

    about_input = re.compile(r"audio|file|content_policy|safety|moderation|usage polic", re.IGNORECASE)

    def _load(self, client: "AsyncOpenAI") -> None:
        _ = client.audio.transcriptions.create

    async def transcribe(self, engine: str, recording: Recording) -> Transcript:
        client = self._open()
        with self._paying(engine, minutes_price(engine, recording.seconds)):
            async with asyncio.timeout(self._deadline):
                answer = await client.audio.transcriptions.create(
                    model=engine,
                    file=(recording.name, recording.data, recording.mime),
                    response_format="json",  # the one that every engine of the chain knows
                )
            said = answer.text
            words = said.strip() if any(letter.isalnum() for letter in said) else ""
            # Who sends the message says how long it is; the vendor measures it.
            measured = getattr(answer.usage, "seconds", 0.0)
            return Transcript(words, engine, minutes_price(engine, max(measured, recording.seconds)))
