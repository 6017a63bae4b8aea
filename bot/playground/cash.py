"""Pretend Telegram Stars: invoices, the question before a payment, payments and refunds, as strict as Telegram's."""

import asyncio
import secrets
import time
from dataclasses import asdict, dataclass

from bot.playground.chats import Chat, Chats, Person
from bot.playground.methods_send import SendMethods
from bot.playground.params import Params
from bot.playground.rules import QUERY_TOO_OLD, Json, RefusedError

_CURRENCY = "XTR"
_TITLE_LENGTH, _DESCRIPTION_LENGTH, _PAYLOAD_BYTES = 32, 255, 128
_CHECKOUT_SECONDS = 10.0
_NO_ANSWER = "BOT_PRECHECKOUT_TIMEOUT"


class UnpaidError(Exception):
    """Nothing was paid; the words are the bot's, or Telegram's."""


@dataclass
class Invoice:
    """What the message does not show. A forwarded copy would be the same invoice: the payer may be anybody."""

    payload: str
    stars: int
    paid: bool = False


@dataclass
class Charge:
    user_id: int
    payload: str
    stars: int
    refunded: bool = False


class Cash:
    def __init__(self, chats: Chats, sending: SendMethods) -> None:
        self._chats = chats
        self._sending = sending
        self.checkout_seconds = _CHECKOUT_SECONDS
        self._asked: dict[str, asyncio.Future[str]] = {}
        rows = chats.store.rows
        self._invoices = {int(row_id): Invoice(**row) for _, row_id, row in rows("invoice")}
        self._charges = {row_id: Charge(**row) for _, row_id, row in rows("charge")}

    # --- the bot's side ---

    async def send_invoice(self, params: Params) -> Json:
        self._sending.recipient(params)
        payload, stars = params.text("payload"), _checked(params)
        invoice = {
            "title": params.text("title"),
            "description": params.text("description"),
            "start_parameter": params.text("start_parameter"),
            "currency": _CURRENCY,
            "total_amount": stars,
        }
        markup = params.value("reply_markup") or {"inline_keyboard": [[{"text": f"Pay ⭐️{stars}", "pay": True}]]}
        if not markup.get("inline_keyboard", [[{}]])[0][0].get("pay"):
            raise RefusedError("Bad Request: REPLY_MARKUP_BUY_EMPTY")
        shown = Params({**params.values, "reply_markup": markup}, params.uploads)
        sent = self._sending.put(shown, {"invoice": invoice})
        self._keep(sent["message_id"], Invoice(payload, stars))
        return sent

    async def answer_pre_checkout_query(self, params: Params) -> bool:
        ok, words = params.flag("ok"), params.text("error_message")
        if not ok and not words:
            raise RefusedError("Bad Request: parameter error_message is required")
        asked = self._asked.get(params.text("pre_checkout_query_id"))
        if asked is None or asked.done():
            raise RefusedError(QUERY_TOO_OLD)
        asked.set_result("" if ok else words)
        return True

    async def refund_star_payment(self, params: Params) -> bool:
        charge_id, user_id = params.text("telegram_payment_charge_id"), params.number("user_id")
        if not user_id:
            raise RefusedError("Bad Request: invalid user_id specified")
        if not charge_id:
            raise RefusedError("Bad Request: CHARGE_ID_EMPTY")
        charge = self._charges.get(charge_id)
        if charge is not None and charge.user_id != user_id:
            raise RefusedError("Bad Request: CHARGE_ID_INVALID")
        self.refund(charge_id)
        return True

    # --- the people's side ---

    async def pay(self, chat: Chat, by: Person, message_id: int) -> str:
        """The charge's id, once the bot has agreed. Raises UnpaidError."""
        invoice = self._invoices.get(message_id)
        if invoice is None:
            raise UnpaidError("This is no invoice.")
        if invoice.paid:
            raise UnpaidError("This invoice is paid already.")
        query_id = str(secrets.randbelow(9 * 10**17) + 10**17)
        asked = self._asked[query_id] = asyncio.get_running_loop().create_future()
        query = {
            "id": query_id,
            "from": by.as_user(),
            "currency": _CURRENCY,
            "total_amount": invoice.stars,
            "invoice_payload": invoice.payload,
        }
        self._chats.updates.put("pre_checkout_query", query)
        try:
            async with asyncio.timeout(self.checkout_seconds):
                words = await asked
        except TimeoutError:
            raise UnpaidError(f"The bot did not answer in time ({_NO_ANSWER}). Nothing was paid.") from None
        finally:
            del self._asked[query_id]
        if words:
            raise UnpaidError(words)
        self._keep(message_id, Invoice(invoice.payload, invoice.stars, paid=True))
        if entry := chat.entries.get(message_id):  # it shows a receipt instead of the button
            self._chats.edit(chat, entry, {"paid": True}, {"reply_markup"})
        return self.charge(chat, by, invoice.payload, invoice.stars)

    def charge(self, chat: Chat, by: Person, payload: str, stars: int) -> str:
        """Money moves, whatever the bot thinks of it; the bot is told as Telegram tells it."""
        charge_id = f"pretend-{secrets.token_urlsafe(48)}"
        charge = self._charges[charge_id] = Charge(by.id, payload, stars)
        self._chats.store.put("charge", charge_id, asdict(charge))
        self._happened(chat, by, "successful_payment", charge_id, charge)
        return charge_id

    def refund(self, charge_id: str) -> None:
        """Stars go back, whoever asked for it. Raises RefusedError."""
        charge = self._charges.get(charge_id)
        if charge is None:
            raise RefusedError("Bad Request: CHARGE_ID_INVALID")
        if charge.refunded:
            raise RefusedError("Bad Request: CHARGE_ALREADY_REFUNDED")
        charge.refunded = True
        self._chats.store.put("charge", charge_id, asdict(charge))
        chat = self._chats.chat(charge.user_id)
        self._happened(chat, self._chats.person(charge.user_id), "refunded_payment", charge_id, charge)

    def _happened(self, chat: Chat, by: Person, what: str, charge_id: str, charge: Charge) -> None:
        content = {
            "currency": _CURRENCY,
            "total_amount": charge.stars,
            "invoice_payload": charge.payload,
            "telegram_payment_charge_id": charge_id,
            "provider_payment_charge_id": f"{charge.user_id}_{int(time.time())}",
        }
        entry = self._chats.add(chat, {what: content}, outgoing=True, by=by)
        self._chats.updates.put("message", self._chats.telegram(entry))

    def _keep(self, message_id: int, invoice: Invoice) -> None:
        self._invoices[message_id] = invoice
        self._chats.store.put("invoice", message_id, asdict(invoice))


def _checked(params: Params) -> int:
    """The price. Only Stars are sold here, and Telegram's rules for them are the ones that count."""
    if params.text("currency") != _CURRENCY:
        raise RefusedError("Bad Request: the playground takes Telegram Stars (XTR) only")
    if params.text("provider_token"):
        raise RefusedError("Bad Request: PAYMENT_PROVIDER_INVALID")
    if not 1 <= len(params.text("title")) <= _TITLE_LENGTH:
        raise RefusedError("Bad Request: invoice title must have 1 to 32 characters")
    if not 1 <= len(params.text("description")) <= _DESCRIPTION_LENGTH:
        raise RefusedError("Bad Request: invoice description must have 1 to 255 characters")
    if not 1 <= len(params.text("payload").encode()) <= _PAYLOAD_BYTES:
        raise RefusedError("Bad Request: INVOICE_PAYLOAD_INVALID")
    prices = params.items("prices")
    if len(prices) != 1 or params.value("max_tip_amount") or params.value("suggested_tip_amounts"):
        raise RefusedError("Bad Request: STARS_INVOICE_INVALID")
    price = prices[0] if isinstance(prices[0], dict) else {}
    amount = price.get("amount")
    if not price.get("label") or type(amount) is not int or not 1 <= amount <= 25_000:
        raise RefusedError("Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID")
    return amount
