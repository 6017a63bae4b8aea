"""The inline keyboards of models: cards, their list, former locks, the gallery and its months."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import texts
from bot.buttons import button, markup
from core.models import Card, Lock, Model, Month, Page, Stage

A_PAGE = 8  # models in the list
MONTHS = 60  # buttons; a message takes 100
EPOCH = 2000  # whose first month is number 0


def card(shown: Card) -> InlineKeyboardMarkup:
    """Everything that can be done with a model, and the way to the others."""
    model, counts = shown.model, shown.counts

    def to(label: str, verb: str) -> InlineKeyboardButton:
        return button(label, verb, model.id)

    ready = bool(model.locked_reference_image) or model.stage is Stage.UNLOCKED
    rows = [
        _turns(shown),
        [] if shown.active else [button(texts.models.use(), "use", model.id, style="success")],
        [to(texts.gallery.rename(), "rename"), to(texts.gallery.settings(), "settings")],
        [
            *([to(_choose(model), "choose")] if _may_choose(shown) else []),
            *([to(texts.models.lock_history(), "locks")] if counts.locks else []),
        ],
        [
            *([button(texts.models.gallery(), "gallery", model.id, 0)] if ready or counts.pictures else []),
            to(texts.models.delete(), "wipe"),
        ],
        [
            *([button(texts.models.list_button(), "list", "models", _page_of(shown))] if shown.of > 1 else []),
            button(texts.gallery.new_model(), "begin", "model"),
        ],
    ]
    return markup([row for row in rows if row])


def _turns(shown: Card) -> list[InlineKeyboardButton]:
    return [
        *([button("◀", "card", shown.before)] if shown.before else []),
        *([button("▶", "card", shown.after)] if shown.after else []),
    ]


def _may_choose(shown: Card) -> bool:
    stages = {Stage.LOCKED, Stage.CHOOSING}
    return shown.model.stage in stages and (shown.counts.sets > 0 or shown.model.stage is Stage.CHOOSING)


def _choose(model: Model) -> str:
    return texts.portraits.choose_again() if model.locked_reference_image else texts.portraits.show()


def _page_of(shown: Card) -> int:
    return (shown.place - 1) // A_PAGE


def models(mine: Sequence[Model], active: Model | None, page: int) -> InlineKeyboardMarkup:
    """A compact page of the list; each leads to the model's card."""
    some = mine[page * A_PAGE : (page + 1) * A_PAGE]
    buttons = [
        button(texts.gallery.model_button(one, active=active is not None and one.id == active.id), "card", one.id)
        for one in some
    ]
    turns = [button("◀", "list", "models", page - 1)] if page else []
    turns += [button("▶", "list", "models", page + 1)] if (page + 1) * A_PAGE < len(mine) else []
    rows = [*(buttons[at : at + 2] for at in range(0, len(buttons), 2)), *([turns] if turns else [])]
    return markup([*rows, [button(texts.gallery.new_model(), "begin", "model")]])


def gone() -> InlineKeyboardMarkup:
    """The way on from a model that is not there any more."""
    return markup(
        [
            [
                button(texts.models.list_button(), "list", "models", 0),
                button(texts.gallery.new_model(), "begin", "model"),
            ]
        ]
    )


def name_it(model: Model) -> InlineKeyboardMarkup:
    return markup([[button(texts.models.name_it(), "rename", model.id)]])


def lock(model: Model, locks: Sequence[Lock], place: int) -> InlineKeyboardMarkup:
    """One of a model's locks; `place` counts from 0, buttons from 1, where 0 is the present one."""
    shown = locks[place]
    turns = [button("◀", "locks", model.id, place)] if place else []
    turns += [button("▶", "locks", model.id, place + 2)] if place + 1 < len(locks) else []
    rows = [turns] if turns else []
    if not shown.present:
        rows.append([button(texts.models.lock_again(), "relock", shown.id, style="success")])
    elif len(locks) > 1:
        rows.append([button(texts.models.undo_lock(), "undo", model.id)])
    return markup([*rows, [button(texts.models.to_card(), "card", model.id)]])


def gallery(model: Model, page: Page, *, private: bool = True) -> InlineKeyboardMarkup:
    """All pictures as files are for nobody else: they are offered in the private chat alone."""
    turn, other = ("keptfrom", "gallery") if page.starred else ("from", "stars")
    turns = []
    if page.first > 1:
        turns.append(button("◀", turn, model.id, max(page.first - 1 - PAGE, 0)))
    if page.last < page.total:
        turns.append(button("▶", turn, model.id, page.last))
    which = [button(texts.gallery.all_pictures() if page.starred else texts.gallery.stars_only(), other, model.id, 0)]
    rest = [button(texts.models.months(), "months", model.id, int(page.starred))]
    if private:
        rest.append(button(texts.models.download(), "download", model.id, int(page.starred)))
    return markup([row for row in (turns, which, rest if page.total else []) if row])


PAGE = 10  # pictures that an album holds


def months(model: Model, all_months: Sequence[Month], *, starred: bool) -> InlineKeyboardMarkup:
    verb = "keptmonth" if starred else "month"
    buttons = [
        button(texts.models.month_button(one), verb, model.id, (one.year - EPOCH) * 12 + one.month - 1)
        for one in all_months[:MONTHS]
    ]
    return markup([buttons[at : at + 2] for at in range(0, len(buttons), 2)])
