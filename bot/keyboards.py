"""The inline keyboards, as pure functions of what they show."""

import zlib
from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import texts
from bot.callbacks import pack
from bot.hearing import in_group
from bot.texts.catalogue import LANGUAGES
from core.likeness import Doubt
from core.models import (
    MOST_PICTURES,
    RATIOS,
    SIZES,
    STRENGTHS,
    Access,
    Broadcast,
    Gate,
    Generation,
    Invitation,
    Model,
    Pack,
    Payment,
    Person,
    Picture,
    Sets,
    Size,
    terms,
)

Rows = list[list[InlineKeyboardButton]]
CAP_PICTURES = (5, 10, 20, 40, 60, 100, 200, 500)
CAP_DOLLARS = (1, 2, 5, 10, 20, 50, 100, 200)
INVITE_USES = (1, 5, 20)
INVITE_DAYS = (1, 7, 30)
CLIENT = "client"  # stands for its language
FROM_GROUP, FROM_INLINE = "group", "inline"  # what /start brings with it from there
MOST_SETS = 999_999  # that a button can count


def consent(*, offline: bool) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.privacy.agree(), "agree", terms(offline=offline), style="success")]])


def privacy(*, agreed: bool) -> InlineKeyboardMarkup:
    revoke = [[_button(texts.privacy.revoke(), "revoke", "consent")]] if agreed else []
    return _markup(
        [*revoke, [_button(texts.privacy.export(), "export", "all"), _button(texts.privacy.erase(), "wipe", "ask")]]
    )


def what_to_erase(all_models: Sequence[Model]) -> InlineKeyboardMarkup:
    """Each leads to the question, none erases."""
    rows = [[_button(texts.privacy.erase_model(one), "wipe", one.id)] for one in all_models]
    return _markup(
        [
            *rows,
            [_button(texts.privacy.erase_everything(), "wipe", "all")],
            [_button(texts.privacy.keep(), "keep", "all")],
        ]
    )


def sure(model_id: str | None) -> InlineKeyboardMarkup:
    erase = _button(texts.privacy.yes_erase(), "erase", model_id or "all", style="danger")
    return _markup([[erase], [_button(texts.privacy.keep(), "keep", "all")]])


def photo(message_id: int) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.photos.take_back(), "drop", message_id)]])


def doubt(model: Model, doubt: Doubt) -> InlineKeyboardMarkup:
    """Replace the photo in question, or any; and, where there is a face at all, "the same person"."""
    replaceable = [
        _button(texts.photos.replace(place), "drop", photo.message_id)
        for place, photo in enumerate(model.reference_images, 1)
        if doubt.stranger in {None, place}
    ]
    rows = [replaceable]
    if doubt.why != "no_face":
        rows.append([_button(texts.photos.it_is_the_same(), "same", model.id)])
    return _markup(rows)


def settings(model: Model, *, defaults: bool, engines: bool) -> InlineKeyboardMarkup:
    """`defaults`: new models begin like this one. `engines`: the user may choose one."""
    engine = [[_button(texts.settings.engine_button(), "engines", model.id)]] if engines else []
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
                _choice(texts.settings.gate(gate), gate is model.gate, "gate", model.id, n)
                for n, gate in enumerate(Gate)
            ],
            [
                _button(texts.settings.ratio_button(model.aspect_ratio), "mratios", model.id),
                _button(texts.settings.avoid_button(), "avoid", model.id),
            ],
            *engine,
            [_choice(texts.settings.defaults_button(), defaults, "default", model.id, int(not defaults))],
        ]
    )


def engines(model: Model, offers: Sequence[tuple[str, float]]) -> InlineKeyboardMarkup:
    """One a row, with what a picture costs; the first: whichever the chain begins with."""
    alive = {engine for engine, _ in offers}
    rows = [[_choice(texts.settings.any_engine(), model.engine not in alive, "engine", model.id, 0)]]
    for engine, dollars in offers:
        label = texts.settings.engine_offer(engine, dollars)
        rows.append([_choice(label, engine == model.engine, "engine", model.id, number_of(engine))])
    return _markup([*rows, [_button(texts.scenes.back(), "settings", model.id)]])


def number_of(engine: str) -> int:
    """A button names its engine by this, so that one from before the chain was changed chooses no other."""
    return 1 + zlib.crc32(engine.encode()) % 999


def languages(chosen: str | None) -> InlineKeyboardMarkup:
    """Each by its own name, so that whoever got lost finds back."""
    choices = [_choice(name, language == chosen, "speak", language) for language, name in LANGUAGES.items()]
    rows = [choices[at : at + 2] for at in range(0, len(choices), 2)]
    return _markup([*rows, [_choice(texts.settings.language_of_client(), chosen is None, "speak", CLIENT)]])


def model_ratios(model: Model) -> InlineKeyboardMarkup:
    choices = [_choice(ratio, ratio == model.aspect_ratio, "mratio", model.id, n) for n, ratio in enumerate(RATIOS)]
    return _markup([choices[:5], choices[5:], [_button(texts.scenes.back(), "settings", model.id)]])


def selection(
    generation: Generation,
    numbers: Sequence[int],
    missing: Sequence[int],
    sets: Sets = Sets(),  # noqa: B008  # frozen
    *,
    unsure: bool = False,
) -> InlineKeyboardMarkup:
    """Numbers to mark, Confirm, and ways to other candidates: of other sets, and new ones."""
    marked = generation.marked
    made = min(sets.made, MOST_SETS)
    rows = [
        [
            _button(
                f"✓ {n}" if n == marked else str(n), "pick", generation.id, n, style="primary" if n == marked else None
            )
            for n in numbers
        ],
        [_button(texts.portraits.confirm(), "lock", generation.id, style="success" if marked else None)],
        [
            _button(texts.portraits.new_three(), "new", generation.id, made),
            _button(texts.portraits.more_like(marked), "more", generation.id, made),
        ],
    ]
    if missing:
        rows.insert(2, [_button(texts.portraits.draw_missing(missing), "fill", generation.id, made)])
    if len(sets.ids) > 1 and generation.id in sets.ids:
        place = sets.ids.index(generation.id)
        older = [_button(texts.models.older_set(), "set", sets.ids[place - 1])] if place else []
        newer = [_button(texts.models.newer_set(), "set", one) for one in sets.ids[place + 1 : place + 2]]
        rows.append([*older, *newer])
    if unsure:
        rows.append([_button(texts.scenes.send_again(), "resend", generation.id)])
    return _markup(rows)


def scene(generation: Generation, pictures: Sequence[Picture]) -> InlineKeyboardMarkup:
    """Under one picture everything; under an album a number for each."""
    if len(pictures) == 1:
        return picture(generation, pictures[0])
    numbers = [_button(str(one.n), "open", generation.id, one.n) for one in pictures]
    return _markup([numbers, [_button(texts.scenes.again(), "again", generation.id)]])


def picture(generation: Generation, one: Picture, *, several: bool = False) -> InlineKeyboardMarkup:
    def of(label: str, verb: str) -> InlineKeyboardButton:
        return _button(label, verb, generation.id, one.n)

    star = of(texts.scenes.starred() if one.starred else texts.scenes.star(), "star")
    # What the engine was told describes the person: nothing for a group.
    info = [] if in_group(generation.chat_id) else [of(texts.scenes.info_button(), "info")]
    rows = [
        [
            _button(texts.scenes.again(), "again", generation.id),
            of(texts.scenes.variation(), "vary"),
            of(texts.scenes.edit(), "edit"),
        ],
        [of(texts.scenes.ratio(), "ratios"), of(texts.scenes.larger(), "sizes"), of(texts.scenes.file(), "file")],
        [star, *info],
    ]
    if several:
        rows.append([_button(texts.scenes.back(), "back", generation.id)])
    return _markup(rows)


def info(generation: Generation, one: Picture) -> InlineKeyboardMarkup | None:
    """For a prompt that is too long for a message."""
    if one.making is None or not texts.scenes.is_cut(one.making):
        return None
    return _markup([[_button(texts.scenes.whole_prompt(), "prompt", generation.id, one.n)]])


def ratios(generation: Generation, one: Picture) -> InlineKeyboardMarkup:
    choices = [_button(ratio, "shape", generation.id, one.n * 10 + n) for n, ratio in enumerate(RATIOS)]
    return _markup([choices[:5], choices[5:], [_back(generation, one)]])


def sizes(generation: Generation, one: Picture, prices: Mapping[Size, float]) -> InlineKeyboardMarkup:
    """More pixels, each with what it costs whoever runs the bot."""
    choices = [
        _button(texts.scenes.size_button(size, prices[size]), "large", generation.id, one.n * 10 + n)
        for n, size in enumerate(SIZES)
        if size != "1K"
    ]
    return _markup([choices, [_back(generation, one)]])


def ideas(model: Model, latest: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup:
    """The model's own by number, what was drawn last, and those for everybody."""
    made = model.analysis.ideas if model.analysis else []
    numbers = [_button(str(n), "own", model.id, n) for n in range(1, len(made) + 1)]
    again = [[_button(texts.gallery.once_more(words), "redo", generation_id)] for generation_id, words in latest]
    buttons = [
        _button(texts.gallery.idea_button(word), "idea", model.id, n) for n, word in enumerate(texts.gallery.IDEAS)
    ]
    return _markup(
        [*([numbers] if numbers else []), *again, *(buttons[at : at + 2] for at in range(0, len(buttons), 2))]
    )


def _back(generation: Generation, one: Picture) -> InlineKeyboardButton:
    """To the buttons of the picture, or of the album that it stands in."""
    return _button(texts.scenes.back(), "open" if len(generation.wanted) > 1 else "back", generation.id, one.n)


def _choice(label: str, chosen: bool, verb: str, id: object, n: int | None = None) -> InlineKeyboardButton:
    return _button(f"✓ {label}" if chosen else label, verb, id, n)


def waiting(generation: Generation) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.scenes.give_up(), "stop", generation.id)]])


def unsure(generation: Generation) -> InlineKeyboardMarkup:
    return _markup([[_button(texts.scenes.send_again(), "resend", generation.id)]])


def retry(generation: Generation, offered: Sequence[Pack] = ()) -> InlineKeyboardMarkup:
    """Packs come first: they are what makes the next try another one."""
    return _markup([*_packs(offered), [_button(texts.scenes.try_again(), "retry", generation.id, style="primary")]])


def private_chat(username: str) -> InlineKeyboardMarkup:
    """From a group to the private chat."""
    label, link = texts.groups.open_private(), f"https://t.me/{username}?start={FROM_GROUP}"
    return _markup([[InlineKeyboardButton(label, url=link)]])


# --- packs of pictures ------------------------------------------------------------------------------------------------


def packs(sold: Sequence[Pack]) -> InlineKeyboardMarkup:
    return _markup(_packs(sold))


def own_payments(payments: Sequence[Payment]) -> InlineKeyboardMarkup | None:
    rows = [[_button(texts.shop.refund_button(one), "giveback", one.id)] for one in payments if one.refundable]
    return _markup(rows) if rows else None


def all_payments(payments: Sequence[Payment]) -> InlineKeyboardMarkup:
    buttons = [
        _button(texts.shop.owner_refund_button(one), "refund", one.id)
        for one in payments
        if one.state == "paid" and one.user_id
    ]
    return _markup([*(buttons[at : at + 2] for at in range(0, len(buttons), 2)), [_page(texts.panel.back(), "home")]])


def sure_to_refund(one: Payment) -> InlineKeyboardMarkup:
    yes = _button(texts.shop.yes_refund(one), "refundnow", one.id, style="danger")
    return _markup([[yes], [_page(texts.scenes.back(), "stars")]])


def _packs(sold: Sequence[Pack]) -> Rows:
    return [[_button(texts.shop.pack_button(one), "pack", f"{one.pictures}-{one.stars}")] for one in sold]


def _button(label: str, verb: str, id: object, n: int | None = None, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=pack(verb, id, n), style=style)


def _markup(rows: Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)


# --- the owner's panel ------------------------------------------------------------------------------------------------


def panel(*, paused: bool, sells: bool = False) -> InlineKeyboardMarkup:
    switch = ("go", texts.panel.pay_again(), "success") if paused else ("stop", texts.panel.stop_paying(), "danger")
    return _markup(
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
            [_button(switch[1], "paid", switch[0], style=switch[2])],
        ]
    )


def to_panel() -> InlineKeyboardMarkup:
    return _markup([[_page(texts.panel.back(), "home")]])


def caps(pictures: int, budget: float, *, decided: bool) -> InlineKeyboardMarkup:
    """Values to choose from: a tap names what it sets, so a second one changes nothing."""
    numbers = [_choice(str(n), n == pictures, "cap", "pictures", n) for n in CAP_PICTURES]
    amounts = [_choice(texts.panel.dollars(n), n == budget, "cap", "budget", n) for n in CAP_DOLLARS]
    rows = [numbers[:4], numbers[4:], amounts[:4], amounts[4:]]
    if decided:
        rows.append([_button(texts.panel.as_in_settings(), "cap", "settings")])
    return _markup([*rows, [_page(texts.panel.back(), "home")]])


def people(shown: Sequence[Person], page: int, pages: int) -> InlineKeyboardMarkup:
    buttons = [_button(texts.panel.person_button(one), "person", one.id) for one in shown]
    turns = [_page("◀", "users", page - 1)] if page else []
    turns += [_page("▶", "users", page + 1)] if page + 1 < pages else []
    last = [_page(texts.panel.add_person(), "whom"), _page(texts.panel.back(), "home")]
    return _markup([*(buttons[at : at + 2] for at in range(0, len(buttons), 2)), turns, last])


def door(user_id: int, access: Access = "", *, panel: bool = False) -> InlineKeyboardMarkup:
    """To let somebody in, or not; what is so already has no button."""
    rows = [
        [
            *([] if access == "allowed" else [_button(texts.panel.allow(), "allow", user_id, style="success")]),
            *([] if access == "denied" else [_button(texts.panel.deny(), "deny", user_id, style="danger")]),
        ]
    ]
    return _markup([*rows, [_page(texts.panel.people_button(), "users")]] if panel else rows)


def invites(open_ones: Sequence[Invitation]) -> InlineKeyboardMarkup:
    revoke = [_button(texts.panel.revoke_button(one), "unlink", one.id) for one in open_ones]
    offers = [
        [_button(texts.panel.invite_button(uses, days), "mint", uses, days) for days in INVITE_DAYS]
        for uses in INVITE_USES
    ]
    rows = [revoke[at : at + 4] for at in range(0, len(revoke), 4)]
    return _markup([*rows, *offers, [_page(texts.panel.back(), "home")]])


def broadcast(one: Broadcast) -> InlineKeyboardMarkup | None:
    match one.state:
        case "draft":
            go = _button(texts.panel.send_to(one.copies.get("waiting", 0)), "announce", one.id, style="success")
            return _markup([[go, _button(texts.panel.drop_broadcast(), "silence", one.id)]])
        case "sending":
            return _markup([[_button(texts.panel.stop_broadcast(), "silence", one.id)]])
    return None


def _page(label: str, page: str, number: int | None = None) -> InlineKeyboardButton:
    return _button(label, "admin", page, number)
