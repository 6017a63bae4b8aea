"""Supabase Storage as a strict, scriptable HTTP server that counts, written from what storage3 2.34 sends.

Most refusals have HTTP status 400 and their own status in the body, as the real one's.
"""

import asyncio
import json
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

KEY = "sb_secret_a+key/of=the-tests"
ROOT = "/storage/v1"
MOST_AT_ONCE = 1000
NAME = re.compile(r"[\w!.*'() &$@=;:+,?/-]+")
PICTURE_TYPES = {"image/jpeg", "image/png", "image/webp", "application/octet-stream"}


@dataclass
class Stored:
    data: bytes
    kind: str


@dataclass
class Asked:
    what: str
    path: str
    headers: dict[str, str]


class RefusedError(Exception):
    def __init__(self, status: int, error: str, message: str, http: int = 400) -> None:
        super().__init__(message)
        self.answer = JSONResponse({"statusCode": str(status), "error": error, "message": message}, http)


NOT_FOUND = RefusedError(404, "not_found", "Object not found")
NO_BUCKET = RefusedError(404, "Bucket not found", "Bucket not found")
DUPLICATE = RefusedError(409, "Duplicate", "The resource already exists")


@dataclass
class FakeSupabase:
    """`buckets` is what there is. `fail` scripts faults; `asked` is every request, with its headers."""

    key: str = KEY
    buckets: dict[str, bool] = field(default_factory=dict)  # name → public
    objects: dict[tuple[str, str], Stored] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    stuck: set[str] = field(default_factory=set)  # paths that deleting passes over in silence
    tokens: dict[str, str] = field(default_factory=dict)  # signed path → token
    _faults: dict[str, deque[str]] = field(default_factory=dict)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve as ASGI; uvicorn's transport is kept at hand for the fault that cuts the connection."""
        scope["transport"] = getattr(getattr(send, "__self__", None), "transport", None)
        await self._web(scope, receive, send)

    def __post_init__(self) -> None:
        """Storage alone answers: any other path is a mistake of whoever asks."""
        routes = [
            ("/bucket", "POST", "make", self._make),
            ("/bucket/{bucket}", "GET", "bucket", self._bucket),
            ("/object/list/{bucket}", "POST", "list", self._list),
            ("/object/public/{bucket}/{path:path}", "GET", "public", self._public),
            ("/object/sign/{bucket}/{path:path}", "GET", "signed", self._signed),
            ("/render/image/{access}/{bucket}/{path:path}", "GET", "render", self._public),
            ("/object/authenticated/{bucket}/{path:path}", "GET", "get", self._get),
            ("/object/{bucket}/{path:path}", "POST", "put", self._put),
            ("/object/{bucket}/{path:path}", "GET", "get", self._get),
            ("/object/{bucket}", "DELETE", "remove", self._remove),
        ]
        self._web = Starlette(
            routes=[Route(ROOT + path, self._guarded(what, answer), methods=[m]) for path, m, what, answer in routes]
        )

    def reset(self) -> None:
        for one in (self.buckets, self.objects, self.asked, self.stuck, self.tokens, self._faults):
            one.clear()

    def fail(self, what: str, *faults: str) -> None:
        """Faults of the next requests of a kind, in turn: a status, or html, json, empty, drop, half, moved, slow:N."""
        self._faults.setdefault(what, deque()).extend(faults)

    def calm(self) -> None:
        """Forget the faults that nobody has met."""
        self._faults.clear()

    def counts(self) -> Counter[str]:
        return Counter(asked.what for asked in self.asked)

    def stored(self, bucket: str = "keepface") -> dict[str, bytes]:
        return {path: one.data for (name, path), one in self.objects.items() if name == bucket}

    def _guarded(self, what: str, answer: Any) -> Any:
        async def endpoint(request: Request) -> Response:
            self.asked.append(Asked(what, request.url.path, dict(request.headers)))
            faults = self._faults.get(what)
            if faults and (fault := await _fault(faults.popleft(), request)):
                return fault
            try:
                if what not in {"public", "signed", "render"}:
                    self._authorise(request)
                result: Response = await answer(request, **request.path_params)
            except RefusedError as no:
                return no.answer
            except ClientDisconnect:  # killed while it sent something: nothing of it is stored
                return Response(status_code=499)
            return result

        return endpoint

    def _authorise(self, request: Request) -> None:
        if "mozilla" in request.headers["user-agent"].lower():
            raise RefusedError(401, "Unauthorized", "Forbidden use of secret API key in browser", 401)
        if request.headers.get("apikey") != self.key:
            no = RefusedError(401, "", "")
            no.answer = JSONResponse({"message": "Invalid API key", "hint": "Double check your API key."}, 401)
            raise no
        if request.headers.get("authorization") != f"Bearer {self.key}":
            raise RefusedError(403, "Unauthorized", "Invalid Compact JWS")

    async def _make(self, request: Request) -> Response:
        body = await request.json()
        if not isinstance(body.get("public"), bool) or body["id"] != body["name"]:
            raise RefusedError(400, "invalid_request", "body/public must be boolean")
        if body["id"] in self.buckets:
            raise DUPLICATE
        self.buckets[body["id"]] = body["public"]
        return JSONResponse({"name": body["id"]})

    async def _bucket(self, request: Request, bucket: str) -> Response:
        if bucket not in self.buckets:
            raise NO_BUCKET
        times = dict.fromkeys(("created_at", "updated_at"), "2026-11-23T00:00:00.000Z")
        limits = {"file_size_limit": None, "allowed_mime_types": None}
        public = {"public": self.buckets[bucket]}
        return JSONResponse({"id": bucket, "name": bucket, "owner": "", **public, **times, **limits})

    async def _put(self, request: Request, bucket: str, path: str) -> Response:
        self._check(bucket, path)
        if not request.headers["content-type"].startswith("multipart/form-data; boundary="):
            raise RefusedError(400, "invalid_request", "only multipart is taken here")
        async with request.form() as form:
            file = form.get("file")
            if not isinstance(file, UploadFile) or not isinstance(form.get("cacheControl"), str):
                raise RefusedError(400, "invalid_request", "no file")
            data, kind = await file.read(), file.content_type or ""
        if kind not in PICTURE_TYPES:
            raise RefusedError(415, "invalid_mime_type", f"mime type {kind} is not supported")
        upsert = request.headers.get("x-upsert", "false")
        if upsert not in {"true", "false"}:
            raise RefusedError(400, "invalid_request", "x-upsert")
        if (bucket, path) in self.objects and upsert == "false":
            raise DUPLICATE
        self.objects[bucket, path] = Stored(data, kind)
        return JSONResponse({"Id": "0", "Key": f"{bucket}/{path}"})

    async def _get(self, request: Request, bucket: str, path: str) -> Response:
        self._check(bucket, path)
        if (bucket, path) not in self.objects:
            raise NOT_FOUND
        one = self.objects[bucket, path]
        return Response(one.data, media_type=one.kind)

    async def _public(self, request: Request, bucket: str, path: str, access: str = "public") -> Response:
        if not self.buckets.get(bucket):
            raise NO_BUCKET
        return await self._get(request, bucket, path)

    async def _signed(self, request: Request, bucket: str, path: str) -> Response:
        if self.tokens.get(path) != request.query_params.get("token"):
            raise RefusedError(400, "InvalidJWT", '"exp" claim timestamp check failed')
        return await self._get(request, bucket, path)

    async def _list(self, request: Request, bucket: str) -> Response:
        body = await request.json()
        if set(body) - {"limit", "offset", "sortBy", "prefix", "search"} or not 1 <= body["limit"] <= MOST_AT_ONCE:
            raise RefusedError(400, "invalid_request", "body/limit must be <= 1000")
        folder = f"{body['prefix'].strip('/')}/".lstrip("/")
        rows: dict[str, dict[str, Any]] = {}
        for name, path in sorted(self.objects):
            if name == bucket and path.startswith(folder):
                head, slash, _ = path.removeprefix(folder).partition("/")
                about = {"size": len(self.objects[name, path].data)}
                rows[head] = {"name": head, "id": None if slash else f"id-{path}", "metadata": None if slash else about}
        return JSONResponse(list(rows.values())[body["offset"] :][: body["limit"]])

    async def _remove(self, request: Request, bucket: str) -> Response:
        paths = (await request.json())["prefixes"]
        if not 1 <= len(paths) <= MOST_AT_ONCE:
            raise RefusedError(400, "invalid_request", "body/prefixes must NOT have more than 1000 items")
        there = [path for path in paths if (bucket, path) in self.objects and path not in self.stuck]
        for path in dict.fromkeys(there):
            del self.objects[bucket, path]
        return JSONResponse([{"name": path, "bucket_id": bucket} for path in dict.fromkeys(there)])

    def _check(self, bucket: str, path: str) -> None:
        if bucket not in self.buckets:
            raise NO_BUCKET
        if not NAME.fullmatch(path):
            raise RefusedError(400, "InvalidKey", f"Invalid key: {path}")


async def _fault(fault: str, request: Request) -> Response | None:
    """An answer in place of the right one; none if the right one may follow."""
    match fault:
        case "html":
            return HTMLResponse("<!doctype html><title>Just a moment</title>")
        case "html as picture":
            return Response(b"\n <html>maintenance</html>", media_type="image/jpeg")
        case "json":
            return JSONResponse({"message": "ok"})
        case "empty":
            return Response(b"", media_type="image/jpeg")
        case "moved":
            return RedirectResponse("http://127.0.0.1:9/elsewhere")
        case "drop":
            request.scope["transport"].abort()
            await asyncio.sleep(0.01)  # lets uvicorn notice, so that the answer below goes nowhere
            return Response()
        case "half":
            return Response(b"\xff\xd8\xff", headers={"content-length": "1000"}, media_type="image/jpeg")
        case "ok":
            return None
    word, _, number = fault.partition(":")
    if word == "slow":
        await asyncio.sleep(float(number))
        return None
    status = int(word)
    if number == "html":
        return HTMLResponse(f"<h1>{status}</h1>", status)
    body = {"statusCode": word, "error": number or "Error", "message": f"{number or 'something'} went wrong"}
    return Response(json.dumps(body), 400 if status < 500 and status != 429 else status, media_type="application/json")
