"""A voice message goes on as if its words had been typed: a scene, an edit, or an answer to a question of ours."""

import logging

from telegram import Audio, File, Update, Voice
from telegram.constants import ChatAction, ParseMode
from telegram.ext import BaseHandler, MessageHandler, filters

from bot import texts
from bot.context import Context
from bot.handlers.photos import READ_SECONDS
from bot.handlers.reply import message, user_id
from bot.handlers.scenes import scene
from bot.sending import MaybeSent, insist, send, try_to
from core.errors import CoreError, DatabaseAway, NotASound, PicturesAway, Superseded, TooManyBytes
from core.models import VOICE_BYTES, Generation, Recording

log = logging.getLogger(__name__)

# What engines take, by the type that Telegram says.
NAMES = {
    "audio/ogg": "voice.ogg",
    "audio/opus": "voice.ogg",
    "audio/mpeg": "voice.mp3",
    "audio/mp3": "voice.mp3",
    "audio/mp4": "voice.m4a",
    "audio/m4a": "voice.m4a",
    "audio/x-m4a": "voice.m4a",
    "audio/wav": "voice.wav",
    "audio/x-wav": "voice.wav",
    "audio/vnd.wave": "voice.wav",
    "audio/webm": "voice.webm",
    "audio/flac": "voice.flac",
    "audio/x-flac": "voice.flac",
}


async def voice(update: Update, context: Context) -> None:
    sent = message(update)
    sound = sent.voice or sent.audio
    if sound is None:
        return
    seconds = float(_seconds(sound))

    async def fetch() -> Recording:
        return await _recording(sound, seconds)

    await try_to(sent.reply_chat_action(ChatAction.TYPING))
    try:
        heard = await context.core.hear(
            user_id(update), sent.chat_id, update.update_id, sent.message_id, seconds, fetch
        )
    except Superseded:
        log.info("update %s: its voice message was taken over or erased", update.update_id)
        return
    if heard is None:
        return
    generation, words = heard
    context.heard = generation.status_message_id or await _tell(update, context, generation, words)
    try:
        await scene(_typed(update, words), context)
    except CoreError as error:
        if not isinstance(error, DatabaseAway | PicturesAway):  # after those the update is handled again
            await context.core.hear.passed_on(generation)
        raise
    await context.core.hear.passed_on(generation)


async def _tell(update: Update, context: Context, generation: Generation, words: str) -> int | None:
    """What was understood, before anything is drawn; None if nobody knows whether it arrived."""
    text = texts.voice.heard(words)
    try:
        told = await send(lambda: message(update).reply_text(text, parse_mode=ParseMode.HTML, do_quote=True))
    except MaybeSent:
        return None
    await context.core.generations.told(generation.id, told.message_id)
    return told.message_id


def _typed(update: Update, words: str) -> Update:
    """The same update with the words as its text; that it was spoken can still be seen."""
    raw = update.to_dict()
    raw["message"] = {**raw["message"], "text": words}
    return Update.de_json(raw, message(update).get_bot())


async def _recording(sound: Voice | Audio, seconds: float) -> Recording:
    """Raises TooManyBytes and NotASound before a byte is fetched."""
    name = NAMES.get((sound.mime_type or "audio/ogg").partition(";")[0].strip().lower())
    if name is None:
        raise NotASound
    if (sound.file_size or 0) > VOICE_BYTES:
        raise TooManyBytes(sound.file_size or 0, VOICE_BYTES)
    file: File = await insist(sound.get_file)
    data = bytes(await insist(lambda: file.download_as_bytearray(read_timeout=READ_SECONDS)))
    return Recording(data, name, sound.mime_type or "audio/ogg", seconds)


def _seconds(sound: Voice | Audio) -> float:
    length = sound.duration
    return length if isinstance(length, int | float) else length.total_seconds()


HANDLERS: list[BaseHandler[Update, Context, None]] = [MessageHandler(filters.VOICE | filters.AUDIO, voice)]
