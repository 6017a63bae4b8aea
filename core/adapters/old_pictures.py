"""Reference images of the older web system: data URLs, and URLs of the configured Supabase project. No other host."""

import base64
import binascii
from urllib.parse import SplitResult, unquote_to_bytes, urlsplit

import httpx

from core.errors import PictureMissing

MOST_BYTES = 20 * 1024 * 1024


class ProjectPictures:
    """`project_url` is the address of the Supabase project, or empty: then only data URLs are read."""

    def __init__(self, project_url: str) -> None:
        self._project = urlsplit(project_url)

    async def read(self, source: str) -> bytes:
        if source.startswith("data:"):
            return _inline(source)
        try:
            url = urlsplit(source)
            same = self._project.hostname is not None and _place(url) == _place(self._project)
        except ValueError as error:
            raise PictureMissing("a broken URL") from error
        if not same or url.username:
            raise PictureMissing(f"{url.scheme}://{url.hostname}")
        try:
            async with (
                httpx.AsyncClient(follow_redirects=False, timeout=20) as client,
                client.stream("GET", source) as answer,
            ):
                if answer.status_code != httpx.codes.OK:
                    raise PictureMissing(f"{url.hostname} answered {answer.status_code}")
                return await _bounded(answer)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PictureMissing(f"{url.hostname}: {type(error).__name__}") from error


def _place(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or {"http": 80, "https": 443}.get(url.scheme)


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
