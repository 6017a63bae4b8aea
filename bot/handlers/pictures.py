"""The buttons under a picture: variation, edit, ratio, more pixels, star, info."""

from contextlib import suppress

from telegram import ForceReply, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.reply import edit, message, say, tapped, user_id
from bot.hearing import in_group
from bot.sending import MaybeSent, insist, send, tell, try_to
from core.errors import Stale
from core.models import RATIOS, SIZES, UNDER_WAY, Generation, Kind, Picture, Ratio, Size, Status, Way

EDIT = "edit"


async def open_(update: Update, context: Context) -> None:
    """Of several pictures one is chosen: its own buttons."""
    generation, picture = await _picture(update, context)
    await _show(update, keyboards.picture(generation, picture, several=True))


async def back(update: Update, context: Context) -> None:
    generation, _ = await _picture(update, context)
    pictures = await context.core.generations.pictures(generation.id)
    await _show(update, keyboards.scene(generation, pictures))


async def vary(update: Update, context: Context) -> None:
    tap = tapped(update)
    await remake(update, context, tap.id, tap.n, Way.VARIATION)


async def ask_edit(update: Update, context: Context) -> None:
    generation, picture = await _picture(update, context)
    await ask(update, context, texts.scenes.ask_edit(), EDIT, f"{generation.id}:{picture.n}")


async def ratios(update: Update, context: Context) -> None:
    generation, picture = await _picture(update, context)
    await _show(update, keyboards.ratios(generation, picture))


async def reshape(update: Update, context: Context) -> None:
    tap = tapped(update)
    n, which = divmod(tap.n, 10)
    await remake(update, context, tap.id, n, Way.VARIATION, ratio=RATIOS[which])


async def sizes(update: Update, context: Context) -> None:
    tap = tapped(update)
    generation, cast, picture = await context.core.remake.picture(user_id(update), tap.id, tap.n or 1)
    await _show(update, keyboards.sizes(generation, picture, context.core.prices(cast[0])))


async def enlarge(update: Update, context: Context) -> None:
    tap = tapped(update)
    n, which = divmod(tap.n, 10)
    if which >= len(SIZES):
        raise Stale
    await remake(update, context, tap.id, n, Way.LARGER, size=SIZES[which])


async def star(update: Update, context: Context) -> None:
    generation, picture = await _picture(update, context)
    await context.core.generations.star(generation.id, picture.n, starred=not picture.starred)
    generation, picture = await _picture(update, context)
    several = len(generation.wanted) > 1
    await _show(update, keyboards.picture(generation, picture, several=several))


async def info(update: Update, context: Context) -> None:
    tap = tapped(update)
    generation, cast, picture = await context.core.remake.picture(user_id(update), tap.id, tap.n)
    await say(update, texts.scenes.info(generation, cast, picture), keyboards.info(generation, picture), quote=True)


async def prompt(update: Update, context: Context) -> None:
    """All that the engine was told, where a message has no room for it."""
    generation, picture = await _picture(update, context)
    if picture.making is None:
        raise Stale
    words = picture.making.prompt.encode()
    await tell(lambda: message(update).reply_document(words, filename=f"prompt-{generation.id}.txt", do_quote=True))


async def remake(
    update: Update,
    context: Context,
    generation_id: str,
    n: int,
    way: Way,
    *,
    words: str = "",
    size: Size = "1K",
    ratio: Ratio | None = None,
    reply_to: int | None = None,
) -> None:
    """Ask for a picture that starts from this one, and say where it waits."""
    accepted = await context.core.remake(
        user_id(update),
        message(update).chat_id,
        update.update_id,
        generation_id,
        n,
        way,
        words=words,
        size=size,
        ratio=ratio,
        reply_to=reply_to,
    )
    await tell_place(update, context, *accepted)


async def tell_place(update: Update, context: Context, generation: Generation, place: int) -> None:
    """What begins at once needs no word; what waits is told its place, and can be given up.

    The message becomes the scene's status; of a spoken scene it is the one that says what was understood.
    """
    generations = context.core.generations
    if not (place or context.heard) or generation.status_message_id is not None:
        return
    place_said = texts.scenes.waiting(place, await generations.usual_seconds(Kind.SCENE)) if place else ""
    markup = keyboards.waiting(generation)
    if context.heard is None:
        with suppress(MaybeSent):
            asked = await send(
                lambda: message(update).reply_text(
                    place_said, parse_mode=ParseMode.HTML, reply_markup=markup, do_quote=True
                )
            )
            await generations.told(generation.id, asked.message_id)
        return
    await generations.told(generation.id, context.heard, spoken=True)
    now = await generations.get(generation.id)
    if now and now.status in UNDER_WAY:
        text = "\n".join(filter(None, (texts.voice.heard(generation.prompt), place_said)))
        await try_to(
            context.bot.edit_message_text(
                text, generation.chat_id, context.heard, parse_mode=ParseMode.HTML, reply_markup=markup
            )
        )


async def give_up(update: Update, context: Context) -> None:
    """Free as long as nothing is paid; after that the picture arrives, and its status stays as it is."""
    generations, tap = context.core.generations, tapped(update)
    given_up = await generations.cancel_one(user_id(update), tap.id)
    scene = await generations.get(tap.id)
    if scene is None or scene.user_id != user_id(update):
        raise Stale
    if given_up or scene.status is Status.CANCELLED:  # by /cancel, say
        words = texts.voice.heard(scene.prompt) if scene.spoken else ""
        await edit(update, "\n".join(filter(None, (words, texts.scenes.given_up()))))
    else:
        await say(update, texts.scenes.too_late())


async def ask(update: Update, context: Context, text: str, what: str, about: str) -> None:
    """A question whose answer is a reply to it."""
    group, user = in_group(message(update).chat_id), update.effective_user
    if group and user:
        text = texts.groups.addressed(user.first_name, user.id, text)
    markup = ForceReply(input_field_placeholder=texts.scenes.placeholder(what), selective=group or None)
    asked = await insist(  # without its number the reply to it could not be told
        lambda: message(update).reply_text(text, parse_mode=ParseMode.HTML, reply_markup=markup, do_quote=True)
    )
    await context.core.questions.ask(user_id(update), asked.chat_id, asked.message_id, what, about)


async def _picture(update: Update, context: Context) -> tuple[Generation, Picture]:
    tap = tapped(update)
    generation, _, picture = await context.core.remake.picture(user_id(update), tap.id, tap.n or 1)
    return generation, picture


async def _show(update: Update, markup: InlineKeyboardMarkup) -> None:
    if update.callback_query:
        await try_to(update.callback_query.edit_message_reply_markup(markup))


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(open_, pattern="^open:"),
    CallbackQueryHandler(back, pattern="^back:"),
    CallbackQueryHandler(vary, pattern="^vary:"),
    CallbackQueryHandler(ask_edit, pattern="^edit:"),
    CallbackQueryHandler(ratios, pattern="^ratios:"),
    CallbackQueryHandler(reshape, pattern="^shape:"),
    CallbackQueryHandler(sizes, pattern="^sizes:"),
    CallbackQueryHandler(enlarge, pattern="^large:"),
    CallbackQueryHandler(star, pattern="^star:"),
    CallbackQueryHandler(info, pattern="^info:"),
    CallbackQueryHandler(prompt, pattern="^prompt:"),
    CallbackQueryHandler(give_up, pattern="^stop:"),
]
