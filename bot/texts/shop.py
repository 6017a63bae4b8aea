"""Packs of pictures for Telegram Stars: /buy, invoices, payments, /paysupport, refunds, the owner's page of them."""

from collections.abc import Sequence
from datetime import UTC
from html import escape

from bot.texts.catalogue import choice, message, sentence
from core.errors import NoRefund
from core.models import REFUND_DAYS, Belongings, Booked, Erasure, Pack, Payment, Unpayable

COMMANDS = ("buy", "paysupport")

help_ = sentence("shop-help")
owner_needs_none = sentence("shop-owner-needs-none")
privacy = sentence("shop-privacy")
page_button = sentence("shop-page-button")
how_to_refund = sentence("shop-how-to-refund")
no_such_payment = sentence("shop-no-such-payment")
whose_payment = sentence("shop-whose-payment")


def command(name: str) -> str:
    return choice("shop-command", name)


# --- buying -----------------------------------------------------------------------------------------------------------


def offer(free: int, balance: int) -> str:
    return message("shop-offer", left=left(free, balance), days=REFUND_DAYS)


def left(free: int, balance: int) -> str:
    return message("shop-left", free=free, pictures=balance)


def pack_button(pack: Pack) -> str:
    return message("shop-pack", pictures=pack.pictures, stars=pack.stars)


def invoice_title(pack: Pack) -> str:
    return message("shop-title", pictures=pack.pictures)


def invoice_description(pack: Pack) -> str:
    return message("shop-description", pictures=pack.pictures)


def unpayable(why: Unpayable) -> str:
    """Plain text: Telegram shows it instead of taking stars."""
    return choice("shop-unpayable", why)


def booked(what: Booked, stars: int, balance: int) -> str:
    if what == "credited":
        return message("shop-credited", stars=stars, pictures=balance)
    return message("shop-returned", stars=stars)


def used_up(limit: str, renewal: str) -> str:
    return message("shop-used-up", limit=limit, renewal=renewal)


# --- payments ---------------------------------------------------------------------------------------------------------


def support(payments: Sequence[Payment], owner: int | None, name: str) -> str:
    who = f'<a href="tg://user?id={owner}">{escape(name) or owner}</a>' if owner else message("shop-whoever")
    lines = [message("shop-support", who=who)]
    if payments:
        lines.append("\n".join([message("shop-your-payments"), *(_line(one) for one in payments)]))
        may = any(one.refundable for one in payments)
        lines.append(message("shop-may-go-back", may=may, days=REFUND_DAYS))
    else:
        lines.append(message("shop-no-payments"))
    return "\n\n".join(lines)


def _line(one: Payment, *, whose: bool = False) -> str:
    facts = [
        f"№{one.id}",
        f"{one.paid_at.astimezone(UTC):%Y-%m-%d}",
        message("shop-pack", pictures=one.pictures, stars=one.stars),
    ]
    if whose:
        facts.append(f"<code>{one.user_id}</code>" if one.user_id else message("shop-erased"))
    if one.state != "paid":
        facts.append(choice("shop-state", one.state))
    return f"{' · '.join(facts)}\n<code>{escape(one.charge_id)}</code>"


def refund_button(one: Payment) -> str:
    return message("shop-refund-button", number=one.id, stars=one.stars)


def refund_begun(one: Payment) -> str:
    return message("shop-refund-begun", number=one.id, done=one.state == "refunded")


def no_refund(problem: NoRefund) -> str:
    return message("shop-spent") if problem.why == "spent" else message("shop-late", days=REFUND_DAYS)


def stars_are_back(stars: int) -> str:
    return message("shop-back", stars=stars) if stars else message("shop-back-unknown")


def stars_stay(one: Payment) -> str:
    return message("shop-stay", number=one.id)


# --- the owner --------------------------------------------------------------------------------------------------------


def page(payments: Sequence[Payment], kept: int, back: int) -> str:
    lines = "\n".join(_line(one, whose=True) for one in payments) or message("shop-none")
    return "\n\n".join([message("shop-page", kept=kept, back=back), lines, message("shop-page-refund")])


def owner_refund_button(one: Payment) -> str:
    return message("shop-owner-refund-button", number=one.id)


def sure(one: Payment) -> str:
    return f"{message('shop-sure', whole=one.refundable)}\n\n{_line(one, whose=True)}"


def yes_refund(one: Payment) -> str:
    return message("shop-yes-refund", stars=one.stars)


def refund_refused(one: Payment) -> str:
    return f"{message('shop-refund-refused', number=one.id)}\n\n{_line(one, whose=True)}"


# --- whose data it is -------------------------------------------------------------------------------------------------


def credits_lost(what: Belongings) -> str:
    return message("shop-credits-lost", pictures=what.credits) if what.credits > 0 else ""


def stays(erasure: Erasure) -> str:
    payments = erasure.counts.get("payments", 0)
    return message("shop-stays", payments=payments) if payments else ""
