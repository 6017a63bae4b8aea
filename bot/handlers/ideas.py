"""/ideas: scenes that suit the active model, what was drawn last, and some for everybody. One tap draws one."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler

from bot import keyboards, texts
from bot.context import Context
from bot.handlers.pictures import tell_place
from bot.handlers.reply import message, own_model, say, tapped, user_id
from core.errors import NoModel, Stale
from core.mentions import Cast, with_names
from core.models import Kind, Model

LATEST = 5  # of the user's own scenes


async def ideas(update: Update, context: Context) -> None:
    user = user_id(update)
    model = await context.core.models.active(user)
    if model is None:
        raise NoModel
    mine = await context.core.models.of(user)
    names = {one.id: one.name for one in mine}
    latest = [
        (before.id, with_names(before.prompt, [names.get(one, "") for one in before.cast]))
        for before in await context.core.generations.prompts(user, LATEST)
    ]
    await say(update, texts.gallery.ideas(model) + texts.together.idea(mine), keyboards.ideas(model, latest))


async def idea(update: Update, context: Context) -> None:
    """One for everybody, drawn with the model that it was offered for."""
    tap = tapped(update)
    if tap.n >= len(texts.gallery.IDEAS):
        raise Stale
    await _draw(update, context, await own_model(update, context), texts.gallery.scene(texts.gallery.IDEAS[tap.n]))


async def own(update: Update, context: Context) -> None:
    """One that the analyst had for this model; counted from 1."""
    model, tap = await own_model(update, context), tapped(update)
    made = model.analysis.ideas if model.analysis else []
    if not 1 <= tap.n <= len(made):
        raise Stale
    await _draw(update, context, model, made[tap.n - 1])


async def redo(update: Update, context: Context) -> None:
    """What was drawn before, with the model that is active now, or with the several people who were in it."""
    user, before = user_id(update), await context.core.generations.get(tapped(update).id)
    if before is None or before.user_id != user or before.kind is not Kind.SCENE or not before.prompt:
        raise Stale
    if before.companions:
        again = await context.core.request_scene.again(user, message(update).chat_id, update.update_id, before.id)
        await tell_place(update, context, *again)
        return
    model = await context.core.models.active(user)
    if model is None:
        raise NoModel
    await _draw(update, context, model, before.prompt)


async def _draw(update: Update, context: Context, model: Model, scene: str) -> None:
    sent = message(update)
    cast = Cast((model,), scene)
    accepted = await context.core.request_scene.of(cast, sent.chat_id, update.update_id, sent.message_id)
    await tell_place(update, context, *accepted)


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("ideas", ideas),
    CallbackQueryHandler(idea, pattern="^idea:"),
    CallbackQueryHandler(own, pattern="^own:"),
    CallbackQueryHandler(redo, pattern="^redo:"),
]
