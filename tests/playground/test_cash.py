"""Pretend stars follow Telegram's rules: what is refused, the ten seconds, and what becomes of an invoice."""

import asyncio
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LabeledPrice, Update
from telegram.error import BadRequest

from bot.playground import Playground
from tests.fakes.telegram_user import TelegramUser
from tests.playground.conftest import Bot

YOU = 1001
INVOICE: dict[str, Any] = {
    "title": "20 pictures",
    "description": "Twenty pictures",
    "payload": "order-1",
    "currency": "XTR",
    "prices": [LabeledPrice("20 pictures", 150)],
    "provider_token": "",
}
KINDS = ["message", "pre_checkout_query"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"prices": [LabeledPrice("a", 1), LabeledPrice("b", 1)]}, "Stars_invoice_invalid"),
        ({"prices": []}, "Stars_invoice_invalid"),
        ({"max_tip_amount": 5}, "Stars_invoice_invalid"),
        ({"payload": "ü" * 65}, "Invoice_payload_invalid"),
        ({"payload": ""}, "Invoice_payload_invalid"),
        ({"provider_token": "1:LIVE"}, "Payment_provider_invalid"),
        ({"prices": [LabeledPrice("a", 0)]}, "Currency_total_amount_invalid"),
        ({"title": "t" * 33}, "1 to 32 characters"),
        ({"description": "d" * 256}, "1 to 255 characters"),
        ({"currency": "EUR"}, "telegram stars"),
        (
            {"reply_markup": InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])},
            "Reply_markup_buy_empty",
        ),
    ],
)
async def test_an_invoice_that_telegram_would_refuse_is_refused(bot: Bot, change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_invoice(YOU, **{**INVOICE, **change})
    assert words.lower() in refused.value.message.lower()


async def asked(bot: Bot) -> Update:
    """The next update, confirmed."""
    (update,) = await bot.get_updates(timeout=60, allowed_updates=KINDS)
    await bot.get_updates(update.update_id + 1, timeout=0, allowed_updates=KINDS)
    return update


async def test_an_invoice_is_asked_about_paid_once_and_refunded_once(bot: Bot, user: TelegramUser) -> None:
    await bot.get_updates(timeout=0, allowed_updates=KINDS)
    sent = await bot.send_invoice(YOU, **INVOICE)
    assert sent.invoice
    assert (sent.invoice.total_amount, sent.invoice.currency) == (150, "XTR")
    assert sent.reply_markup
    assert sent.reply_markup.inline_keyboard[0][0].pay

    paying = asyncio.ensure_future(user.pays())
    query = (await asked(bot)).pre_checkout_query
    assert query
    assert (query.invoice_payload, query.total_amount, query.from_user.id) == ("order-1", 150, YOU)
    await query.answer(ok=True)
    charge = await paying
    message = (await asked(bot)).message
    assert message
    assert message.successful_payment
    assert (message.successful_payment.telegram_payment_charge_id, message.successful_payment.invoice_payload) == (
        charge,
        "order-1",
    )
    assert "paid already" in await user.cannot_pay({"message_id": sent.message_id})
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer(ok=True)

    with pytest.raises(BadRequest, match=r"(?i)charge_id_invalid"):
        await bot.refund_star_payment(YOU + 1, charge)
    assert await bot.refund_star_payment(YOU, charge)
    message = (await asked(bot)).message
    assert message
    assert message.refunded_payment
    assert message.refunded_payment.telegram_payment_charge_id == charge
    with pytest.raises(BadRequest, match=r"(?i)charge_already_refunded"):
        await bot.refund_star_payment(YOU, charge)


async def test_a_refusal_shows_the_bots_words_and_needs_some(bot: Bot, user: TelegramUser) -> None:
    await bot.get_updates(timeout=0, allowed_updates=KINDS)
    await bot.send_invoice(YOU, **INVOICE)
    paying = asyncio.ensure_future(user.cannot_pay())
    query = (await asked(bot)).pre_checkout_query
    assert query
    with pytest.raises(BadRequest, match="error_message"):
        await query.answer(ok=False)
    await query.answer(ok=False, error_message="Sold out.")
    assert await paying == "Sold out."


async def test_a_bot_that_does_not_answer_in_time_is_paid_nothing(
    bot: Bot, user: TelegramUser, playground: Playground
) -> None:
    playground.cash.checkout_seconds = 0.2
    await bot.send_invoice(YOU, **INVOICE)
    assert "did not answer in time" in await user.cannot_pay()
    assert not any("successful_payment" in message for message in await user.messages())
