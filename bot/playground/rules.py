"""What Telegram refuses, in Telegram's own words; every limit stands here."""

from typing import Any

Json = dict[str, Any]

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
ALBUM_SIZES = range(2, 11)
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER_LENGTH = 200
CALLBACK_ANSWER_SECONDS = 30.0
BUTTONS_IN_A_ROW = 8
BUTTONS_IN_ALL = 100
COMMANDS = 100
DELETED_AT_ONCE = 100
UPDATES_AT_ONCE = 100
INLINE_RESULTS = 50
INLINE_OFFSET_BYTES = 64

REQUEST_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOCUMENT_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
PHOTO_WIDTH_PLUS_HEIGHT = 10_000
PHOTO_RATIO = 20

BUTTON_STYLES = {"primary", "success", "danger"}
BUTTON_ACTIONS = {
    "callback_data",
    "callback_game",
    "copy_text",
    "login_url",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "url",
    "web_app",
}
CHAT_ACTIONS = {
    "choose_sticker",
    "find_location",
    "record_video",
    "record_video_note",
    "record_voice",
    "typing",
    "upload_document",
    "upload_photo",
    "upload_video",
    "upload_video_note",
    "upload_voice",
}

BLOCKED = "Forbidden: bot was blocked by the user"
CAPTION_TOO_LONG = "Bad Request: message caption is too long"
CHAT_NOT_FOUND = "Bad Request: chat not found"
FILE_TOO_BIG = "Bad Request: file is too big"
FILE_UNKNOWN = "Bad Request: wrong file_id or the file is temporarily unavailable"
KICKED = "Forbidden: bot was kicked from the {} chat"
NO_CAPTION_TO_EDIT = "Bad Request: there is no caption in the message to edit"
NO_TEXT_TO_EDIT = "Bad Request: there is no text in the message to edit"
NOT_EDITABLE = "Bad Request: message can't be edited"
NOT_FOUND_TO_DELETE = "Bad Request: message to delete not found"
NOT_FOUND_TO_EDIT = "Bad Request: message to edit not found"
NOT_FOUND_TO_PIN = "Bad Request: message to pin not found"
NOT_FOUND_TO_REPLY = "Bad Request: message to be replied not found"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
PICTURE_DIMENSIONS = "Bad Request: PHOTO_INVALID_DIMENSIONS"
PICTURE_UNREADABLE = "Bad Request: IMAGE_PROCESS_FAILED"
QUERY_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
REQUEST_TOO_LARGE = "Request Entity Too Large"
TEXT_EMPTY = "Bad Request: message text is empty"
TEXT_TOO_LONG = "Bad Request: message is too long"
TWO_POLLERS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_HTTPS = "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
WRONG_FILE = "Bad Request: wrong file identifier/HTTP URL specified"


class RefusedError(Exception):
    """An answer other than `ok`: status, description and Telegram's optional `parameters`."""

    def __init__(self, description: str, status: int = 400, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.description = description
        self.status = status
        self.parameters = parameters

    def as_json(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def check_text(text: str) -> None:
    if not text:
        raise RefusedError(TEXT_EMPTY)
    if len(text) > TEXT_LENGTH:
        raise RefusedError(TEXT_TOO_LONG)


def check_caption(caption: str) -> None:
    if len(caption) > CAPTION_LENGTH:
        raise RefusedError(CAPTION_TOO_LONG)


def check_photo(width: int, height: int) -> None:
    long, short = max(width, height), max(1, min(width, height))
    if width + height > PHOTO_WIDTH_PLUS_HEIGHT or long > PHOTO_RATIO * short:
        raise RefusedError(PICTURE_DIMENSIONS)


def check_keyboard(markup: object) -> Json | None:
    """The inline keyboard as Telegram would echo it, or None for the other kinds of reply markup."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise RefusedError("Bad Request: object expected as reply markup")
    if "inline_keyboard" not in markup:
        if markup and not markup.keys() & {"keyboard", "remove_keyboard", "force_reply"}:
            raise RefusedError("Bad Request: can't parse reply keyboard markup JSON object")
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise RefusedError(
            'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    if any(len(row) > BUTTONS_IN_A_ROW for row in rows) or sum(len(row) for row in rows) > BUTTONS_IN_ALL:
        raise RefusedError("Bad Request: reply markup is too long")
    kept = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _button(button: object) -> Json:
    about = "Bad Request: can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise RefusedError(about + "Object expected")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RefusedError(about + 'Field "text" must be a non-empty String')
    actions = button.keys() & BUTTON_ACTIONS
    if not actions:
        raise RefusedError(about + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise RefusedError(about + "exactly one action must be specified")
    style = button.get("style")
    if style is not None and style not in BUTTON_STYLES:
        raise RefusedError(about + "invalid button style specified")
    data = button.get("callback_data")
    if "callback_data" in button and not (
        isinstance(data, str) and 0 < len(data.encode("utf-8", "replace")) <= CALLBACK_DATA_BYTES
    ):
        raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
    url = button.get("url")
    if "url" in button and not (isinstance(url, str) and url.startswith(("http://", "https://", "tg://"))):
        raise RefusedError(f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return dict(button)
