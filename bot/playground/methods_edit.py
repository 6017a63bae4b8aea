"""Bot API methods that change or remove what is already in a chat."""

from bot.playground import rules
from bot.playground.chats import Chat, Chats, Entry
from bot.playground.entities import formatted
from bot.playground.methods_send import SendMethods, caption
from bot.playground.params import Params
from bot.playground.rules import Json, RefusedError

_TEXT = {"text", "entities"}
_CAPTION = {"caption", "caption_entities", "show_caption_above_media"}
_MEDIA = {"photo", "document", "has_media_spoiler"}
_MARKUP = {"reply_markup"}


class EditMethods:
    def __init__(self, chats: Chats, sending: SendMethods) -> None:
        self._chats = chats
        self._sending = sending

    async def edit_message_text(self, params: Params) -> Json:
        chat, entry = self._own(params)
        text, entities = formatted(params.text("text"), params.text("parse_mode"), params.value("entities"))
        rules.check_text(text)
        if "text" not in entry.message:
            raise RefusedError(rules.NO_TEXT_TO_EDIT)
        content = {"text": text, **({"entities": entities} if entities else {})}
        return self._edited(chat, entry, params, content, _TEXT)

    async def edit_message_caption(self, params: Params) -> Json:
        chat, entry = self._own(params)
        content = caption(params)
        if not entry.message.keys() & {"photo", "document"}:
            raise RefusedError(rules.NO_CAPTION_TO_EDIT)
        if params.flag("show_caption_above_media"):
            content["show_caption_above_media"] = True
        return self._edited(chat, entry, params, content, _CAPTION)

    async def edit_message_media(self, params: Params) -> Json:
        chat, entry = self._own(params)
        item = params.value("media")
        if not isinstance(item, dict):
            raise RefusedError("Bad Request: can't parse media JSON object")
        if "media_group_id" in entry.message and item.get("type") not in entry.message:
            raise RefusedError("Bad Request: message content type can't be changed inside an album")
        content = caption(Params(item)) | await self._sending.input_media(item, params)
        if chat.entries.get(entry.message["message_id"]) is not entry:
            raise RefusedError(rules.NOT_FOUND_TO_EDIT)
        return self._edited(chat, entry, params, content, _TEXT | _CAPTION | _MEDIA)

    async def edit_message_reply_markup(self, params: Params) -> Json:
        chat, entry = self._own(params)
        return self._edited(chat, entry, params, {}, set())

    async def delete_message(self, params: Params) -> bool:
        chat = self._sending.recipient(params)
        message_id = params.number("message_id")
        if message_id is None or message_id not in chat.entries:
            raise RefusedError(rules.NOT_FOUND_TO_DELETE)
        self._chats.delete(chat, message_id)
        return True

    async def delete_messages(self, params: Params) -> bool:
        chat = self._sending.recipient(params)
        ids = params.items("message_ids")
        if not 1 <= len(ids) <= rules.DELETED_AT_ONCE:
            raise RefusedError("Bad Request: wrong number of message identifiers, 1-100 expected")
        for message_id in ids:
            if message_id in chat.entries:
                self._chats.delete(chat, message_id)
        return True

    async def pin_chat_message(self, params: Params) -> bool:
        chat = self._sending.recipient(params)
        if params.number("message_id") not in chat.entries:
            raise RefusedError(rules.NOT_FOUND_TO_PIN)
        return True

    async def unpin_chat_message(self, params: Params) -> bool:
        self._sending.recipient(params)
        return True

    def _own(self, params: Params) -> tuple[Chat, Entry]:
        chat = self._sending.recipient(params)
        entry = chat.entries.get(params.number("message_id") or 0)
        if entry is None:
            raise RefusedError(rules.NOT_FOUND_TO_EDIT)
        if entry.outgoing:
            raise RefusedError(rules.NOT_EDITABLE)
        return chat, entry

    def _edited(self, chat: Chat, entry: Entry, params: Params, content: Json, replaced: set[str]) -> Json:
        """Replaces these parts; a keyboard that is not given again is gone, as on Telegram."""
        markup = rules.check_keyboard(params.value("reply_markup"))
        if markup and "media_group_id" in entry.message:
            raise RefusedError(rules.NOT_EDITABLE)
        content = content | ({"reply_markup": markup} if markup else {})
        replaced = replaced | _MARKUP
        if content == {key: value for key, value in entry.message.items() if key in replaced}:
            raise RefusedError(rules.NOT_MODIFIED)
        self._chats.edit(chat, entry, content, replaced)
        return self._chats.telegram(entry)
