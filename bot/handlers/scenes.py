"""Every text that is no command is a scene; under each picture it can be drawn again or had as a file."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot import texts
from bot.callbacks import Tap
from bot.context import Context
from bot.handlers.pictures import remake, tell_place
from bot.handlers.reply import message, say, tapped, user_id
from bot.sending import try_to
from core.errors import ModelGone, NameTaken, SceneTooLong, Stale
from core.models import NAME_LENGTH, Generation, Kind, Way
from core.services.request_scene import cast_of

MOST_AVOIDED = 500  # characters


async def scene(update: Update, context: Context) -> None:
    """Plain text is a scene; as a reply it answers a question or edits the picture that it replies to."""
    sent = message(update)
    if sent.reply_to_message and await _replied(update, context, sent.reply_to_message.message_id):
        return
    accepted = await context.core.request_scene(
        user_id(update), sent.chat_id, update.update_id, sent.message_id, sent.text or ""
    )
    await tell_place(update, context, *accepted)


async def _replied(update: Update, context: Context, message_id: int) -> bool:
    """False if the message that it replies to shows no picture and asked nothing."""
    sent, core = message(update), context.core
    if question := await core.questions.asked(user_id(update), sent.chat_id, message_id):
        await answer(update, context, *question)
        return True
    if shown := await core.outbox.shown(sent.chat_id, message_id):
        generation_id, place = shown
        pictures = await core.generations.pictures(generation_id)
        if place <= len(pictures):
            await _edited(update, context, generation_id, pictures[place - 1].n)
            return True
    return False


async def answer(update: Update, context: Context, what: str, about: str) -> None:
    """A reply to a question of ours: an edit, a name, or what to avoid."""
    words, models, user = (message(update).text or "").strip(), context.core.models, user_id(update)
    match what:
        case "edit":
            generation_id, _, n = about.rpartition(":")
            await _edited(update, context, generation_id, int(n))
        case "rename":
            name = " ".join(words.split())[:NAME_LENGTH].strip()
            if any(one.answers_to(name) and one.id != about for one in await models.of(user)):
                raise NameTaken
            if not await models.rename(user, about, name):
                raise ModelGone
            await say(update, texts.gallery.renamed(name))
        case "avoid":
            words = "" if words == "-" else words
            if len(words) > MOST_AVOIDED:
                raise SceneTooLong(len(words), MOST_AVOIDED)
            if not await models.set_negative_prompt(user, about, words):
                raise ModelGone
            await say(update, texts.settings.avoided(words))


async def _edited(update: Update, context: Context, generation_id: str, n: int) -> None:
    sent = message(update)
    await remake(update, context, generation_id, n, Way.EDIT, words=sent.text or "", reply_to=sent.message_id)


async def again(update: Update, context: Context, *, once: bool = False) -> None:
    accepted = await context.core.request_scene.again(
        user_id(update), message(update).chat_id, update.update_id, tapped(update).id, once=once
    )
    await tell_place(update, context, *accepted)


async def file(update: Update, context: Context) -> None:
    tap = tapped(update)
    generation = await _own(update, context, tap)
    picture = next((one for one in await context.core.generations.pictures(generation.id) if one.n == tap.n), None)
    if picture is None:
        raise Stale
    await context.delivery.file(generation, picture)


async def resend(update: Update, context: Context) -> None:
    """The user says that pictures did not arrive: send what is stored once more, nothing is paid."""
    generation = await _own(update, context, tapped(update))
    cast = await cast_of(context.core.models, generation)
    pictures = await context.core.generations.pictures(generation.id)
    if not pictures:
        raise Stale
    await context.delivery.forget(generation)
    if generation.kind is Kind.SCENE:
        await context.delivery.scene(generation, cast, pictures, ())
    else:
        offer = await context.core.choose.offer(user_id(update), generation.id)
        await context.delivery.candidates(offer.generation, offer.pictures, offer.missing, ())


async def retry(update: Update, context: Context) -> None:
    """After a failure: the same work as a new generation."""
    tap = tapped(update)
    generation = await _own(update, context, tap)
    if update.callback_query:
        await try_to(update.callback_query.edit_message_reply_markup(None))
    if generation.kind is Kind.SCENE:
        await again(update, context, once=True)
    else:
        chat_id = message(update).chat_id
        await context.core.make_more(user_id(update), chat_id, update.update_id, generation.id, missing=True)


async def _own(update: Update, context: Context, tap: Tap) -> Generation:
    generation = await context.core.generations.get(tap.id)
    if generation is None or generation.user_id != user_id(update):
        raise Stale
    return generation


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    MessageHandler(filters.TEXT & ~filters.COMMAND, scene),
    CallbackQueryHandler(again, pattern="^again:"),
    CallbackQueryHandler(file, pattern="^file:"),
    CallbackQueryHandler(resend, pattern="^resend:"),
    CallbackQueryHandler(retry, pattern="^retry:"),
]
