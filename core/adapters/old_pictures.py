"""Reference images of the older web system: data URLs, and objects of the configured Supabase project alone."""

import asyncio
import base64
import binascii
import re
from urllib.parse import SplitResult, unquote, unquote_to_bytes, urlsplit

import httpx

from core.errors import PictureMissing, PicturesAway

MOST_BYTES = 20 * 1024 * 1024
# object/sign/<bucket>/<path>?token=…, the same below render/image when it is resized, or object/<bucket>/<path>
OBJECT = re.compile(
    r"/storage/v1/(?:object|render/image)/(?:(?:public|sign|authenticated)/|(?!public/|sign/|authenticated/))"
    r"(?P<path>[^/]+/.+)"
)
PASSING = {408, 425, 429}  # and 5xx


class ProjectPictures:
    """`project_url` is the address of the Supabase project, or empty: then only data URLs are read.

    With its secret key a private bucket's objects are read too, and those whose signed URL has run out.
    """

    def __init__(self, project_url: str, secret_key: str = "") -> None:
        self._project = urlsplit(project_url)
        self._headers = {"apikey": secret_key, "Authorization": f"Bearer {secret_key}"} if secret_key else {}

    async def read(self, source: str) -> bytes:
        if source.startswith("data:"):
            return await asyncio.to_thread(_inline, source)
        address = self._address(source)
        try:
            async with (
                asyncio.timeout(60),
                httpx.AsyncClient(follow_redirects=False, timeout=20) as client,
                client.stream("GET", address, headers=self._headers) as answer,
            ):
                if answer.status_code in PASSING or answer.is_server_error:
                    raise PicturesAway(f"the older system's storage answers {answer.status_code}")
                if answer.status_code != httpx.codes.OK:
                    raise PictureMissing(f"{self._project.hostname} answered {answer.status_code}")
                return await _bounded(answer)
        except (httpx.TransportError, TimeoutError) as error:
            raise PicturesAway(f"the older system's storage: {type(error).__name__}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PictureMissing(f"{self._project.hostname}: {type(error).__name__}") from error

    def _address(self, source: str) -> str:
        """Where to ask: always our own project, written anew from its address and the object's path."""
        try:
            url = urlsplit(source)
            same = self._project.hostname is not None and _place(url) == _place(self._project)
        except ValueError as error:
            raise PictureMissing("a broken URL") from error
        found = OBJECT.fullmatch(url.path)
        if not same or "@" in url.netloc or not found or not _is_plain(url.path):
            raise PictureMissing("no picture of the configured project")
        root = f"{self._project.scheme}://{self._project.netloc}"
        if self._headers:
            return f"{root}/storage/v1/object/authenticated/{found['path']}"
        return f"{root}{url.path}" + (f"?{url.query}" if url.query else "")


def _place(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or {"http": 80, "https": 443}.get(url.scheme)


def _is_plain(path: str) -> bool:
    """No segment that leads elsewhere, however often it is percent-encoded, and nothing unprintable."""
    for _ in range(3):
        if any(part in {".", ".."} for part in re.split(r"[/\\]", path)) or not path.isprintable():
            return False
        path = unquote(path)
    return True


def _inline(source: str) -> bytes:
    head, _, body = source.partition(",")
    if len(body) > MOST_BYTES * 4 // 3 + 4:
        raise PictureMissing("a data URL that is too large")
    try:
        raw = unquote_to_bytes(body)
        return base64.b64decode(raw, validate=True) if head.endswith(";base64") else raw
    except (binascii.Error, ValueError) as error:
        raise PictureMissing("a broken data URL") from error


async def _bounded(answer: httpx.Response) -> bytes:
    data = bytearray()
    async for piece in answer.aiter_bytes():
        data += piece
        if len(data) > MOST_BYTES:
            raise PictureMissing("an old picture that is too large")
    return bytes(data)
