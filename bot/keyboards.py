"""The inline keyboards, as pure functions of what they show."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import texts
from bot.callbacks import pack
from core.likeness import Doubt
from core.models import CONSENT_VERSION, Generation, Model, Picture, Stage

Rows = list[list[InlineKeyboardButton]]


def consent() -> InlineKeyboardMarkup:
    return _markup([[_button(texts.AGREE, "agree", CONSENT_VERSION, style="success")]])


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
    gates = [
        _button(f"✓ {label}" if gate is model.gate else label, "gate", model.id, n)
        for n, (gate, label) in enumerate(texts.GATES.items())
    ]
    return _markup([gates])


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
    files = [
        _button(texts.FILE if len(pictures) == 1 else texts.file_number(one.n), "file", generation.id, one.n)
        for one in pictures
    ]
    return _markup([[_button(texts.AGAIN, "again", generation.id), *files]])


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
