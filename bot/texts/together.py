"""Several people in one scene: who they are, how near each face is, and names that are not understood."""

from collections.abc import Sequence
from html import escape

from bot.texts.catalogue import choice, listed, message
from core import likeness
from core.errors import AmbiguousName, NotReady, SceneMissing, TooManyPeople, UnknownName
from core.likeness import Verdict
from core.mentions import handle
from core.models import Belongings, Likeness, Model

MOST_NAMES = 20  # in a sentence
MOST_OF_A_NAME = 15  # characters, where it stands beside a number


def names(cast: Sequence[Model]) -> str:
    return " & ".join(escape(model.name) for model in cast)


def scores(cast: Sequence[Model], faces: Sequence[Likeness]) -> str:
    """How near each face is, and how many are not there; empty where nobody could be measured."""
    if all(found.score is None for found in faces):
        return ""
    said = [_score(escape(_short(model.name)), found) for model, found in zip(cast, faces, strict=False)]
    if missing := sum(found.unmeasured == "missing" for found in faces):
        said.append(message("together-faces-found", faces=len(faces) - missing, people=len(faces)))
    return " · ".join(filter(None, said))


def _short(name: str) -> str:
    """Three people on four pictures have to fit into a caption."""
    return name if len(name) <= MOST_OF_A_NAME else f"{name[: MOST_OF_A_NAME - 1]}…"


def _score(name: str, found: Likeness) -> str:
    if found.score is None:
        why = found.unmeasured
        return choice("together-unmeasured", why, name=name) if why in {"too_small", "no_reference"} else ""
    verdict = likeness.verdict(found.score, found.lock)
    how = {Verdict.SAME: "same", Verdict.UNSURE: "unsure"}.get(verdict, "different")
    return choice("together-score", how, name=name, score=likeness.index(found.score))


def info(cast: Sequence[Model], faces: Sequence[Likeness]) -> list[str]:
    lines = []
    for model, found in zip(cast, faces, strict=False):
        name = escape(model.name)
        if found.photos is not None:
            lines.append(message("together-info-photos", name=name, score=likeness.index(found.photos)))
        if found.lock is not None:
            lines.append(message("together-info-lock", name=name, score=likeness.index(found.lock)))
    return lines


def without_lock(cast: Sequence[Model]) -> str:
    unlocked = [escape(model.name) for model in cast if not model.locked_reference_image]
    return message("together-without-lock", names=listed(unlocked))


def idea(models: Sequence[Model]) -> str:
    """How two are drawn together; empty unless there are two."""
    locked = dict.fromkeys(handle(model.name) for model in models if model.locked_reference_image)
    if len(locked) < 2:
        return ""
    one, other, *_ = locked
    return "\n\n" + message("together-idea", one=escape(one), other=escape(other))


def erased_too(what: Belongings) -> str:
    return message("together-erased-too", scenes=what.together)


def error(problem: UnknownName | AmbiguousName | TooManyPeople | SceneMissing | NotReady) -> str:
    match problem:
        case UnknownName():
            known = ", ".join(escape(name) for name in problem.known[:MOST_NAMES])
            if not known:
                return message("together-nobodys-name", name=escape(problem.name))
            return message("together-unknown-name", name=escape(problem.name), known=known)
        case AmbiguousName():
            return message("together-ambiguous-name", name=escape(problem.name))
        case TooManyPeople():
            return message("together-too-many-people", people=problem.people, most=problem.most)
        case SceneMissing():
            return message("together-scene-missing", name=escape(handle(problem.name)))
    return choice("together-not-ready", problem.why, name=escape(problem.name))
