"""Every sentence that a user reads. Telegram HTML; what a user or an engine wrote is escaped."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from html import escape

from core import likeness
from core.errors import (
    BadPhoto,
    CapReached,
    ChatGone,
    ConsentMissing,
    CoreError,
    DamagedPhoto,
    DatabaseAway,
    NoModel,
    NotAPhoto,
    NotLocked,
    PhotosComplete,
    PhotosMissing,
    PictureDamaged,
    PictureMissing,
    PicturesAway,
    PicturesRefused,
    ReferenceMissing,
    SamePhoto,
    SceneTooLong,
    Stale,
    StillDrawing,
    TooManyBytes,
    TooManyPixels,
    TooManyWaiting,
    TooSmall,
)
from core.likeness import Advice, Doubt, Verdict
from core.models import (
    BUDGET_USD,
    FEW_LEFT,
    PAUSED,
    PHOTOS_NEEDED,
    PICTURES_PER_USER,
    SCENES_AT_ONCE,
    Access,
    Belongings,
    Broadcast,
    EngineHealth,
    EngineLikeness,
    EngineNews,
    Erasure,
    Export,
    Failure,
    Figures,
    Gate,
    Generation,
    Incident,
    Invitation,
    Likeness,
    Model,
    News,
    Page,
    Person,
    Picture,
    Progress,
    Ratio,
    Size,
    Stage,
    Unmeasured,
    Way,
)

COMMANDS = {
    "new": "Make a model: three photos of one person",
    "models": "Your models, and which one is active",
    "settings": "Ratio, number, strength and face check",
    "gallery": "The pictures of the active model",
    "ideas": "Scenes to try",
    "cancel": "Give up photos or scenes that have not begun",
    "help": "How it works",
    "privacy": "Who sees your photos, and for how long",
    "export": "A copy of everything that is kept of you",
    "delete": "Erase a model, or everything",
    "start": "Begin, or see where you are",
}

# --- buttons ----------------------------------------------------------------------------------------------------------

AGREE = "I agree, and I am 18 or older"
TAKE_BACK = "✕ Take this photo back"
CONFIRM = "Confirm selection"
NEW_THREE = "New three"
AGAIN = "Again"
FILE = "File"
VARIATION = "Variation"
EDIT = "Edit"
RATIO = "Ratio"
LARGER = "HD"
STAR = "☆ Keep"
STARRED = "★ Kept"
INFO = "Info"
GIVE_UP = "✕ Cancel this scene"
BACK = "◀ Back"
RENAME = "Rename"
SETTINGS = "Settings"
UNDO_LOCK = "Lock before"
AVOID = "Avoid …"
STARS_ONLY = "★ only"
ALL_PICTURES = "All pictures"
SEND_AGAIN = "Send the pictures again"
TRY_AGAIN = "Try again"
CHOOSE_AGAIN = "Choose another reference"
SHOW_CANDIDATES = "Show the portraits"
NEW_MODEL = "+ New model"
REVOKE = "Revoke my consent"
EXPORT = "Export"
ERASE = "Erase …"
ERASE_EVERYTHING = "Everything"
YES_ERASE = "Yes, erase it for good"
KEEP = "Keep it"


def more_like(marked: int | None) -> str:
    return f"More like {marked}" if marked else "More like …"


def draw_missing(missing: Sequence[int]) -> str:
    return f"Draw the missing {_listed(missing)}"


def size_button(size: Size, dollars: float) -> str:
    return f"{size} · about ${dollars:.2f}" if dollars else size


def ratio(chosen: Ratio) -> str:
    return f"Ratio {chosen}"


def model_button(model: Model, *, active: bool) -> str:
    return f"{'✓ ' if active else ''}{model.name}"


# --- beginning --------------------------------------------------------------------------------------------------------

SEND_PHOTOS = (
    "<b>Send me three photos of one person.</b>\n"
    "As an album, one by one, or as files (JPEG, PNG, WEBP, HEIC, AVIF). Best: a clear face, good light, three"
    " different angles, nobody else in the picture."
)
NOW_TYPE = "Now just type what you want: <i>standing in a coffee shop</i>"
HELP = (
    "<b>One locked face, every scene.</b>\n\n"
    "1. Send three photos of one person.\n"
    "2. I study them and draw three close-up portraits. You lock the one that looks right.\n"
    "3. From then on every text you type is a scene, drawn with exactly that face:"
    " <i>standing in a coffee shop</i>, <i>on a beach at sunset, linen shirt</i>.\n\n"
    "Reply to a picture to change something in it; send a photo with a caption to lend its pose and place.\n\n"
    "/ideas has scenes to try · /gallery shows what you have · /settings has ratio, number, strength and face check ·"
    " /new makes another model · /models shows and switches them · /cancel gives up what has not begun ·"
    " /privacy says who sees your photos · /export gives you a copy of everything · /delete erases it."
)
AGREED = f"Thank you.\n\n{SEND_PHOTOS}"
OFFLINE = (
    "\n\n<i>This is the offline studio: previews made from your own photos, without any AI. With real keys the same"
    " steps give real pictures.</i>"
)


def stranger(user_id: int) -> str:
    return (
        f"This bot is private. Your Telegram id is <code>{user_id}</code>: give it to the person who runs the bot, who"
        " can let you in. If that is you: send /start with the code that the bot printed when it was started."
    )


SHUT_OUT = "The person who runs this bot has closed it for you. Nothing more is drawn or charged for you here."
INVITED = "Welcome: your invitation is good."
NO_INVITATION = "This invitation is used up or over. Ask the person who gave it to you for a new one."
LET_IN = "Welcome: the person who runs this bot has let you in. /start begins."
OWNER_NOW = "👑 You are the owner of this bot now. /admin opens your panel; only you have it."


def where_you_are(model: Model | None) -> str:
    """The next step, from the model's rows alone."""
    if model is None:
        return SEND_PHOTOS
    name = f"<b>{escape(model.name)}</b>"
    match model.stage:
        case Stage.COLLECTING if not model.reference_images:
            return SEND_PHOTOS
        case Stage.COLLECTING if len(model.reference_images) >= PHOTOS_NEEDED:
            return QUESTION_OPEN
        case Stage.COLLECTING:
            return f"{name} has {len(model.reference_images)} of {PHOTOS_NEEDED} photos. {_more(model)}"
        case Stage.DRAWING:
            return f"The portraits of {name} are being drawn. They arrive here in a moment."
        case Stage.CHOOSING:
            return f"{name} waits for your choice: mark a portrait above and confirm it. /models shows them again."
        case Stage.UNLOCKED:
            return f"{name} is active. It has no locked reference, so its first photo serves. {NOW_TYPE}"
    return f"{name} is active and its face is locked. {NOW_TYPE}"


def _more(model: Model) -> str:
    left = PHOTOS_NEEDED - len(model.reference_images)
    return f"Send {'one more' if left == 1 else f'{left} more'}, or /cancel."


# --- your data --------------------------------------------------------------------------------------------------------

WELCOME = "<b>Welcome to Keepface.</b> Three photos in, one face locked, and every text becomes a picture of that face."
PROCESSORS = (
    "OpenAI describes the face and Google draws the pictures; both keep logs against abuse (30 and 55 days)."
    " /privacy has the details."
)
NO_PROCESSORS = (
    "This is the offline studio: your photos stay on the bot's own machine, where the previews are made."
    " /privacy has the details."
)
REVOKED = (
    "Your consent is revoked. Nothing of yours is drawn or sent to anybody any more. What is stored stays, unused,"
    " until you erase it with /delete; /export gives you a copy. To go on, just write again and agree."
)
NOTHING_AGREED = "There is no consent of yours in force, so nothing is processed. /delete erases what is stored."
EXPORT_BEGUN = "I pack everything that is kept of you. It arrives here as one or several zip files."
EXPORT_UNDER_WAY = "Your export is under way already, or there is nothing of yours to export."
EXPORT_FAILED = "Your export could not be completed. Please try /export again; if it keeps failing, write to the owner."
NOTHING_TO_ERASE = "There is nothing of yours here to erase."
WHAT_TO_ERASE = "<b>What shall be erased?</b> I ask once more before anything goes."
KEPT = "Nothing was erased."


def consent(*, offline: bool) -> str:
    return (
        f"{WELCOME}\n\nBefore you send photos, please agree:\n"
        "• I am 18 or older.\n"
        "• Whoever I send photos of is me, or an adult who has given me permission: with each model I state that.\n"
        f"• {NO_PROCESSORS if offline else PROCESSORS}\n"
        "• I can revoke this, take a copy and erase everything at any time: /privacy."
    )


def privacy(*, offline: bool, retention_days: int) -> str:
    who = (
        "• The offline studio is on: your photos go to nobody, and the previews are made on this machine without AI."
        if offline
        else "• Your photos go to OpenAI (to describe the face, with storage switched off; OpenAI keeps logs against"
        " abuse for 30 days) and to Google (to draw; Google keeps logs against abuse for 55 days).\n"
        "• Every picture is AI-generated; its file says so to machines, and Google adds its invisible SynthID mark."
    )
    days = "1 day" if retention_days == 1 else f"{retention_days} days"
    kept = (
        f"Scenes are erased {days} after they were made; photos, portraits and the lock stay while their model exists."
        if retention_days
        else "All of it is kept until you erase it."
    )
    return (
        "<b>Your photos and pictures</b>\n\n"
        "• Location and camera data are removed when a photo arrives. The photos, the portraits and the pictures are"
        " kept, encrypted, on the server of whoever runs this bot or in their private storage at Supabase, to draw your"
        f" scenes. {kept}\n"
        f"{who}\n"
        "• What is measured of a face is kept in memory alone; rows hold scores.\n"
        "• Only use photos of yourself, or of an adult who has given you permission.\n"
        "• /export sends you a copy of everything. /delete erases a model or everything: pictures, prompts and rows, at"
        " once. What stays is how much was spent when, without a prompt or a picture; after “everything”, without you."
    )


def erase_model(model: Model) -> str:
    return f"{model.name} and its pictures"


def sure(what: Belongings, *, everything: bool) -> str:
    """Exactly what goes."""
    whom = "everything of yours" if everything else f"<b>{escape(what.models[0])}</b>"
    lines = [f"This erases {whom}:"]
    names = ", ".join(escape(name) for name in what.models)
    lines += [f"• {_some(len(what.models), 'model')}: {names}"] if everything and what.models else []
    lines.append(f"• {_some(what.photos, 'photo')}, {_some(what.pictures, 'picture')} and every portrait among them")
    lines.append(f"• {_some(what.scenes, 'scene')} with their prompts, the description of the face, locks and likeness")
    lines += [f"• {_some(what.under_way, 'picture')} under way: nothing of it arrives"] if what.under_way else []
    lines += (
        ["• your consent and your account here: where the owner lets people in, you have to be let in again"]
        if everything
        else []
    )
    lines += [f"• {OLDER}"] if what.older else []
    return "\n".join(lines) + "\n\n<b>It cannot be undone.</b> Messages in this chat are yours to delete in Telegram."


OLDER = "Of a model of the older web system only our copies go; its own photos are that system's to erase."


def being_erased(erasure: Erasure) -> str:
    return f"It is gone from here, and its files are being erased. The receipt follows. Number {erasure.reference}."


def erasing_takes_longer(erasure: Erasure) -> str:
    return (
        f"The picture store does not answer at the moment, so erasure {erasure.reference} takes longer. It goes on by"
        " itself until nothing is left; then you get the receipt."
    )


def receipt(erasure: Erasure, now: datetime) -> str:
    counts = erasure.counts
    what = ", ".join(_some(counts.get(f"{one}s", 0), one) for one in ("model", "photo", "picture", "scene"))
    stays = "without you" if erasure.everything else "without it"
    lines = [
        f"✅ <b>Erased.</b> {what}, with every prompt and description. I looked again afterwards: nothing is left.",
        f"What stays is how much was spent when, {stays}.",
        f"Asked {erasure.requested_at:%Y-%m-%d %H:%M} UTC, done {now:%Y-%m-%d %H:%M} UTC, number"
        f" <code>{erasure.reference}</code>.",
    ]
    return "\n".join([*lines[:2], *([OLDER] if counts.get("older") else []), lines[2]])


def export_part(export: Export) -> str:
    return f"Part {export.parts}"


def exported(export: Export) -> str:
    missing = (
        f" {_some(export.unreadable, 'picture')} could not be read; a list is inside." if export.unreadable else ""
    )
    return (
        f"That is everything: {_some(export.sent - export.unreadable, 'picture')} in {_some(export.parts, 'file')};"
        f" <code>data.json</code> in the first one has the rest.{missing} The files are not encrypted: keep them safe."
    )


def _some(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


# --- photos -----------------------------------------------------------------------------------------------------------


def photo_taken(have: int, advice: Sequence[Advice] = ()) -> str:
    left = PHOTOS_NEEDED - have
    more = {0: "All three are here.", 1: "One more, please."}.get(left, f"{left} more, please.")
    if not advice:
        return f"Photo {have} of {PHOTOS_NEEDED} ✓ {more}"
    hints = " ".join(ADVICE[word] for word in advice[:MOST_HINTS])
    keep = " You may keep it, or take it back and send a better one." if left else ""
    return f"Photo {have} of {PHOTOS_NEEDED} is here. {more}\n💡 {hints}{keep}"


def photo_dropped(left: int) -> str:
    return f"Taken back. {left} of {PHOTOS_NEEDED} photos are here; send {PHOTOS_NEEDED - left} more."


MOST_HINTS = 2
ADVICE: dict[Advice, str] = {
    "no_face": "I see no face in it. A photo with the whole face, upright and well lit, serves best.",
    "several": "There is more than one face in it. Best is a photo with nobody else, or a crop of this person alone.",
    "small": "The face is small. A closer photo gives a better likeness.",
    "covered": "Part of the face seems covered, by sunglasses, a mask or a hand. An uncovered face serves better.",
    "turned": "The face is turned far away. One such view is fine if the other photos look into the camera.",
    "blurred": "The face is blurred. A sharper photo gives a better likeness.",
    "soft": "The face is a little soft. A sharper photo would help.",
    "dark": "The face is very dark. More light would help.",
    "glaring": "The face is very bright. Softer light would help.",
}
IT_IS_THE_SAME = "It is the same person"
SAME_PERSON = "Thank you: I take your word for it. The portraits are begun."
QUESTION_OPEN = "There is an open question about your photos. /start shows it again."


def replace_photo(place: int) -> str:
    return f"Replace photo {place}"


def doubt(found: Doubt) -> str:
    match found.why:
        case "no_face":
            return (
                "🤔 I see no face in any of the three photos, so there is nothing that I could keep. Please replace at"
                " least one: a whole face, upright, in good light. Nothing was charged."
            )
        case "all_differ":
            return (
                "🤔 The faces in these photos do not look like one person to me. Please replace the ones that show"
                " somebody else, or tell me that it is the same person: hair, age and light can mislead me."
                " Nothing was charged yet."
            )
    agree = f" Photos {_listed(found.agreeing)} agree." if len(found.agreeing) > 1 else ""
    return (
        f"🤔 Photo {found.stranger} looks like someone else to me.{agree} Replace it, or tell me that it is the same"
        " person: hair, age and light can mislead me. Nothing was charged yet."
    )


NOT_AN_IMAGE_FILE = "That file is no picture that I can read. Please send JPEG, PNG, WEBP, HEIC or AVIF."
STRAYS = {
    "sticker": "A lovely sticker, but I need photos: three of one person. After that, just type a scene.",
    "video": "I cannot use videos. Please send photos: a still picture with a clear face works best.",
    "animation": "I cannot use animations. Please send photos: a still picture with a clear face works best.",
    "voice": "I cannot listen yet. Please type the scene as text.",
    "other": "I only understand photos and text. /help shows how it works.",
}
UNKNOWN_COMMAND = "I do not know this command. /help shows what I can do."

# --- candidates -------------------------------------------------------------------------------------------------------

SELECT = (
    "<b>Select your reference image.</b> Choose ONE image; it becomes this model's locked reference for all future"
    " pictures.\n📌 Pick the one with the clearest face, good lighting, and the best likeness."
)
AUTOMATIC = "An automatic estimate, 0 to 100."
NOT_MEASURED = "Likeness not measured"
MARK_FIRST = "Tap a number first, then confirm."
MARK_FIRST_MORE = "Tap a number first: then I draw more like that one."
MAYBE_TWICE = "Sent again after an interruption: you may see this twice."
MAYBE_MISSING = "Telegram did not say whether the pictures arrived. If they did not, use the button below."
NOTES = {
    "not_studied": "The analysis engine did not want to describe these photos, so I drew with a neutral prompt.",
    "no_lock": "This model has no locked reference yet: I used its first reference image.",
    "some_missing": "Not every picture came about; the others are here.",
    "left_0": "That was the last of your pictures of today. The count begins anew at 00:00 UTC.",
    "left_1": "One picture is left today.",
    **{f"left_{n}": f"{n} pictures are left today." for n in range(2, FEW_LEFT + 1)},
}
RELOCK = "Choose another reference for this model. The present one stays until you confirm."
NEW_SET_COMING = "New portraits are on their way."


def progress(now: Progress) -> str:
    match now.stage:
        case "studying":
            return "All three photos are here. 🔎 Studying them …"
        case "busy":
            return (
                f"⏳ The picture engine is busy. I try again in {round(now.seconds)} seconds; you need not do anything."
            )
        case "done":
            return f"✅ {now.done} of {now.of} portraits are ready."
    return f"🎨 Drawing your portraits: {now.done} of {now.of} finished …"


def selection(
    pictures: Sequence[Picture], missing: Sequence[int], notes: Sequence[str], *, unsure: bool = False
) -> str:
    lines = [SELECT]
    if scores := _candidate_scores(pictures):
        lines.append(scores)
    if missing:
        lines.append(f"Portrait {_listed(missing)} did not come about. It cost you nothing; the button draws it again.")
    lines += [NOTES[note] for note in notes]
    lines += [MAYBE_MISSING] if unsure else []
    return "\n\n".join(lines)


def _candidate_scores(pictures: Sequence[Picture]) -> str:
    """How near each candidate is to the photos, and which one is nearest; the choice is the user's."""
    scores = {one.n: one.likeness.score for one in pictures if one.likeness.score is not None}
    if not scores:
        unmeasured = {one.likeness.unmeasured for one in pictures} - {"off"}
        return f"<i>{NOT_MEASURED}.</i>" if unmeasured else ""
    shown = []
    for one in pictures:
        score = one.likeness.score
        warning = " ⚠" if likeness.verdict(score) is not Verdict.SAME else ""
        shown.append(f"{one.n}: {'–' if score is None else likeness.index(score)}{warning}")
    best, *others = sorted(scores.values(), reverse=True)
    nearest = next(n for n, score in scores.items() if score == best)
    ahead = others and likeness.verdict(best) is Verdict.SAME and likeness.index(best) > likeness.index(others[0])
    hint = f"Portrait {nearest} is nearest to your photos. " if ahead else ""
    return f"Likeness <b>{' · '.join(shown)}</b>\n{hint}<i>{AUTOMATIC}</i>"


def chosen(n: int) -> str:
    return f"Portrait {n} is your locked reference."


def locked(picture: Picture) -> str:
    lines = [f"🔒 <b>Locked.</b> Portrait {picture.n} is now the face of every picture."]
    score = picture.likeness.score
    if score is not None:
        lines[0] += f" Its likeness to your photos: {likeness.index(score)}/100."
        if likeness.verdict(score) is not Verdict.SAME:
            lines.append("⚠ That is low: every scene will show this face. /models lets you choose another one.")
    return "\n\n".join([*lines, NOW_TYPE])


def candidate_caption(n: int) -> str:
    return f"{n}"


# --- scenes -----------------------------------------------------------------------------------------------------------


def scene_caption(model: Model, pictures: Sequence[Picture], notes: Sequence[str], *, label: bool = True) -> str:
    """Without `label` an AI picture is not called one; a preview always says what it is."""
    kind = " · offline preview" if pictures[0].is_preview else " · AI-generated" if label else ""
    lines = [f"{escape(model.name)}{kind}", *_scene_scores(pictures), *(NOTES[note] for note in notes)]
    return "\n".join(lines)


def _scene_scores(pictures: Sequence[Picture]) -> list[str]:
    if len(pictures) == 1:
        lines = [_same_face(pictures[0].likeness)]
    else:
        lines = [f"{one.n}: {said}" for one in pictures if (said := _same_face(one.likeness))]
    if any(one.tries > 1 for one in pictures):
        lines.append(
            "The first try was less alike, so I drew it twice; it counts once."
            if len(pictures) == 1
            else "What was less alike was drawn twice; it counts once."
        )
    return [line for line in lines if line]


def _same_face(found: Likeness) -> str:
    """A measured number with its verdict, or why there is none; nothing where measuring is switched off."""
    if found.score is None:
        return UNMEASURED[found.unmeasured]
    number = f"{likeness.index(found.score)}/100"
    match likeness.verdict(found.score, found.lock):
        case Verdict.SAME:
            return f"Same face {number} ✓"
        case Verdict.UNSURE:
            return f"Not sure that it is the same face: {number}"
    return f"⚠ Looks different: {number}"


UNMEASURED: dict[Unmeasured, str] = {
    "": NOT_MEASURED,
    "off": "",
    "no_face": f"{NOT_MEASURED}: no face found in the picture",
    "too_small": f"{NOT_MEASURED}: face too small",
    "no_reference": f"{NOT_MEASURED}: no face in the reference images",
    "stylised": f"{NOT_MEASURED}: not a photo",
    "unavailable": NOT_MEASURED,
}


def waiting(place: int, seconds: float | None = None) -> str:
    ahead = "One scene is" if place == 1 else f"{place} scenes are"
    about = f" It takes about {_duration(seconds * (1 + place / SCENES_AT_ONCE))}." if seconds else ""
    return f"Noted. {ahead} ahead in your queue; yours begins by itself.{about}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(5, 5 * round(seconds / 5))} seconds"
    return f"{round(seconds / 60)} minutes"


GIVEN_UP = "Given up. It cost you nothing."
TOO_LATE = "It has begun already: the picture arrives and is yours."


SEVERAL = "Here they are."

# --- settings ---------------------------------------------------------------------------------------------------------

GATES = {Gate.STRICT: "Check strictly", Gate.NORMAL: "Normally", Gate.OFF: "Not"}


def settings(model: Model, mean: float, measured: int) -> str:
    lines = [f"<b>{escape(model.name)}</b>"]
    if measured:
        word = "picture" if measured == 1 else f"{measured} pictures"
        lines.append(f"Likeness of the last {word}: <b>{likeness.index(mean)}/100</b> on average.")
    avoid = escape(model.negative_prompt) or "nothing in particular"
    lines += [
        f"<b>Pictures for each scene</b> (first row): {model.pictures_per_scene}. Each one counts.",
        "<b>Strength</b> (second row): from the face alone (20%) to hair and styling as in your photos (100%).",
        "<b>Face check</b> (third row): every picture is compared with your photos, on the bot's own machine. Normally"
        " one that may show someone else is drawn once more, you get the better one, and it counts once; strictly also"
        " one that is only a little off, which is about every second one.",
        f"<b>Avoid</b>: {avoid}.",
    ]
    return "\n\n".join(lines)


def ask_avoid(model: Model) -> str:
    now = f" At the moment: <i>{escape(model.negative_prompt)}</i>." if model.negative_prompt else ""
    return f"What should the pictures of {escape(model.name)} avoid? Reply to this message; a dash (-) clears it.{now}"


def avoided(words: str) -> str:
    return (
        f"Noted. From now on the pictures avoid: <i>{escape(words)}</i>." if words else "Nothing is avoided any more."
    )


PLACEHOLDERS = {"edit": "a red scarf instead", "rename": "Anna", "avoid": "hats, crowds"}
ASK_EDIT = (
    "What shall I change? Reply to this message, such as: <i>a red scarf instead</i>. You can also reply to any picture"
    " right away; the face stays."
)


def info(generation: Generation, model: Model, picture: Picture) -> str:
    """What is known of how a picture was made."""
    lines = [f"<b>{escape(model.name)}</b> · {WAYS[generation.way]}", f"Engine: <code>{escape(picture.engine)}</code>"]
    lines.append(f"{picture.width} × {picture.height} pixels")
    if picture.likeness.photos is not None:
        lines.append(f"Likeness to the photos: {likeness.index(picture.likeness.photos)}/100")
    if picture.likeness.lock is not None:
        lines.append(f"Likeness to the locked reference: {likeness.index(picture.likeness.lock)}/100")
    if picture.tries > 1:
        lines.append(f"Drawn {picture.tries} times; this is the one nearest to your photos")
    if (made := picture.making) is None:
        return "\n".join([*lines, "It is from before the rest was noted."])
    lines += [
        f"Size {made.size}, ratio {made.ratio}, seed {made.seed}, ended with {escape(made.finish_reason)}",
        f"References: <code>{', '.join(made.references)}</code>",
        f"Cost: ${made.cost_usd:.4f} · {made.seconds:.1f} s",
        f"Prompt as sent:\n<blockquote expandable>{escape(made.prompt[:MOST_PROMPT])}</blockquote>",
    ]
    return "\n".join(lines)


MOST_PROMPT = 2500  # characters; a message takes 4096 with the rest, and escaping makes some longer
WAYS = {
    Way.PLAIN: "scene",
    Way.VARIATION: "variation",
    Way.EDIT: "edit",
    Way.LARGER: "HD",
    Way.POSE: "from your photo",
}

# --- gallery and ideas ------------------------------------------------------------------------------------------------

IDEAS = (
    ("Portrait", "a calm studio portrait, soft side light, plain grey background, looking into the camera"),
    ("Street", "walking down a narrow street in an old town, candid, golden evening light"),
    ("Beach", "on a beach at sunset, linen shirt, wind in the hair"),
    ("Office", "at a desk in a bright modern office, smart casual, laptop open, morning light"),
    ("Evening", "at an elegant dinner table in the evening, candle light, dark clothes"),
    ("Mountains", "on a mountain trail with a small backpack, wide valley behind, clear morning"),
    ("Café", "in a small café by the window with a cup of coffee, rain outside"),
    ("Concert", "in the crowd at an open-air concert at night, stage lights behind"),
)


def ideas(model: Model) -> str:
    return f"Scenes to try with <b>{escape(model.name)}</b>. One tap draws one; or type your own, in any language."


def gallery(model: Model, page: Page) -> str:
    name = f"<b>{escape(model.name)}</b>"
    if not page.total:
        empty = (
            "has no kept pictures yet: ☆ under a picture keeps it."
            if page.starred
            else f"has no pictures yet. {NOW_TYPE}"
        )
        return f"{name} {empty}"
    kept = "kept " if page.starred else ""
    return f"{name}: {kept}pictures {page.first} to {page.last} of {page.total}, newest first."


# --- models -----------------------------------------------------------------------------------------------------------

MODELS = "<b>Your models.</b> Tap one to make it active."
NO_MODELS = f"You have no model yet.\n\n{SEND_PHOTOS}"


NO_OTHER_LOCK = "This model has had no other locked reference."


def ask_name(model: Model) -> str:
    return f"What shall {escape(model.name)} be called? Reply to this message with the name."


def renamed(name: str) -> str:
    one_word = name.replace(" ", "")
    return (
        f"Done: <b>{escape(name)}</b>. With several models, <i>@{escape(one_word)} on a beach</i> draws this one"
        " without switching."
    )


def now_active(model: Model) -> str:
    return where_you_are(model)


def cancelled(photos: int, scenes: int) -> str:
    parts = []
    if photos:
        parts.append(f"the {'photo' if photos == 1 else f'{photos} photos'} you had sent are gone")
    if scenes:
        parts.append(f"{scenes} scene{'' if scenes == 1 else 's'} that had not begun")
    if not parts:
        return "There is nothing to cancel. Pictures that are being drawn still arrive."
    return f"Cancelled: {' and '.join(parts)}. It cost you nothing."


# --- what went wrong --------------------------------------------------------------------------------------------------

APOLOGY = "Sorry, something went wrong on my side. Please try once more; the person who runs this bot can see why."
FAILURES = {
    "no_engine": "The picture engines do not answer at the moment. It cost you nothing; please try again later.",
    "operator": "The picture service is out of order; only the owner of this bot can mend that. It cost you nothing.",
    "unknown": "The picture engine did not answer in time, twice. I stopped so that you do not pay again and again.",
    "cap_pictures": "Your pictures of today are used up ({limit} a day). The count begins anew at {renewal}.",
    "cap_paused": "The person who runs this bot has stopped drawing for the moment. Nothing was charged, and the button"
    " below keeps your request: tap it later.",
    "cap_budget": "The budget of today is used up. It begins anew at {renewal}.",
    "reference_missing": "I could not read the face reference, so I drew nothing and nothing was charged."
    " Please make the model again with /new.",
    "refused_input": "The engine did not accept these pictures or words. Please try other photos or another scene.",
    "refused_safety": "The engine's safety filter stopped this picture, also in a softer wording."
    " Please try another scene.",
    "refused_policy": "The engine does not draw this. Please try another scene; this one cost you nothing.",
    "refused_words": "The engine answered in words instead of a picture:",
    "refused_other": "The engine gave no picture. Real names in a scene are often the reason; please try it without.",
    "refused_recitation": "The engine found this too close to a known picture. Please describe it in your own way.",
    "refused_rubbish": "The engine's answer could not be read. It cost you nothing; please try once more.",
    "surprise": APOLOGY,
}
FINAL = {"refused_policy", "cap_pictures", "cap_budget", "reference_missing"}  # trying the same again is no use


def failed(failure: Failure) -> str:
    if failure.reason.startswith("cap_"):
        return FAILURES[failure.reason].format(limit=failure.words, renewal=renewal(datetime.now(UTC)))
    sentence = FAILURES[failure.reason]
    return f"{sentence}\n<blockquote>{escape(failure.words[:500])}</blockquote>" if failure.words else sentence


def renewal(now: datetime) -> str:
    """When the caps of the day begin anew, also for those who do not think in UTC."""
    minutes = 24 * 60 - (now.hour * 60 + now.minute)
    wait = f"{minutes} min" if minutes < 90 else f"{round(minutes / 60)} hours"
    return f"00:00 UTC, in about {wait}"


def error(problem: CoreError) -> str:
    """The sentence for an error that a handler met. Every leaf a user can cause has its own."""
    match problem:
        case NotAPhoto():
            return NOT_AN_IMAGE_FILE
        case DamagedPhoto():
            return "That picture is damaged or incomplete. Please send it once more, or another one."
        case TooManyPixels():
            return (
                f"That picture is too large ({problem.width} × {problem.height} pixels). Please send one with at most"
                f" {problem.most_pixels // 1_000_000} megapixels."
            )
        case TooSmall():
            return (
                f"That picture is too small ({problem.width} × {problem.height} pixels): each side needs at least"
                f" {problem.least_side} pixels for a clear face."
            )
        case TooManyBytes():
            return f"That file is too large. Please send at most {problem.most // 1024**2} MB."
        case BadPhoto():
            return NOT_AN_IMAGE_FILE
        case SamePhoto():
            return f"That is the same picture as photo {problem.position}. Please send a different one."
        case PhotosComplete():
            return (
                "This model already has its three photos, so I left this one out. For another person, send /new first"
                " and then the photos. Once a face is locked, a photo with a caption lends its pose and place to a"
                " scene."
            )
        case PhotosMissing() if problem.have >= problem.need:
            return QUESTION_OPEN
        case PhotosMissing() if problem.have:
            return f"Photos first: I have {problem.have} of {problem.need}. Then every text becomes a picture."
        case PhotosMissing() | NoModel():
            return f"Photos first, then every text becomes a picture.\n\n{SEND_PHOTOS}"
        case StillDrawing():
            return "Your portraits are still being drawn. Lock one when they arrive; then every text is a scene."
        case NotLocked():
            return "First lock a face: mark one of the portraits above and confirm it. Then every text is a scene."
        case SceneTooLong():
            return f"That scene has {problem.length} characters; {problem.most} is the most. Please shorten it."
        case TooManyWaiting():
            return f"{problem.most} scenes are already waiting. Please send this one again when some have arrived."
        case CapReached():
            return failed(Failure(f"cap_{problem.cap}", f"{problem.limit:g}"))
        case ReferenceMissing() | PictureMissing() | PictureDamaged():
            return FAILURES["reference_missing"]
        case PicturesRefused():
            return FAILURES["operator"]
        case Stale():
            return "This button is no longer valid."
        case DatabaseAway() | PicturesAway():
            return "One moment, please: I am catching up and answer as soon as I can."
        case ConsentMissing():
            return consent(offline=False)
        case ChatGone():
            return ""
    return APOLOGY


def _listed(numbers: Sequence[int]) -> str:
    return " and ".join(str(n) for n in numbers)


# --- to the owner -----------------------------------------------------------------------------------------------------


ACCOUNT = {
    "key": "refuses the key. Put a good one into {key} and start the bot again.",
    "billing": "has no credit left, or a spend limit of yours is reached.",
    "account": "has limited the account. Its console says why.",
    "region": "does not serve this server's region.",
}
KEYS = {"OpenAI": "OPENAI_API_KEY", "Gemini": "GEMINI_API_KEY"}
TRIED = "I try it again by myself and say when it works."


def owner_news(news: News | Broadcast) -> str:
    match news:
        case Broadcast():
            return broadcast(news, ended=True)
        case EngineLikeness():
            return engine_likeness(news)
        case EngineNews():
            return engine_news(news)
    return incident(news) if news.lasted is None else incident_over(news)


def incident(begun: Incident) -> str:
    name, reason = f"<code>{escape(begun.name)}</code>", escape(begun.reason)
    match begun.what:
        case "engine" if begun.reason == "quota":
            return f"⚠️ The quota of engine {name} is used up. The next engine of its chain draws meanwhile. {TRIED}"
        case "engine":
            return (
                f"⚠️ Engine {name} fails half of its calls ({reason}). The next engine of its chain draws meanwhile."
                f" {TRIED}"
            )
        case "account":
            said = ACCOUNT[begun.reason].format(key=KEYS[begun.name])
            return f"⚠️ <b>{escape(begun.name)}</b> {said} Until then nothing is drawn with it. {TRIED}"
        case "storage" if reason:
            return f"⚠️ The picture store refuses: {reason}. Until that is mended no picture is drawn."
        case "storage":
            return f"⚠️ The picture store has not answered for minutes. Scenes wait. {TRIED}"
        case "budget":
            return (
                f"⚠️ The budget of today, ${reason}, is used up: nothing more is drawn before 00:00 UTC."
                " /admin changes it at once; DAILY_BUDGET_USD sets it."
            )
    return f"⚠️ A picture was given up after an error that nobody foresaw: {name}. The log has its trace."


def incident_over(ended: Incident) -> str:
    after = duration(ended.lasted or 0.0)
    match ended.what:
        case "engine":
            return f"✅ Engine <code>{escape(ended.name)}</code> works again after {after}."
        case "account":
            return f"✅ {escape(ended.name)} draws again after {after}."
        case "storage":
            return f"✅ The picture store answers again after {after}."
    return f"✅ The database was away for {after}; it is back, and what arrived meanwhile is being handled."


def duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 90 * 60 else f"{round(seconds / 3600)} hours"


def engine_likeness(fallen: EngineLikeness) -> str:
    return (
        f"⚠️ Pictures of engine <code>{escape(fallen.engine)}</code> look less like their models than before: the mean"
        f" likeness of the last {fallen.pictures} is <b>{likeness.index(fallen.recent)}/100</b>, of the"
        f" {fallen.pictures_before} before them it was {likeness.index(fallen.before)}. Look at some; another order in"
        " GEMINI_ENGINES uses another engine first."
    )


def engine_news(news: EngineNews) -> str:
    name, day = f"<code>{escape(news.engine)}</code>", f" on {news.last_day}" if news.last_day else ""
    what = f"Engine {name} is retired{day}." if news.state == "retired" else f"Engine {name} will be shut down{day}."
    if news.next_engine is None:
        return f"⚠️ {what} No other engine of its chain is left: name one in the settings."
    then = "takes over" if news.state == "retired" else "takes over then"
    return f"⚠️ {what} <code>{escape(news.next_engine)}</code> {then}. Please take {name} out of the settings."


def claim_code(code: str, bot: str) -> str:
    """Plain text, for the terminal."""
    return (
        f"\n  This bot has no owner yet. To become its owner, send it:  /start {code}\n"
        f"  or open https://t.me/{bot}?start={code}\n"
        "  The code works once, until the next start prints another one.\n"
    )


def stranger_asks(user_id: int, name: str) -> str:
    return f"🚪 <b>{escape(name) or 'Somebody'}</b> (<code>{user_id}</code>) would like to use the bot."


# --- the owner's panel ------------------------------------------------------------------------------------------------

ALLOW = "Allow"
DENY = "Deny"
PEOPLE = "Users"
INVITES = "Invite links"
MONEY = "Spend and failures"
ENGINES = "Engines"
CAPS = "Caps"
STORAGE = "Storage"
ANNOUNCE = "Broadcast"
STOP_PAYING = "⏹ Stop paid calls"
PAY_AGAIN = "▶ Allow paid calls"
REFRESH = "↻ Refresh"
PANEL = "◀ Panel"
ADD_PERSON = "+ Add somebody"
AS_IN_SETTINGS = "As in .env"
DROP_BROADCAST = "Drop it"
STOP_BROADCAST = "Stop sending"
STANDINGS: dict[Access, str] = {"": "", "asked": "asks", "allowed": "allowed", "denied": "denied"}


def panel(
    figures: Figures, decided: Mapping[str, str], budget: float, pictures: int, failures: int, people: int
) -> str:
    state = (
        "⏹ <b>Paid calls are stopped.</b> Requests are refused without cost, with a button to try again."
        if PAUSED in decided
        else "▶ Paid calls are allowed."
    )
    return "\n".join(
        (
            f"<b>Owner's panel</b>\n{state}",
            f"Today (UTC): <b>${figures.spent_today_usd:.2f}</b> of ${float(decided.get(BUDGET_USD, budget)):g},"
            f" {_many(pictures, 'picture')}, {_many(failures, 'call')} without result",
            f"Queue: {_many(figures.jobs_waiting, 'job')} waiting, {figures.jobs_running} running;"
            f" {_many(figures.updates_waiting, 'message')} to handle",
            f"Accounts: {people}",
        )
    )


def money(days: Sequence[tuple[date, float, int]], failures: Sequence[tuple[str, int]], budget: float) -> str:
    today = f"${days[0][1]:.2f} of ${budget:g}" if days else ""
    lines = [f"<b>Today: {today}</b>"]
    if failures:
        lines += ["", "Calls without result today:", *(f"• {escape(_reason(word))}: {n}" for word, n in failures)]
    lines += ["", "The last days (UTC):"]
    lines += [f"<code>{day:%a %d %b}  ${usd:7.2f}</code>  {_many(made, 'picture')}" for day, usd, made in days]
    return "\n".join(lines)


REASONS = {
    "EngineOverloaded": "engine overloaded",
    "EngineRateLimited": "engine's rate limit",
    "EngineRetired": "engine retired",
    "EngineUnreachable": "engine not reached",
    "OutcomeUnknown": "no answer in time",
    "OperatorProblem": "key, quota or billing",
    "cut off": "cut off by a stop of the bot",
}


def _reason(word: str) -> str:
    return REASONS.get(word, word.replace("refused:", "refused: "))


def engines(
    chains: Mapping[str, Sequence[str]],
    states: Mapping[str, str],
    health: Sequence[EngineHealth],
    alike: Sequence[EngineLikeness],
) -> str:
    """`chains` are engines by setting; `states` says of those that are not well why."""
    lines = ["<b>Engines, the last hour</b>"]
    known = {one.engine: one for one in health}
    score = {one.engine: one for one in alike}
    rest = sorted(known.keys() - {engine for chain in chains.values() for engine in chain})
    for label, names in (*chains.items(), *([("others", rest)] if rest else [])):
        lines.append(f"\n<i>{label}</i>")
        for name in names:
            one, like = known.get(name), score.get(name)
            facts = [f"⚠ {states[name]}"] if states.get(name) else []
            facts.append(
                f"{_many(one.calls, 'call')}, {one.failed / one.calls:.0%} without result" if one else "not called"
            )
            if one and one.median_seconds is not None:
                facts.append(f"median {one.median_seconds:.1f} s")
            if like:
                facts.append(f"likeness {likeness.index(like.recent)}/100 ({like.pictures})")
            lines.append(f"<code>{escape(name)}</code>: {' · '.join(facts)}")
    return "\n".join(lines)


def engine_state(*, retired: bool, last_day: date | None, rests: float) -> str:
    """Empty for an engine that is well."""
    if retired:
        return f"retired{f' since {last_day}' if last_day else ''}"
    facts = [f"rests for {duration(rests)}"] if rests else []
    return ", ".join([*facts, f"ends {last_day}"] if last_day else facts)


def storage(pictures: int, database: int, stored: int | None, disk: int | None) -> str:
    lines = [f"<b>Storage</b>\n{_many(pictures, 'generated picture')} in the rows"]
    if stored is not None:
        lines.append(f"Pictures and photos: {stored / 1e6:.1f} MB")
    lines.append(f"Database: {database / 1e6:.1f} MB")
    if disk is not None:
        lines.append(f"Free in DATA_DIR: {disk / 1e9:.1f} GB")
    return "\n".join(lines)


def caps(decided: Mapping[str, str], pictures: int, budget: float) -> str:
    return (
        f"<b>Caps</b>\nPictures a user and day: {_cap(decided.get(PICTURES_PER_USER), f'{pictures}', '')}\n"
        f"Budget a day: {_cap(decided.get(BUDGET_USD), f'{budget:g}', '$')}\n\n"
        "The first two rows of buttons are pictures, the next two dollars. They hold at once, for all processes."
    )


def _cap(decided: str | None, settings: str, sign: str) -> str:
    if decided is None:
        return f"<b>{sign}{settings}</b> (as in .env)"
    return f"<b>{sign}{escape(decided)}</b> (.env says {sign}{settings})"


def dollars(amount: int) -> str:
    return f"${amount}"


def people(shown: Sequence[Person], page: int, pages: int) -> str:
    lines = [f"<b>Accounts</b>, page {page + 1} of {max(pages, 1)}", *(_person(one) for one in shown)]
    return "\n".join(lines)


def _person(one: Person) -> str:
    facts = [f"<code>{one.id}</code>"]
    facts += [STANDINGS[one.access]] if one.access else []
    facts += [] if one.agreed else ["has not agreed yet"]
    facts.append(f"{_many(one.pictures_today, 'picture')} today")
    facts += [f"seen {one.seen_at:%d %b %H:%M} UTC"] if one.seen_at else ["never seen"]
    return f"• <b>{escape(one.name) or 'no name'}</b> {' · '.join(facts)}"


def person(one: Person, *, listed: bool) -> str:
    how = " (in ALLOWED_USERS)" if listed and one.access != "denied" else ""
    return f"{_person(one)}{how}"


def person_button(one: Person) -> str:
    mark = {"allowed": "✓ ", "denied": "✕ ", "asked": "? "}.get(one.access, "")
    return f"{mark}{one.name or one.id}"[:30]


WHOM = (
    "Show me whom you mean, within ten minutes: forward me a message of theirs, or share their contact. Or write"
    " <code>/allow 12345</code> or <code>/deny 12345</code> with their Telegram id."
)
NO_ID = "Please write the Telegram id behind it, a number: <code>/allow 12345</code>."
THAT_IS_YOU = "That is you, the owner: you always come in."
NO_PERSON = "That comes from a chat, a channel or a bot, not from a person. Forward a message of the person instead."
NO_ACCOUNT = (
    "This contact shows no Telegram account. Ask the person to write to this bot: you are then asked, with two buttons."
)


def hidden_sender(name: str) -> str:
    return (
        f"{escape(name) or 'This person'} hides the account in forwarded messages, so Telegram does not tell me who it"
        " is. Ask them to write to this bot: you are then asked, with two buttons. Or share their contact."
    )


def invites(open_ones: Sequence[Invitation]) -> str:
    lines = [
        "<b>Invite links</b>",
        *(f"• №{one.id}: used {one.used} of {one.uses}, until {one.expires_at:%d %b %H:%M} UTC" for one in open_ones),
    ]
    lines.append("\nA new link: how many people, and for how long?" if open_ones else "None is open. A new one:")
    return "\n".join(lines)


def invite_button(uses: int, days: int) -> str:
    return f"{uses} × {_many(days, 'day')}"


def revoke_button(one: Invitation) -> str:
    return f"✕ №{one.id}"


def invite_link(link: str, uses: int, days: int) -> str:
    return f"For {_many(uses, 'person', 'people')}, {_many(days, 'day')}. I show this link only once:\n{escape(link)}"


HOW_TO_BROADCAST = (
    "<b>Broadcast.</b> Write <code>/broadcast</code> and the text behind it, formatted as you like. You see it first,"
    " and how many it goes to; nothing is sent before you confirm."
)


def send_to(count: int) -> str:
    return f"Send to {count}"


def broadcast(one: Broadcast, *, ended: bool = False) -> str:
    if one.state == "draft":
        return (
            f"☝️ This is how it looks. It goes to {_many(one.copies.get('waiting', 0), 'user')} who agreed to the terms."
        )
    if one.state == "sending" and not ended:
        return "📣 It is being sent. I tell you when it is done."
    words = {"sent": "received it", "blocked": "have blocked the bot", "failed": "were refused by Telegram"}
    parts = [f"{one.copies[state]} {said}" for state, said in words.items() if one.copies.get(state)]
    if unsure := one.copies.get("unsure", 0) + one.copies.get("sending", 0):
        parts.append(f"{unsure} may have received it (an answer was lost; nobody gets it twice)")
    if left := one.copies.get("left out", 0):
        parts.append(f"{left} were left out")
    how = "Broadcast stopped" if one.state == "cancelled" else "📣 Broadcast done"
    return f"{how}: {', '.join(parts)}." if parts else f"{how}: nobody got it."


def _many(n: int, one: str, more: str = "") -> str:
    return f"{n} {one if n == 1 else more or one + 's'}"
