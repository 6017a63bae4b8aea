"""Who may talk to the playground: this computer only, no foreign page, no endless body; and the page's own limits."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.playground.rules import REQUEST_BYTES, REQUEST_TOO_LARGE, RefusedError

_HOSTS = {"127.0.0.1", "localhost", "::1"}
_MOST_BYTES = REQUEST_BYTES + 1024 * 1024  # the form around a file of the largest size
_PATIENCE_BYTES = 4 * _MOST_BYTES
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = _refusal(scope["method"], headers)
        if refusal:
            if refusal.status == 413:
                await _drained(receive)
            await JSONResponse(refusal.as_json(), refusal.status)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > _MOST_BYTES:  # no honest Content-Length
                raise HTTPException(413, REQUEST_TOO_LARGE)
            return message

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
            await send(message)

        await self._app(scope, counted, sealed)


def _refusal(method: str, headers: Headers) -> RefusedError | None:
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in _HOSTS:
        return RefusedError("Forbidden: the playground answers to this computer only", 403)
    origin = headers.get("origin")
    if method not in {"GET", "HEAD"} and origin is not None and urlsplit(origin).netloc != host:
        return RefusedError("Forbidden: the request comes from another site", 403)
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _MOST_BYTES:
        return RefusedError(REQUEST_TOO_LARGE, 413)
    return None


async def _drained(receive: Receive) -> None:
    """Lets the client finish: whoever is cut off while writing never reads the reason."""
    left = _PATIENCE_BYTES
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
