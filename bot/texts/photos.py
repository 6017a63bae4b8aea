"""The three photos: taken, advised, doubted, taken back."""

from collections.abc import Sequence

from bot.texts.catalogue import choice, listed, message, sentence
from core.likeness import Advice, Doubt
from core.models import PHOTOS_NEEDED

take_back = sentence("photos-take-back")
it_is_the_same = sentence("photos-it-is-the-same")
same_person = sentence("photos-same-person")
question_open = sentence("photos-question-open")
MOST_HINTS = 2


def taken(have: int, advice: Sequence[Advice] = ()) -> str:
    left = PHOTOS_NEEDED - have
    if not advice:
        return message("photos-taken", have=have, of=PHOTOS_NEEDED, left=left)
    hints = [choice("photos-advice", word) for word in advice[:MOST_HINTS]]
    if left:
        hints.append(message("photos-may-keep"))
    return f"{message('photos-here', have=have, of=PHOTOS_NEEDED, left=left)}\n💡 {' '.join(hints)}"


def dropped(have: int) -> str:
    return message("photos-dropped", have=have, of=PHOTOS_NEEDED, left=PHOTOS_NEEDED - have)


def replace(place: int) -> str:
    return message("photos-replace", place=place)


def doubt(found: Doubt) -> str:
    match found.why:
        case "no_face":
            return message("photos-doubt-no-face")
        case "all_differ":
            return message("photos-doubt-all-differ")
    stranger = str(found.stranger)
    if len(found.agreeing) > 1:
        return message("photos-doubt-stranger-of-three", stranger=stranger, agreeing=listed(found.agreeing))
    return message("photos-doubt-stranger", stranger=stranger)
