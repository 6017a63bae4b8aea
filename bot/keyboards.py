"""The inline keyboards, as pure functions of what they show."""

import zlib
from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import texts
from bot.buttons import Rows, button, choice, markup
from bot.hearing import in_group
from bot.texts.catalogue import LANGUAGES
from core.likeness import Doubt
from core.models import (
    MOST_PICTURES,
    RATIOS,
    SIZES,
    STRENGTHS,
    Gate,
    Generation,
    Model,
    Pack,
    Payment,
    Picture,
    Sets,
    Size,
    terms,
)

CLIENT = "client"  # stands for its language
FROM_GROUP, FROM_INLINE = "group", "inline"  # what /start brings with it from there
MOST_SETS = 999_999  # that a button can count


def consent(*, offline: bool) -> InlineKeyboardMarkup:
    return markup([[button(texts.privacy.agree(), "agree", terms(offline=offline), style="success")]])


def privacy(*, agreed: bool) -> InlineKeyboardMarkup:
    revoke = [[button(texts.privacy.revoke(), "revoke", "consent")]] if agreed else []
    return markup(
        [*revoke, [button(texts.privacy.export(), "export", "all"), button(texts.privacy.erase(), "wipe", "ask")]]
    )


def what_to_erase(all_models: Sequence[Model]) -> InlineKeyboardMarkup:
    """Each leads to the question, none erases."""
    rows = [[button(texts.privacy.erase_model(one), "wipe", one.id)] for one in all_models]
    return markup(
        [
            *rows,
            [button(texts.privacy.erase_everything(), "wipe", "all")],
            [button(texts.privacy.keep(), "keep", "all")],
        ]
    )


def sure(model_id: str | None) -> InlineKeyboardMarkup:
    erase = button(texts.privacy.yes_erase(), "erase", model_id or "all", style="danger")
    return markup([[erase], [button(texts.privacy.keep(), "keep", "all")]])


def photo(message_id: int) -> InlineKeyboardMarkup:
    return markup([[button(texts.photos.take_back(), "drop", message_id)]])


def doubt(model: Model, doubt: Doubt) -> InlineKeyboardMarkup:
    """Replace the photo in question, or any; and, where there is a face at all, "the same person"."""
    replaceable = [
        button(texts.photos.replace(place), "drop", photo.message_id)
        for place, photo in enumerate(model.reference_images, 1)
        if doubt.stranger in {None, place}
    ]
    rows = [replaceable]
    if doubt.why != "no_face":
        rows.append([button(texts.photos.it_is_the_same(), "same", model.id)])
    return markup(rows)


def settings(model: Model, *, defaults: bool, engines: bool) -> InlineKeyboardMarkup:
    """`defaults`: new models begin like this one. `engines`: the user may choose one."""
    engine = [[button(texts.settings.engine_button(), "engines", model.id)]] if engines else []
    return markup(
        [
            [
                choice(str(number), model.pictures_per_scene == number, "number", model.id, number)
                for number in range(1, MOST_PICTURES + 1)
            ],
            [
                choice(f"{step:.0%}", round(model.strength, 1) == step, "bind", model.id, n)
                for n, step in enumerate(STRENGTHS)
            ],
            [choice(texts.settings.gate(gate), gate is model.gate, "gate", model.id, n) for n, gate in enumerate(Gate)],
            [
                button(texts.settings.ratio_button(model.aspect_ratio), "mratios", model.id),
                button(texts.settings.avoid_button(), "avoid", model.id),
            ],
            *engine,
            [choice(texts.settings.defaults_button(), defaults, "default", model.id, int(not defaults))],
        ]
    )


def engines(model: Model, offers: Sequence[tuple[str, float]]) -> InlineKeyboardMarkup:
    """One a row, with what a picture costs; the first: whichever the chain begins with."""
    alive = {engine for engine, _ in offers}
    rows = [[choice(texts.settings.any_engine(), model.engine not in alive, "engine", model.id, 0)]]
    for engine, dollars in offers:
        label = texts.settings.engine_offer(engine, dollars)
        rows.append([choice(label, engine == model.engine, "engine", model.id, number_of(engine))])
    return markup([*rows, [button(texts.scenes.back(), "settings", model.id)]])


def number_of(engine: str) -> int:
    """A button names its engine by this, so that one from before the chain was changed chooses no other."""
    return 1 + zlib.crc32(engine.encode()) % 999


def languages(chosen: str | None) -> InlineKeyboardMarkup:
    """Each by its own name, so that whoever got lost finds back."""
    choices = [choice(name, language == chosen, "speak", language) for language, name in LANGUAGES.items()]
    rows = [choices[at : at + 2] for at in range(0, len(choices), 2)]
    return markup([*rows, [choice(texts.settings.language_of_client(), chosen is None, "speak", CLIENT)]])


def model_ratios(model: Model) -> InlineKeyboardMarkup:
    choices = [choice(ratio, ratio == model.aspect_ratio, "mratio", model.id, n) for n, ratio in enumerate(RATIOS)]
    return markup([choices[:5], choices[5:], [button(texts.scenes.back(), "settings", model.id)]])


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
            button(
                f"✓ {n}" if n == marked else str(n), "pick", generation.id, n, style="primary" if n == marked else None
            )
            for n in numbers
        ],
        [button(texts.portraits.confirm(), "lock", generation.id, style="success" if marked else None)],
        [
            button(texts.portraits.new_three(), "new", generation.id, made),
            button(texts.portraits.more_like(marked), "more", generation.id, made),
        ],
    ]
    if missing:
        rows.insert(2, [button(texts.portraits.draw_missing(missing), "fill", generation.id, made)])
    if len(sets.ids) > 1 and generation.id in sets.ids:
        place = sets.ids.index(generation.id)
        older = [button(texts.models.older_set(), "set", sets.ids[place - 1])] if place else []
        newer = [button(texts.models.newer_set(), "set", one) for one in sets.ids[place + 1 : place + 2]]
        rows.append([*older, *newer])
    if unsure:
        rows.append([button(texts.scenes.send_again(), "resend", generation.id)])
    return markup(rows)


def scene(generation: Generation, pictures: Sequence[Picture]) -> InlineKeyboardMarkup:
    """Under one picture everything; under an album a number for each."""
    if len(pictures) == 1:
        return picture(generation, pictures[0])
    numbers = [button(str(one.n), "open", generation.id, one.n) for one in pictures]
    return markup([numbers, [button(texts.scenes.again(), "again", generation.id)]])


def picture(generation: Generation, one: Picture, *, several: bool = False) -> InlineKeyboardMarkup:
    def of(label: str, verb: str) -> InlineKeyboardButton:
        return button(label, verb, generation.id, one.n)

    star = of(texts.scenes.starred() if one.starred else texts.scenes.star(), "star")
    # What the engine was told describes the person: nothing for a group.
    info = [] if in_group(generation.chat_id) else [of(texts.scenes.info_button(), "info")]
    rows = [
        [
            button(texts.scenes.again(), "again", generation.id),
            of(texts.scenes.variation(), "vary"),
            of(texts.scenes.edit(), "edit"),
        ],
        [of(texts.scenes.ratio(), "ratios"), of(texts.scenes.larger(), "sizes"), of(texts.scenes.file(), "file")],
        [star, *info],
    ]
    if several:
        rows.append([button(texts.scenes.back(), "back", generation.id)])
    return markup(rows)


def info(generation: Generation, one: Picture) -> InlineKeyboardMarkup | None:
    """For a prompt that is too long for a message."""
    if one.making is None or not texts.scenes.is_cut(one.making):
        return None
    return markup([[button(texts.scenes.whole_prompt(), "prompt", generation.id, one.n)]])


def ratios(generation: Generation, one: Picture) -> InlineKeyboardMarkup:
    choices = [button(ratio, "shape", generation.id, one.n * 10 + n) for n, ratio in enumerate(RATIOS)]
    return markup([choices[:5], choices[5:], [_back(generation, one)]])


def sizes(generation: Generation, one: Picture, prices: Mapping[Size, float]) -> InlineKeyboardMarkup:
    """More pixels, each with what it costs whoever runs the bot."""
    choices = [
        button(texts.scenes.size_button(size, prices[size]), "large", generation.id, one.n * 10 + n)
        for n, size in enumerate(SIZES)
        if size != "1K"
    ]
    return markup([choices, [_back(generation, one)]])


def ideas(model: Model, latest: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup:
    """The model's own by number, what was drawn last, and those for everybody."""
    made = model.analysis.ideas if model.analysis else []
    numbers = [button(str(n), "own", model.id, n) for n in range(1, len(made) + 1)]
    again = [[button(texts.gallery.once_more(words), "redo", generation_id)] for generation_id, words in latest]
    buttons = [
        button(texts.gallery.idea_button(word), "idea", model.id, n) for n, word in enumerate(texts.gallery.IDEAS)
    ]
    return markup(
        [*([numbers] if numbers else []), *again, *(buttons[at : at + 2] for at in range(0, len(buttons), 2))]
    )


def _back(generation: Generation, one: Picture) -> InlineKeyboardButton:
    """To the buttons of the picture, or of the album that it stands in."""
    return button(texts.scenes.back(), "open" if len(generation.wanted) > 1 else "back", generation.id, one.n)


def waiting(generation: Generation) -> InlineKeyboardMarkup:
    return markup([[button(texts.scenes.give_up(), "stop", generation.id)]])


def unsure(generation: Generation) -> InlineKeyboardMarkup:
    return markup([[button(texts.scenes.send_again(), "resend", generation.id)]])


def retry(generation: Generation, offered: Sequence[Pack] = ()) -> InlineKeyboardMarkup:
    """Packs come first: they are what makes the next try another one."""
    return markup([*_packs(offered), [button(texts.scenes.try_again(), "retry", generation.id, style="primary")]])


def private_chat(username: str) -> InlineKeyboardMarkup:
    """From a group to the private chat."""
    label, link = texts.groups.open_private(), f"https://t.me/{username}?start={FROM_GROUP}"
    return markup([[InlineKeyboardButton(label, url=link)]])


# --- packs of pictures ------------------------------------------------------------------------------------------------


def packs(sold: Sequence[Pack]) -> InlineKeyboardMarkup:
    return markup(_packs(sold))


def own_payments(payments: Sequence[Payment]) -> InlineKeyboardMarkup | None:
    rows = [[button(texts.shop.refund_button(one), "giveback", one.id)] for one in payments if one.refundable]
    return markup(rows) if rows else None


def _packs(sold: Sequence[Pack]) -> Rows:
    return [[button(texts.shop.pack_button(one), "pack", f"{one.pictures}-{one.stars}")] for one in sold]
