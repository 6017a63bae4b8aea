"""The three candidates: progress, selection, lock."""

from collections.abc import Sequence

from bot.texts import beginning, scenes
from bot.texts.catalogue import listed, message, sentence
from core import likeness
from core.likeness import Verdict
from core.models import Picture, Progress

confirm = sentence("portraits-confirm")
new_three = sentence("portraits-new-three")
show = sentence("portraits-show")
choose_again = sentence("portraits-choose-again")
mark_first = sentence("portraits-mark-first")
mark_first_more = sentence("portraits-mark-first-more")
relock = sentence("portraits-relock")


def progress(now: Progress, usual: float = 0.0) -> str:
    """`usual` is how many seconds all of it takes as a rule, where that is known."""
    takes = f" {scenes.takes(usual)}" if usual else ""
    match now.stage:
        case "studying":
            return message("portraits-studying") + takes
        case "busy":
            return message("portraits-busy", seconds=round(now.seconds))
        case "done":
            return message("portraits-done", done=now.done, of=now.of)
    return message("portraits-drawing", done=now.done, of=now.of) + takes


def more_like(marked: int | None) -> str:
    return message("portraits-more-like", n=marked) if marked else message("portraits-more")


def draw_missing(missing: Sequence[int]) -> str:
    return message("portraits-draw-missing", numbers=listed(missing))


def selection(
    pictures: Sequence[Picture], missing: Sequence[int], notes: Sequence[str], *, unsure: bool = False, which: str = ""
) -> str:
    lines = [message("portraits-select"), *([which] if which else [])]
    if scores := _scores(pictures):
        lines.append(scores)
    if missing:
        lines.append(message("portraits-missing", numbers=listed(missing), count=len(missing)))
    lines += [scenes.note(word) for word in notes]
    lines += [scenes.maybe_missing()] if unsure else []
    return "\n\n".join(lines)


def _scores(pictures: Sequence[Picture]) -> str:
    """How near each candidate is to the photos, and which one is nearest; the choice is the user's."""
    scores = {one.n: one.likeness.score for one in pictures if one.likeness.score is not None}
    if not scores:
        unmeasured = {one.likeness.unmeasured for one in pictures} - {"off"}
        return f"<i>{message('portraits-not-measured')}</i>" if unmeasured else ""
    shown = []
    for one in pictures:
        score = one.likeness.score
        warning = " ⚠" if likeness.verdict(score) is not Verdict.SAME else ""
        shown.append(f"{one.n}: {'–' if score is None else likeness.index(score)}{warning}")
    best, *others = sorted(scores.values(), reverse=True)
    nearest = next(n for n, score in scores.items() if score == best)
    ahead = others and likeness.verdict(best) is Verdict.SAME and likeness.index(best) > likeness.index(others[0])
    hint = f"{message('portraits-nearest', n=nearest)} " if ahead else ""
    return f"{message('portraits-scores', scores=' · '.join(shown))}\n{hint}<i>{message('portraits-automatic')}</i>"


def chosen(n: int) -> str:
    return message("portraits-chosen", n=n)


def locked(picture: Picture) -> str:
    lines = [message("portraits-locked", n=picture.n)]
    score = picture.likeness.score
    if score is not None:
        lines[0] += f" {message('portraits-locked-likeness', score=likeness.index(score))}"
        if likeness.verdict(score) is not Verdict.SAME:
            lines.append(message("portraits-locked-low"))
    return "\n\n".join([*lines, beginning.now_type()])
