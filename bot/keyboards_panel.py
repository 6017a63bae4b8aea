"""The inline keyboards of the owner's panel, and of whoever asks to come in."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import texts
from bot.buttons import button, choice, markup
from core.models import Access, Broadcast, Invitation, Payment, Person

CAP_PICTURES = (5, 10, 20, 40, 60, 100, 200, 500)
CAP_DOLLARS = (1, 2, 5, 10, 20, 50, 100, 200)
INVITE_USES = (1, 5, 20)
INVITE_DAYS = (1, 7, 30)


def panel(*, paused: bool, sells: bool = False) -> InlineKeyboardMarkup:
    switch = ("go", texts.panel.pay_again(), "success") if paused else ("stop", texts.panel.stop_paying(), "danger")
    return markup(
        [
            [
                _page(texts.panel.people_button(), "users"),
                _page(texts.panel.invites_button(), "invites"),
                _page(texts.panel.caps_button(), "caps"),
            ],
            [_page(texts.panel.money_button(), "money"), _page(texts.panel.engines_button(), "engines")],
            *([[_page(texts.shop.page_button(), "stars")]] if sells else []),
            [
                _page(texts.panel.storage_button(), "storage"),
                _page(texts.panel.announce(), "announce"),
                _page(texts.panel.refresh(), "home"),
            ],
            [button(switch[1], "paid", switch[0], style=switch[2])],
        ]
    )


def to_panel() -> InlineKeyboardMarkup:
    return markup([[_page(texts.panel.back(), "home")]])


def caps(pictures: int, budget: float, *, decided: bool) -> InlineKeyboardMarkup:
    """Values to choose from: a tap names what it sets, so a second one changes nothing."""
    numbers = [choice(str(n), n == pictures, "cap", "pictures", n) for n in CAP_PICTURES]
    amounts = [choice(texts.panel.dollars(n), n == budget, "cap", "budget", n) for n in CAP_DOLLARS]
    rows = [numbers[:4], numbers[4:], amounts[:4], amounts[4:]]
    if decided:
        rows.append([button(texts.panel.as_in_settings(), "cap", "settings")])
    return markup([*rows, [_page(texts.panel.back(), "home")]])


def people(shown: Sequence[Person], page: int, pages: int) -> InlineKeyboardMarkup:
    buttons = [button(texts.panel.person_button(one), "person", one.id) for one in shown]
    turns = [_page("◀", "users", page - 1)] if page else []
    turns += [_page("▶", "users", page + 1)] if page + 1 < pages else []
    last = [_page(texts.panel.add_person(), "whom"), _page(texts.panel.back(), "home")]
    return markup([*(buttons[at : at + 2] for at in range(0, len(buttons), 2)), turns, last])


def door(user_id: int, access: Access = "", *, panel: bool = False) -> InlineKeyboardMarkup:
    """To let somebody in, or not; what is so already has no button."""
    rows = [
        [
            *([] if access == "allowed" else [button(texts.panel.allow(), "allow", user_id, style="success")]),
            *([] if access == "denied" else [button(texts.panel.deny(), "deny", user_id, style="danger")]),
        ]
    ]
    return markup([*rows, [_page(texts.panel.people_button(), "users")]] if panel else rows)


def invites(open_ones: Sequence[Invitation]) -> InlineKeyboardMarkup:
    revoke = [button(texts.panel.revoke_button(one), "unlink", one.id) for one in open_ones]
    offers = [
        [button(texts.panel.invite_button(uses, days), "mint", uses, days) for days in INVITE_DAYS]
        for uses in INVITE_USES
    ]
    rows = [revoke[at : at + 4] for at in range(0, len(revoke), 4)]
    return markup([*rows, *offers, [_page(texts.panel.back(), "home")]])


def broadcast(one: Broadcast) -> InlineKeyboardMarkup | None:
    match one.state:
        case "draft":
            go = button(texts.panel.send_to(one.copies.get("waiting", 0)), "announce", one.id, style="success")
            return markup([[go, button(texts.panel.drop_broadcast(), "silence", one.id)]])
        case "sending":
            return markup([[button(texts.panel.stop_broadcast(), "silence", one.id)]])
    return None


def _page(label: str, page: str, number: int | None = None) -> InlineKeyboardButton:
    return button(label, "admin", page, number)


def all_payments(payments: Sequence[Payment]) -> InlineKeyboardMarkup:
    buttons = [
        button(texts.shop.owner_refund_button(one), "refund", one.id)
        for one in payments
        if one.state == "paid" and one.user_id
    ]
    return markup([*(buttons[at : at + 2] for at in range(0, len(buttons), 2)), [_page(texts.panel.back(), "home")]])


def sure_to_refund(one: Payment) -> InlineKeyboardMarkup:
    yes = button(texts.shop.yes_refund(one), "refundnow", one.id, style="danger")
    return markup([[yes], [_page(texts.scenes.back(), "stars")]])
