"""The inline keyboards, as pure functions of what they show."""

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import texts
from bot.callbacks import pack
from core.likeness import Doubt
from core.models import (
    MOST_PICTURES,
    RATIOS,
    SIZES,
    STRENGTHS,
    Access,
    Broadcast,
    Generation,
    Invitation,
    Model,
    Page,
    Person,
    Picture,
    Size,
    Stage,
    terms,
)

Rows = list[list[InlineKeyboardButton]]
CAP_PICTURES = (5, 10, 20, 40, 60, 100, 200, 500)
CAP_DOLLARS = (1, 2, 5, 10, 20, 50, 100, 200)
INVITE_USES = (1, 5, 20)
INVITE_DAYS = (1, 7, 30)


def consent(*, offline: bool) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.AGREE, "agree", terms(offline=offline), style="success")]])


def privacy(*, agreed: bool) -> InlineKeyboardMarkup:
    revoke = [[_button(texts.REVOKE, "revoke", "consent")]] if agreed else []
    return _markup([*revoke, [_button(texts.EXPORT, "export", "all"), _button(texts.ERASE, "wipe", "ask")]])


def what_to_erase(all_models: Sequence[Model]) -> InlineKeyboardMarkup:
    """Each leads to the question, none erases."""
    rows = [[_button(texts.erase_model(one), "wipe", one.id)] for one in all_models]
    return _markup([*rows, [_button(texts.ERASE_EVERYTHING, "wipe", "all")], [_button(texts.KEEP, "keep", "all")]])


def sure(model_id: str | None) -> InlineKeyboardMarkup:
    erase = _button(texts.YES_ERASE, "erase", model_id or "all", style="danger")
    return _markup([[erase], [_button(texts.KEEP, "keep", "all")]])


def photo(message_id: int) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.TAKE_BACK, "drop", message_id)]])


def doubt(model: Model, doubt: Doubt) -> InlineKeyboardMarkup:
    """Replace the photo in question, or any; and, where there is a face at all, "the same person"."""
    replaceable = [
        _button(texts.replace_photo(place), "drop", photo.message_id)
        for place, photo in enumerate(model.reference_images, 1)
        if doubt.stranger in {None, place}
    ]
    rows = [replaceable]
    if doubt.why != "no_face":
        rows.append([_button(texts.IT_IS_THE_SAME, "same", model.id)])
    return _markup(rows)


def settings(model: Model) -> InlineKeyboardMarkup:
    return _markup(
        [
            [
                _choice(str(number), model.pictures_per_scene == number, "number", model.id, number)
                for number in range(1, MOST_PICTURES + 1)
            ],
            [
                _choice(f"{step:.0%}", round(model.strength, 1) == step, "bind", model.id, n)
                for n, step in enumerate(STRENGTHS)
            ],
            [
                _choice(label, gate is model.gate, "gate", model.id, n)
                for n, (gate, label) in enumerate(texts.GATES.items())
            ],
            [_button(texts.ratio(model.aspect_ratio), "mratios", model.id), _button(texts.AVOID, "avoid", model.id)],
        ]
    )


def model_ratios(model: Model) -> InlineKeyboardMarkup:
    choices = [_choice(ratio, ratio == model.aspect_ratio, "mratio", model.id, n) for n, ratio in enumerate(RATIOS)]
    return _markup([choices[:5], choices[5:], [_button(texts.BACK, "settings", model.id)]])


def selection(
    generation: Generation, numbers: Sequence[int], missing: Sequence[int], *, unsure: bool = False
) -> InlineKeyboardMarkup:
    """Numbers to mark, Confirm, and ways to other candidates."""
    marked = generation.marked
    rows = [
        [
            _button(
                f"✓ {n}" if n == marked else str(n), "pick", generation.id, n, style="primary" if n == marked else None
            )
            for n in numbers
        ],
        [_button(texts.CONFIRM, "lock", generation.id, style="success" if marked else None)],
        [
            _button(texts.NEW_THREE, "new", generation.id),
            _button(texts.more_like(marked), "more", generation.id),
        ],
    ]
    if missing:
        rows.insert(2, [_button(texts.draw_missing(missing), "fill", generation.id)])
    if unsure:
        rows.append([_button(texts.SEND_AGAIN, "resend", generation.id)])
    return _markup(rows)


def scene(generation: Generation, pictures: Sequence[Picture]) -> InlineKeyboardMarkup:
    """Under one picture everything; under an album a number for each."""
    if len(pictures) == 1:
        return picture(generation, pictures[0])
    numbers = [_button(str(one.n), "open", generation.id, one.n) for one in pictures]
    return _markup([numbers, [_button(texts.AGAIN, "again", generation.id)]])


def picture(generation: Generation, one: Picture, *, several: bool = False) -> InlineKeyboardMarkup:
    def of(label: str, verb: str) -> InlineKeyboardButton:
        return _button(label, verb, generation.id, one.n)

    rows = [
        [_button(texts.AGAIN, "again", generation.id), of(texts.VARIATION, "vary"), of(texts.EDIT, "edit")],
        [of(texts.RATIO, "ratios"), of(texts.LARGER, "sizes"), of(texts.FILE, "file")],
        [of(texts.STARRED if one.starred else texts.STAR, "star"), of(texts.INFO, "info")],
    ]
    if several:
        rows.append([_button(texts.BACK, "back", generation.id)])
    return _markup(rows)


def ratios(generation: Generation, one: Picture) -> InlineKeyboardMarkup:
    choices = [_button(ratio, "shape", generation.id, one.n * 10 + n) for n, ratio in enumerate(RATIOS)]
    return _markup([choices[:5], choices[5:], [_back(generation, one)]])


def sizes(generation: Generation, one: Picture, prices: Mapping[Size, float]) -> InlineKeyboardMarkup:
    """More pixels, each with what it costs whoever runs the bot."""
    choices = [
        _button(texts.size_button(size, prices[size]), "large", generation.id, one.n * 10 + n)
        for n, size in enumerate(SIZES)
        if size != "1K"
    ]
    return _markup([choices, [_back(generation, one)]])


def card(model: Model) -> InlineKeyboardMarkup:
    """Under the picture of a model that was made active."""
    return _markup(
        [
            [_button(texts.RENAME, "rename", model.id), _button(texts.SETTINGS, "settings", model.id)],
            [_button(texts.CHOOSE_AGAIN, "choose", model.id), _button(texts.UNDO_LOCK, "undo", model.id)],
        ]
    )


def gallery(model: Model, page: Page) -> InlineKeyboardMarkup:
    verb, other = ("stars", "gallery") if page.starred else ("gallery", "stars")
    turns = []
    if page.number:
        turns.append(_button("◀", verb, model.id, page.number - 1))
    if page.last < page.total:
        turns.append(_button("▶", verb, model.id, page.number + 1))
    label = texts.ALL_PICTURES if page.starred else texts.STARS_ONLY
    return _markup([*([turns] if turns else []), [_button(label, other, model.id, 0)]])


def ideas(model: Model) -> InlineKeyboardMarkup:
    buttons = [_button(label, "idea", model.id, n) for n, (label, _) in enumerate(texts.IDEAS)]
    return _markup([buttons[at : at + 2] for at in range(0, len(buttons), 2)])


def _back(generation: Generation, one: Picture) -> InlineKeyboardButton:
    """To the buttons of the picture, or of the album that it stands in."""
    return _button(texts.BACK, "open" if len(generation.wanted) > 1 else "back", generation.id, one.n)


def _choice(label: str, chosen: bool, verb: str, id: object, n: int) -> InlineKeyboardButton:
    return _button(f"✓ {label}" if chosen else label, verb, id, n)


def waiting(generation: Generation) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.GIVE_UP, "stop", generation.id)]])


def unsure(generation: Generation) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.SEND_AGAIN, "resend", generation.id)]])


def retry(generation: Generation) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.TRY_AGAIN, "retry", generation.id, style="primary")]])


def models(all_models: Sequence[Model], active: Model | None) -> InlineKeyboardMarkup:
    rows: Rows = []
    for model in all_models:
        chosen = active is not None and model.id == active.id
        rows.append([_button(texts.model_button(model, active=chosen), "use", model.id)])
        if chosen and model.stage in {Stage.LOCKED, Stage.CHOOSING}:
            label = texts.CHOOSE_AGAIN if model.locked_reference_image else texts.SHOW_CANDIDATES
            rows.append([_button(label, "choose", model.id)])
    rows.append([_button(texts.NEW_MODEL, "begin", "model")])
    return _markup(rows)


def _button(label: str, verb: str, id: object, n: int | None = None, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=pack(verb, id, n), style=style)


def _markup(rows: Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)


# --- the owner's panel ------------------------------------------------------------------------------------------------


def panel(*, paused: bool) -> InlineKeyboardMarkup:
    switch = ("go", texts.PAY_AGAIN, "success") if paused else ("stop", texts.STOP_PAYING, "danger")
    return _markup(
        [
            [_page(texts.PEOPLE, "users"), _page(texts.INVITES, "invites"), _page(texts.CAPS, "caps")],
            [_page(texts.MONEY, "money"), _page(texts.ENGINES, "engines")],
            [_page(texts.STORAGE, "storage"), _page(texts.ANNOUNCE, "announce"), _page(texts.REFRESH, "home")],
            [_button(switch[1], "paid", switch[0], style=switch[2])],
        ]
    )


def to_panel() -> InlineKeyboardMarkup:
    return _markup([[_page(texts.PANEL, "home")]])


def caps(pictures: int, budget: float, *, decided: bool) -> InlineKeyboardMarkup:
    """Values to choose from: a tap names what it sets, so a second one changes nothing."""
    numbers = [_choice(str(n), n == pictures, "cap", "pictures", n) for n in CAP_PICTURES]
    amounts = [_choice(texts.dollars(n), n == budget, "cap", "budget", n) for n in CAP_DOLLARS]
    rows = [numbers[:4], numbers[4:], amounts[:4], amounts[4:]]
    if decided:
        rows.append([_button(texts.AS_IN_SETTINGS, "cap", "settings")])
    return _markup([*rows, [_page(texts.PANEL, "home")]])


def people(shown: Sequence[Person], page: int, pages: int) -> InlineKeyboardMarkup:
    buttons = [_button(texts.person_button(one), "person", one.id) for one in shown]
    turns = [_page("◀", "users", page - 1)] if page else []
    turns += [_page("▶", "users", page + 1)] if page + 1 < pages else []
    last = [_page(texts.ADD_PERSON, "whom"), _page(texts.PANEL, "home")]
    return _markup([*(buttons[at : at + 2] for at in range(0, len(buttons), 2)), turns, last])


def door(user_id: int, access: Access = "", *, panel: bool = False) -> InlineKeyboardMarkup:
    """To let somebody in, or not; what is so already has no button."""
    rows = [
        [
            *([] if access == "allowed" else [_button(texts.ALLOW, "allow", user_id, style="success")]),
            *([] if access == "denied" else [_button(texts.DENY, "deny", user_id, style="danger")]),
        ]
    ]
    return _markup([*rows, [_page(texts.PEOPLE, "users")]] if panel else rows)


def invites(open_ones: Sequence[Invitation]) -> InlineKeyboardMarkup:
    revoke = [_button(texts.revoke_button(one), "unlink", one.id) for one in open_ones]
    offers = [
        [_button(texts.invite_button(uses, days), "mint", uses, days) for days in INVITE_DAYS] for uses in INVITE_USES
    ]
    rows = [revoke[at : at + 4] for at in range(0, len(revoke), 4)]
    return _markup([*rows, *offers, [_page(texts.PANEL, "home")]])


def broadcast(one: Broadcast) -> InlineKeyboardMarkup | None:
    match one.state:
        case "draft":
            go = _button(texts.send_to(one.copies.get("waiting", 0)), "announce", one.id, style="success")
            return _markup([[go, _button(texts.DROP_BROADCAST, "silence", one.id)]])
        case "sending":
            return _markup([[_button(texts.STOP_BROADCAST, "silence", one.id)]])
    return None


def _page(label: str, page: str, number: int | None = None) -> InlineKeyboardButton:
    return _button(label, "admin", page, number)
