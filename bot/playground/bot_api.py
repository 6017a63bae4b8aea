"""The HTTP face of the Bot API: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.playground.cash import Cash
from bot.playground.chats import Chats
from bot.playground.faults import Call, Fault
from bot.playground.methods_about import AboutMethods
from bot.playground.methods_edit import EditMethods
from bot.playground.methods_inline import InlineMethods
from bot.playground.methods_send import SendMethods
from bot.playground.params import Params, read_params
from bot.playground.rules import RefusedError

_CALLS_KEPT = 100_000


class Lost(Response):
    """Announces an answer and never sends it: the server then closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"", "more_body": True})


class BotApi:
    def __init__(
        self,
        token: str,
        chats: Chats,
        sending: SendMethods,
        editing: EditMethods,
        about: AboutMethods,
        inline: InlineMethods,
        cash: Cash,
    ) -> None:
        self._token = token
        self._chats = chats
        self.faults: list[Fault] = []
        self.calls: list[Call] = []
        self._methods: dict[str, Callable[[Params], Awaitable[Any]]] = {
            "getme": about.get_me,
            "getupdates": about.get_updates,
            "setwebhook": about.set_webhook,
            "deletewebhook": about.delete_webhook,
            "getwebhookinfo": about.get_webhook_info,
            "setmycommands": about.set_my_commands,
            "getmycommands": about.get_my_commands,
            "deletemycommands": about.delete_my_commands,
            "setmydescription": about.set_my_description,
            "setmyshortdescription": about.set_my_short_description,
            "getfile": about.get_file,
            "getchat": about.get_chat,
            "answercallbackquery": about.answer_callback_query,
            "answerinlinequery": inline.answer_inline_query,
            "sendmessage": sending.send_message,
            "sendphoto": sending.send_photo,
            "senddocument": sending.send_document,
            "sendmediagroup": sending.send_media_group,
            "sendchataction": sending.send_chat_action,
            "sendmessagedraft": sending.send_message_draft,
            "editmessagetext": editing.edit_message_text,
            "editmessagecaption": editing.edit_message_caption,
            "editmessagemedia": editing.edit_message_media,
            "editmessagereplymarkup": editing.edit_message_reply_markup,
            "deletemessage": editing.delete_message,
            "deletemessages": editing.delete_messages,
            "sendinvoice": cash.send_invoice,
            "answerprecheckoutquery": cash.answer_pre_checkout_query,
            "refundstarpayment": cash.refund_star_payment,
            "pinchatmessage": editing.pin_chat_message,
            "unpinchatmessage": editing.unpin_chat_message,
        }

    async def call(self, request: Request) -> Response:
        try:
            self._check(request)
            method = request.path_params["method"]
            perform = self._methods.get(method.lower(), _unknown)
            params = await read_params(request)
            self._record(method, params)
            return await self._answered(method, params.value("chat_id"), lambda: _result(perform, params))
        except RefusedError as refused:
            return JSONResponse(refused.as_json(), refused.status)

    async def download(self, request: Request) -> Response:
        try:
            self._check(request)
            stored = self._chats.files.at(request.path_params["path"])
            data = await asyncio.to_thread(self._chats.files.data, stored)

            async def sent() -> Response:
                return Response(data, media_type="application/octet-stream")

            return await self._answered("file", None, sent)
        except RefusedError as refused:
            return JSONResponse(refused.as_json(), refused.status)

    async def _answered(self, method: str, chat_id: object, perform: Callable[[], Awaitable[Response]]) -> Response:
        fault = next((fault for fault in self.faults if fault.concerns(method, chat_id)), None)
        if fault is None:
            return await perform()
        fault.times -= 1
        done = await perform() if fault.deliver or fault.drop else None
        await asyncio.sleep(fault.delay)
        if fault.until is not None:
            await fault.until.wait()
        if fault.drop:
            return Lost()
        if fault.status is not None:
            raise RefusedError(fault.description, fault.status, fault.parameters)
        return done or await perform()

    def _check(self, request: Request) -> None:
        given = request.path_params["token"]
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            raise RefusedError("Unauthorized", 401)

    def _record(self, method: str, params: Params) -> None:
        uploads = {
            name: {"file_name": upload.name, "mime_type": upload.mime_type, "size": len(upload.data)}
            for name, upload in params.uploads.items()
        }
        self.calls.append(Call(method, {**params.values, **uploads}, time.monotonic()))
        if len(self.calls) > _CALLS_KEPT:
            del self.calls[: _CALLS_KEPT // 2]


async def _unknown(params: Params) -> Any:
    raise RefusedError("Not Found: method not found", 404)


async def _result(perform: Callable[[Params], Awaitable[Any]], params: Params) -> Response:
    return JSONResponse({"ok": True, "result": await perform(params)})
