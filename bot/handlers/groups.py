"""What is said to the bot in a group: scenes of the sender's own model, and edits of the sender's own pictures."""

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, MessageHandler, filters

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.pictures import remake, tell_place
from bot.handlers.reply import message, say, user_id
from bot.handlers.scenes import answer
from core.models import Generation, Picture, Way

GROUPS = filters.ChatType.GROUPS


async def said(update: Update, context: Context) -> None:
    """Text that mentions the bot, or replies to it. A bare reply of somebody else is talk about the picture."""
    sent, hearing = message(update), context.hearing
    words, mine = hearing.words(sent), user_id(update)
    if hearing.is_answer(sent) and sent.reply_to_message:
        if question := await context.core.questions.asked(mine, sent.chat_id, sent.reply_to_message.message_id):
            await answer(update, context, *question)
            return
        shown = await _shown(update, context)
        if shown and shown[0].user_id == mine and words.strip():
            generation, picture = shown
            await remake(update, context, generation.id, picture.n, Way.EDIT, words=words, reply_to=sent.message_id)
            return
    if hearing.is_mentioned(sent):
        await _draw(update, context, words)


async def scene(update: Update, context: Context) -> None:
    """/scene on a beach; alone, as a reply to a picture: the same scene with the face of whoever replies."""
    told = (message(update).text or "").split(maxsplit=1)
    words = told[1] if len(told) > 1 else ""
    if not words and (shown := await _shown(update, context)):
        words = shown[0].prompt
    await _draw(update, context, words)


async def help_(update: Update, context: Context) -> None:
    text = texts.groups.help_(context.bot.username)
    await say(update, text, keyboards.private_chat(context.bot.username))


async def moved(update: Update, context: Context) -> None:
    sent = message(update)
    if sent.migrate_to_chat_id:
        await context.core.generations.moved(sent.chat_id, sent.migrate_to_chat_id)


async def _draw(update: Update, context: Context, words: str) -> None:
    sent, request = message(update), context.core.request_scene
    if not words.strip():
        await say(update, texts.groups.what_scene())
        return
    accepted = await request(user_id(update), sent.chat_id, update.update_id, sent.message_id, words)
    await tell_place(update, context, *accepted)


async def _shown(update: Update, context: Context) -> tuple[Generation, Picture] | None:
    """The picture that the message replies to, whosever it is."""
    sent, core = message(update), context.core
    replied = sent.reply_to_message
    found = await core.outbox.shown(sent.chat_id, replied.message_id) if replied else None
    if found is None:
        return None
    generation = await core.generations.get(found[0])
    pictures = await core.generations.pictures(found[0])
    return (generation, pictures[found[1] - 1]) if generation and found[1] <= len(pictures) else None


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("scene", scene),
    CommandHandler("help", help_, GROUPS),
    MessageHandler(filters.StatusUpdate.MIGRATE, moved),
    MessageHandler(GROUPS & filters.TEXT & ~filters.COMMAND, said),
]
