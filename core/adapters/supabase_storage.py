"""Pictures in a private bucket of Supabase Storage, through one HTTP/1.1 client whose time-outs are ours."""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from core.errors import PictureMissing, PicturesAway, PicturesRefused
from core.models import STORED_KEY

if TYPE_CHECKING:
    from storage3._async.client import AsyncStorageClient
    from storage3._async.file_api import AsyncBucketProxy
    from storage3.exceptions import StorageApiError

log = logging.getLogger(__name__)
T = TypeVar("T")

TRIES = 3
DEADLINE = 60.0  # of one try, whatever trickles in
PAGE = 1000
MOST_REMOVED = 1000  # the API's own limit
MISSING = 404
PASSING = {408, 409, 423, 425, 429}  # and 5xx. An upsert conflicts only with another one under way
PAGES = ("text/html", "application/xhtml", "application/json", "text/xml", "application/xml")
TYPES = {  # by ending, if the first bytes agree: sealed pictures are octets
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "png": ("image/png", b"\x89PNG"),
    "webp": ("image/webp", b"RIFF"),
}
KEY_FIX = (
    "copy the secret key (sb_secret_…) from the Supabase dashboard, Project Settings → API Keys → Secret keys, of the"
    " same project as SUPABASE_URL into SUPABASE_SECRET_KEY"
)
URL_FIX = (
    "copy the project URL (https://….supabase.co) from the Supabase dashboard, Project Settings → Data API, into"
    " SUPABASE_URL; a paused project must first be restored there"
)
PUBLIC_FIX = (
    "Supabase dashboard, Storage → the bucket's ⋯ → Edit bucket → turn 'Public bucket' off; or name another bucket with"
    " SUPABASE_BUCKET"
)
FIXES = {
    401: KEY_FIX,
    403: KEY_FIX,
    402: "the project has used up its plan: see Supabase dashboard, Organization → Billing",
    413: "raise 'Restrict file size' to 50 MB: Supabase dashboard, Storage → the bucket's ⋯ → Edit bucket",
    415: "remove 'Restrict MIME types' of the bucket: Supabase dashboard, Storage → the bucket's ⋯ → Edit bucket",
}


class NoPictureError(Exception):
    """The answer to a download is a page or empty."""


# Connections, time-outs, and answers that are not what the client expects. All may pass.
UNREADABLE = (httpx.TransportError, TimeoutError, NoPictureError, ValueError, TypeError, LookupError)


class SupabasePictures:
    """Implements core.ports.Pictures. Entering it finds the bucket, or makes it private. Raises PicturesRefused."""

    def __init__(self, url: str, key: str, bucket: str, backoff_seconds: float = 0.4) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._name = bucket
        self._backoff = backoff_seconds  # doubles, and up to as much again by chance
        self._stack = AsyncExitStack()
        self._bucket: AsyncBucketProxy
        self._told = ""

    async def __aenter__(self) -> "SupabasePictures":
        from supabase import AsyncClientOptions, acreate_client

        async with AsyncExitStack() as stack:
            http = await stack.enter_async_context(
                httpx.AsyncClient(
                    http2=False,  # idle HTTP/2 connections break the next write
                    timeout=httpx.Timeout(30, connect=5, pool=20),
                    limits=httpx.Limits(max_connections=20, keepalive_expiry=20),
                    event_hooks={"response": [_no_page]},
                )
            )
            options = AsyncClientOptions(httpx_client=http, auto_refresh_token=False, persist_session=False)
            storage = (await acreate_client(self._url, self._key, options)).storage
            self._bucket = storage.from_(self._name)
            try:
                await self._find(storage)
            except PicturesAway as error:
                raise PicturesRefused(f"Supabase Storage at {self._url} cannot be reached: {error}", URL_FIX) from error
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def put(self, key: str, data: bytes) -> None:
        path = _checked(key)
        mime, start = TYPES.get(key.rsplit(".", 1)[-1], ("", b""))
        kind = mime if mime and data.startswith(start) else "application/octet-stream"
        options: Any = {"content-type": kind, "upsert": "true", "cache-control": "0"}
        await self._asked(lambda: self._bucket.upload(path, data, options))

    async def get(self, key: str) -> bytes:
        path = _checked(key)

        async def read() -> bytes:
            data = await self._bucket.download(path)
            if not data or data[:64].lstrip()[:1] in {b"<", b"{"}:
                raise NoPictureError
            return data

        return await self._asked(read, key)

    async def remove(self, keys: Sequence[str]) -> None:
        """What the answer does not name as removed was gone before, or is still there: the listing tells."""
        paths = list(dict.fromkeys(map(_checked, keys)))
        for start in range(0, len(paths), MOST_REMOVED):
            left = paths[start : start + MOST_REMOVED]
            for _ in range(TRIES):
                answer = _rows(await self._asked(partial(self._bucket.remove, left)))
                left = await self._still_there(set(left) - {row.get("name") for row in answer})
                if not left:
                    break
            else:
                raise PicturesAway(f"{len(left)} objects are still there after they were removed")

    async def keys(self, folder: str) -> list[str]:
        files, folders = await self._listed(_checked(folder))
        for one in folders:
            files += await self.keys(one)
        return sorted(files)

    async def clear(self, folder: str) -> None:
        while keys := await self.keys(folder):
            await self.remove(keys)

    async def weight(self) -> int:
        return await self._weighed("")

    async def _weighed(self, folder: str) -> int:
        total = 0
        async for path, row in self._entries(folder):
            about = row.get("metadata")
            total += int(about.get("size") or 0) if isinstance(about, dict) else await self._weighed(path)
        return total

    async def _still_there(self, paths: set[str]) -> list[str]:
        by_folder: defaultdict[str, set[str]] = defaultdict(set)
        for path in paths:
            by_folder[path.rpartition("/")[0]].add(path)
        return [path for folder, some in by_folder.items() for path in some & set((await self._listed(folder))[0])]

    async def _listed(self, folder: str) -> tuple[list[str], list[str]]:
        """The files and the folders right in this folder, page by page until an empty one."""
        files, folders = list[str](), list[str]()
        async for path, row in self._entries(folder):
            (files if row.get("id") else folders).append(path)
        return files, folders

    async def _entries(self, folder: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        offset = 0
        while True:
            options: Any = {"limit": PAGE, "offset": offset}
            page = _rows(await self._asked(partial(self._bucket.list, folder, options)))
            if not page:
                return
            for row in page:
                path = f"{folder}/{row.get('name')}" if folder else str(row.get("name"))
                if STORED_KEY.fullmatch(path):  # the dashboard leaves hidden placeholders in empty folders
                    yield path, row
            offset += len(page)

    async def _find(self, storage: "AsyncStorageClient") -> None:
        try:
            found = await self._asked(lambda: storage.get_bucket(self._name))
        except PicturesRefused as refused:
            if not _is_missing(refused.__cause__):
                raise
            with suppress(PicturesAway):  # another replica may have been faster
                await self._asked(lambda: storage.create_bucket(self._name, options={"public": False}))
            found = await self._asked(lambda: storage.get_bucket(self._name))
        if found.public:
            raise PicturesRefused(
                f"The bucket '{self._name}' is public: everybody on the internet could read the pictures", PUBLIC_FIX
            )

    async def _asked(self, ask: Callable[[], Awaitable[T]], key: str = "") -> T:
        """Ask up to TRIES times: everything asked here may be repeated. Raises PictureMissing for a missing `key`."""
        from storage3.exceptions import StorageApiError

        wait = self._backoff
        for left in reversed(range(TRIES)):
            try:
                async with asyncio.timeout(DEADLINE):
                    return await ask()
            except StorageApiError as error:
                trouble = self._explained(error, key)
                if not isinstance(trouble, PicturesAway) or not left:
                    raise trouble from error
            except UNREADABLE as error:
                if not left:
                    raise PicturesAway(f"{type(error).__name__} from Supabase Storage, {TRIES} times") from error
            await asyncio.sleep(wait * (1 + random.random()))  # noqa: S311  # variety, not secrecy
            wait *= 2
        raise AssertionError

    def _explained(self, error: "StorageApiError", key: str) -> PictureMissing | PicturesAway | PicturesRefused:
        status = _status(error)
        if status in PASSING or status >= 500:
            return PicturesAway(f"Supabase Storage answers {status}")
        no_bucket = "bucket" in f"{error.code} {error.message}".lower()
        if _is_missing(error) and key and not no_bucket:
            return PictureMissing(key)
        if _is_missing(error):
            reason, fix = (
                f"There is no bucket '{self._name}' in {self._url}",
                "start the bot again: it makes the bucket",
            )
        else:
            reason, fix = f"Supabase Storage at {self._url} refuses with {status}", FIXES.get(status, URL_FIX)
        if reason != self._told:
            self._told = reason
            log.error("%s: %s", reason, fix)
        return PicturesRefused(reason, fix)


async def _no_page(answer: httpx.Response) -> None:
    """A proxy's or a maintenance page with status 200 is no picture; refused before it is read."""
    kind = answer.headers.get("content-type", "")
    wants_picture = answer.request.method == "GET" and "/storage/v1/object/" in answer.request.url.path
    if answer.is_success and wants_picture and kind.startswith(PAGES):
        raise NoPictureError


def _checked(key: str) -> str:
    if not STORED_KEY.fullmatch(key):
        raise PictureMissing(key[:80])
    return key


def _rows(answer: object) -> list[dict[str, Any]]:
    if isinstance(answer, list) and all(isinstance(row, dict) for row in answer):
        return answer
    raise PicturesAway("Supabase Storage answers with something that is no list")


def _status(error: "StorageApiError") -> int:
    """The API's own status stands in the body; HTTP's is 400 for most of them."""
    if str(error.status).isdigit():
        return int(error.status)
    cause = error.__cause__
    return cause.response.status_code if isinstance(cause, httpx.HTTPStatusError) else 500


def _is_missing(error: BaseException | None) -> bool:
    """Said by the API itself: a 404 that cannot be parsed is another server's."""
    from storage3.exceptions import StorageApiError

    return isinstance(error, StorageApiError) and _status(error) == MISSING and error.code != "InternalError"
