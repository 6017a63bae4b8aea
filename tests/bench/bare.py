"""A bare bot for comparison: python-telegram-bot, one engine call, one photo. No database, no job, no inbox, no
ledger, no outbox: what it is told is lost when it stops. `python -m tests.bench.bare` polls TELEGRAM_API_URL."""

import base64
import json
import os
import sys
from pathlib import Path

from google import genai
from google.genai import types
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

AT_ONCE = 256


def main(reference: bytes) -> None:
    engine = genai.Client(
        enterprise=False,
        api_key="bench",
        http_options=types.HttpOptions(
            base_url=os.environ["GEMINI_BASE_URL"],
            api_version="v1",
            timeout=150_000,
            retry_options=types.HttpRetryOptions(attempts=1),
        ),
    )

    async def scene(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        assert message
        parts = [types.Part.from_bytes(data=reference, mime_type="image/jpeg"), types.Part.from_text(text="A scene.")]
        drawn = await engine.aio.models.generate_content(
            model="gemini-nano-banana-2.1",
            contents=types.Content(role="user", parts=parts),
            config=types.GenerateContentConfig(should_return_http_response=True),
        )
        http = drawn.sdk_http_response
        parts_of_it = json.loads((http and http.body) or "{}")["candidates"][0]["content"]["parts"]
        picture = base64.b64decode(parts_of_it[-1]["inlineData"]["data"])
        await message.reply_photo(picture, caption="AI-generated")

    root = os.environ["TELEGRAM_API_URL"]
    app = (
        Application.builder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{root}/bot")
        .concurrent_updates(AT_ONCE)
        .connection_pool_size(AT_ONCE)
        .read_timeout(60)
        .write_timeout(60)
        .pool_timeout(60)
        .build()
    )
    app.add_handler(MessageHandler(filters.TEXT, scene))
    print("ready: @bare", flush=True)
    app.run_polling(stop_signals=None)


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_bytes())
