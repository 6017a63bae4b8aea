"""Packs of pictures for Telegram Stars: /buy, the question before a payment, payments, /paysupport and refunds."""

import asyncio
import logging

from telegram import InlineKeyboardMarkup, LabeledPrice, PreCheckoutQuery, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    PreCheckoutQueryHandler,
    filters,
)

from bot import keyboards, keyboards_panel, texts
from bot.context import Context
from bot.handlers.door import client_language, name_of
from bot.handlers.only_owner import only_owner
from bot.handlers.reply import edit, message, say, tapped, user_id
from bot.handlers.strays import unknown_command
from bot.sending import tell
from bot.texts.catalogue import speak
from core.errors import DatabaseAway, Stale
from core.models import Pack, Payment, Receipt, Unpayable
from core.services.sell import LATEST

log = logging.getLogger(__name__)

CURRENCY = "XTR"
# Telegram waits for ten seconds: so long may the question to the database take, and so long each try to answer.
LOOK_SECONDS, ANSWER_SECONDS, TRIES = 4.0, 1.8, 3
OF_THE_OWNER = 10  # payments on a page


async def buy(update: Update, context: Context) -> None:
    sell, user = context.core.sell, user_id(update)
    if not sell.packs:
        await unknown_command(update, context)
        return
    words = texts.shop.offer(await context.core.ledger.left(user), await sell.sales.balance(user))
    if context.entry.standing == "owner":
        words = f"{texts.shop.owner_needs_none()}\n\n{words}"
    await say(update, words, keyboards.packs(sell.packs))


async def order(update: Update, context: Context) -> None:
    """An order, then its invoice: what is paid is known before it can be paid."""
    chat_id, pack = message(update).chat_id, _pack(tapped(update).id)
    made = await context.core.sell.order(chat_id, update.update_id, user_id(update), pack)
    await tell(
        lambda: context.bot.send_invoice(
            chat_id,
            title=texts.shop.invoice_title(pack),
            description=texts.shop.invoice_description(pack),
            payload=made.id,
            currency=CURRENCY,
            prices=[LabeledPrice(texts.shop.invoice_title(pack), pack.stars)],
            provider_token="",
            start_parameter="buy",  # so that a forwarded copy has no button that pays this order
        )
    )


async def check(update: Update, context: Context) -> None:
    """Answered within Telegram's ten seconds whatever happens: nobody pays for what cannot be drawn."""
    query = update.pre_checkout_query
    if query is None:
        return
    payer = query.from_user
    why: Unpayable = "away"
    speak(payer.language_code)
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            entry = await context.core.admit(payer.id, name_of(payer), client_language(payer))
            speak(entry.language, payer.language_code)
            stars = query.total_amount if query.currency == CURRENCY else 0
            why = await context.core.sell.judge(entry, payer.id, query.invoice_payload, stars)
    except (TimeoutError, DatabaseAway):
        log.warning("a payment is not begun: the database did not answer in time")
    except Exception:
        log.exception("a payment is not begun: it could not be judged")
    await _answer(query, why)


async def _answer(query: PreCheckoutQuery, why: Unpayable) -> None:
    words = texts.shop.unpayable(why) if why else None
    for _ in range(TRIES):
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await query.answer(ok=not why, error_message=words)
        except BadRequest as error:  # answered already, or too late: then nothing is charged
            log.warning("a payment could not be answered: %s", error.message)
        except (TimeoutError, TelegramError) as error:
            log.warning("the answer to a payment did not go out: %s", type(error).__name__)
            continue
        return


async def paid(update: Update, context: Context) -> None:
    """In every standing and state: the money has moved."""
    payment = message(update).successful_payment
    if payment is None:
        return
    user, sell = user_id(update), context.core.sell
    receipt = Receipt(payment.telegram_payment_charge_id, user, payment.total_amount, payment.invoice_payload)
    booked = await sell.paid(context.entry, receipt)
    await say(update, texts.shop.booked(booked, payment.total_amount, await sell.sales.balance(user)))


async def returned(update: Update, context: Context) -> None:
    """Telegram's word that stars went back, whoever asked for it."""
    payment = message(update).refunded_payment
    if payment is None:
        return
    stars = payment.total_amount
    receipt = Receipt(payment.telegram_payment_charge_id, user_id(update), stars, payment.invoice_payload)
    if await context.core.sell.refunded(receipt):
        await say(update, texts.shop.stars_are_back(stars))


async def support(update: Update, context: Context) -> None:
    sell, owner = context.core.sell, context.entry.owner
    payments = await sell.sales.payments(user_id(update), LATEST)
    if not sell.packs and not payments:
        await unknown_command(update, context)
        return
    known = await context.core.door.person(owner) if owner else None
    words = texts.shop.support(payments, owner, known.name if known else "")
    await say(update, words, keyboards.own_payments(payments))


async def give_back(update: Update, context: Context) -> None:
    payment = await context.core.sell.take_back(_number(tapped(update).id), payer=user_id(update))
    await say(update, texts.shop.refund_begun(payment))


# --- the owner --------------------------------------------------------------------------------------------------------


async def stars(context: Context, n: int) -> tuple[str, InlineKeyboardMarkup]:
    """A page of the panel."""
    sales = context.core.sell.sales
    payments = await sales.payments(None, OF_THE_OWNER)
    return texts.shop.page(payments, *await sales.totals()), keyboards_panel.all_payments(payments)


async def refund(update: Update, context: Context) -> None:
    """`/refund ID`, and `/refund ID USER` for a payment whose payer the rows do not know."""
    words, sell = context.args or [], context.core.sell
    if not words:
        await say(update, texts.shop.how_to_refund())
        return
    payment = await sell.sales.charged(words[0])
    if payment and payment.user_id:
        await say(update, texts.shop.sure(payment), keyboards_panel.sure_to_refund(payment))
    elif len(words) > 1 and words[1].isdecimal():
        await say(update, texts.shop.refund_begun(await sell.owe(words[0], int(words[1]))))
    else:
        await say(update, texts.shop.whose_payment() if payment else texts.shop.no_such_payment())


async def ask(update: Update, context: Context) -> None:
    payment = await _payment(update, context)
    await edit(update, texts.shop.sure(payment), keyboards_panel.sure_to_refund(payment))


async def refund_now(update: Update, context: Context) -> None:
    payment = await _payment(update, context)
    payment = await context.core.sell.take_back(payment.id, payer=None)
    await edit(update, texts.shop.refund_begun(payment), keyboards_panel.to_panel())


async def _payment(update: Update, context: Context) -> Payment:
    """Raises Stale for one that is unknown, or whose payer is."""
    payment = await context.core.sell.sales.payment(_number(tapped(update).id))
    if payment is None or not payment.user_id:
        raise Stale
    return payment


def _number(written: str) -> int:
    if not written.isdecimal() or len(written) > 18:
        raise Stale
    return int(written)


def _pack(written: str) -> Pack:
    pictures, _, price = written.partition("-")
    return Pack(_number(pictures), _number(price))


HANDLERS: list[BaseHandler[Update, Context, None]] = [
    PreCheckoutQueryHandler(check),
    MessageHandler(filters.SUCCESSFUL_PAYMENT, paid),
    MessageHandler(filters.StatusUpdate.REFUNDED_PAYMENT, returned),
    CommandHandler("buy", buy),
    CommandHandler("paysupport", support),
    CommandHandler("refund", only_owner(refund)),
    CallbackQueryHandler(order, pattern="^pack:"),
    CallbackQueryHandler(give_back, pattern="^giveback:"),
    CallbackQueryHandler(only_owner(ask), pattern="^refund:"),
    CallbackQueryHandler(only_owner(refund_now), pattern="^refundnow:"),
]
