"""Scenes: captions, the buttons under a picture, what waits, what is known of a picture."""

from collections.abc import Sequence
from html import escape

from bot.texts import shop, together
from bot.texts.catalogue import choice, message, sentence
from core import likeness
from core.likeness import Verdict
from core.models import SCENES_AT_ONCE, Generation, Likeness, Making, Model, Picture, Size, Way

MOST_PROMPT = 3000  # UTF-16 units; a message takes 4096 with the rest

again = sentence("scenes-again")
file = sentence("scenes-file")
variation = sentence("scenes-variation")
edit = sentence("scenes-edit")
ratio = sentence("scenes-ratio")
larger = sentence("scenes-larger")
star = sentence("scenes-star")
starred = sentence("scenes-starred")
info_button = sentence("scenes-info")
whole_prompt = sentence("scenes-whole-prompt")
back = sentence("scenes-back")
send_again = sentence("scenes-send-again")
try_again = sentence("scenes-try-again")
give_up = sentence("scenes-give-up")
given_up = sentence("scenes-given-up")
too_late = sentence("scenes-too-late")
several = sentence("scenes-several")
maybe_twice = sentence("scenes-maybe-twice")
maybe_missing = sentence("scenes-maybe-missing")
ask_edit = sentence("scenes-ask-edit")


def caption(cast: Sequence[Model], pictures: Sequence[Picture], notes: Sequence[str], *, label: bool = True) -> str:
    """Without `label` an AI picture is not called one; a preview always says what it is."""
    title = [together.names(cast)]
    if pictures[0].is_preview:
        title.append(message("scenes-preview"))
    elif label:
        title.append(message("scenes-ai-generated"))
    noted = (together.without_lock(cast) if word == "no_lock" and len(cast) > 1 else note(word) for word in notes)
    return "\n".join([" · ".join(title), *_scores(cast, pictures), *noted])


def _scores(cast: Sequence[Model], pictures: Sequence[Picture]) -> list[str]:
    one_alone = len(pictures) == 1
    lines = [together.scores(cast, one.faces) or _same_face(one.likeness) for one in pictures]
    if not one_alone:
        lines = [f"{one.n}: {said}" for one, said in zip(pictures, lines, strict=True) if said]
    if any(one.tries > 1 for one in pictures):
        lines.append(message("scenes-drawn-twice") if one_alone else message("scenes-some-drawn-twice"))
    return [line for line in lines if line]


def _same_face(found: Likeness) -> str:
    """A measured number with its verdict, or why there is none; nothing where measuring is switched off."""
    if found.score is None:
        why = found.unmeasured or "unavailable"
        return "" if why == "off" else choice("scenes-unmeasured", why)
    score = likeness.index(found.score)
    match likeness.verdict(found.score, found.lock):
        case Verdict.SAME:
            return message("scenes-same-face", score=score)
        case Verdict.UNSURE:
            return message("scenes-unsure", score=score)
    return message("scenes-different", score=score)


def note(word: str) -> str:
    if len(numbers := [int(part) for part in word.split("_")[1:] if part.isdecimal()]) == 2:
        return shop.left(*numbers)  # where pictures are sold: free ones, and those that are paid for
    kind, _, number = word.rpartition("_")
    return message("scenes-left", left=int(number)) if kind == "left" else choice("scenes-note", word)


def waiting(place: int, seconds: float | None = None) -> str:
    said = message("scenes-waiting", place=place)
    return f"{said} {takes(seconds * (1 + place / SCENES_AT_ONCE))}" if seconds else said


def drawing(usual: float) -> str:
    said = message("scenes-drawing")
    return f"{said} {takes(usual)}" if usual else said


def takes(seconds: float) -> str:
    if seconds < 90:
        return message("scenes-takes-seconds", seconds=max(5, 5 * round(seconds / 5)))
    return message("scenes-takes-minutes", minutes=round(seconds / 60))


def size_button(size: Size, dollars: float) -> str:
    return message("scenes-size", size=size, price=f"${dollars:.2f}") if dollars else size


def placeholder(what: str) -> str:
    return choice("scenes-placeholder", what)


def info(generation: Generation, cast: Sequence[Model], picture: Picture) -> str:
    """What is known of how a picture was made."""
    lines = [f"<b>{together.names(cast)}</b> · {_way(generation.way)}"]
    lines.append(message("scenes-info-engine", engine=escape(picture.engine)))
    lines.append(message("scenes-info-pixels", width=picture.width, height=picture.height))
    lines += together.info(cast, picture.faces)
    if picture.likeness.photos is not None and not picture.faces:
        lines.append(message("scenes-info-photos", score=likeness.index(picture.likeness.photos)))
    if picture.likeness.lock is not None and not picture.faces:
        lines.append(message("scenes-info-lock", score=likeness.index(picture.likeness.lock)))
    if picture.tries > 1:
        lines.append(message("scenes-info-tries", tries=picture.tries))
    if (made := picture.making) is None:
        return "\n".join([*lines, message("scenes-info-older")])
    finish = escape(made.finish_reason)
    lines += [
        message("scenes-info-making", size=made.size, ratio=made.ratio, seed=str(made.seed), finish=finish),
        message("scenes-info-references", references=", ".join(made.references)),
        message("scenes-info-cost", price=f"${made.cost_usd:.4f}", seconds=f"{made.seconds:.1f}"),
        message("scenes-info-prompt"),
        f"<blockquote expandable>{escape(_shown(made))}</blockquote>",
    ]
    return "\n".join(lines)


def is_cut(made: Making) -> bool:
    """Whether a message has no room for the whole prompt."""
    return len(_shown(made)) < len(made.prompt)


def _shown(made: Making) -> str:
    """The prompt as far as there is room for it, up to the end of a word. Telegram counts in UTF-16."""
    units = made.prompt.encode("utf-16-le")
    if len(units) <= 2 * MOST_PROMPT:
        return made.prompt
    room = units[: 2 * MOST_PROMPT].decode("utf-16-le", "ignore")
    return f"{room.rsplit(None, 1)[0]} …"


def _way(way: Way) -> str:
    return choice("scenes-way", way or "plain")
