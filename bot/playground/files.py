"""Every file that was sent, by file_id: photo sizes, documents and the small kinds."""

import secrets
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from bot.playground.media import Size
from bot.playground.rules import DOWNLOAD_BYTES, FILE_TOO_BIG, FILE_UNKNOWN, WRONG_FILE, Json, RefusedError
from bot.playground.store import Store

_PREFIX = {"photo": "AgAC", "document": "BQAC", "video": "BAAC", "voice": "AwAC", "audio": "CQAC", "sticker": "CAAC"}


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    file_unique_id: str
    kind: str
    size: int
    mime_type: str
    name: str
    path: str
    width: int = 0
    height: int = 0
    photo: str = ""  # the sizes of one photo share this

    def as_size(self) -> Json:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": self.size,
            "width": self.width,
            "height": self.height,
        }


class Files:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._photos: dict[str, list[StoredFile]] = {}
        for stored in sorted((StoredFile(**row) for _, _, row in store.rows("file")), key=lambda file: file.width):
            self._remember(stored)

    def add_photo(self, sizes: list[Size]) -> list[StoredFile]:
        photo = secrets.token_hex(8)
        name, mime_type = f"{photo}.jpg", "image/jpeg"
        return [
            self.add("photo", size.data, name, mime_type, width=size.width, height=size.height, photo=photo)
            for size in sizes
        ]

    def photo(self, file_id: str) -> list[StoredFile]:
        """All sizes of the photo that any of its file ids names."""
        return self._photos[self.sendable(file_id, "photo").photo]

    def sendable(self, file_id: str, kind: str) -> StoredFile:
        stored = self._by_id.get(file_id)
        if stored is None:
            raise RefusedError(WRONG_FILE)
        if stored.kind != kind:
            raise RefusedError(f"Bad Request: can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def downloadable(self, file_id: str) -> StoredFile:
        stored = self._by_id.get(file_id)
        if stored is None:
            raise RefusedError(FILE_UNKNOWN)
        if stored.size > DOWNLOAD_BYTES:
            raise RefusedError(FILE_TOO_BIG)
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile:
        if path not in self._by_path:
            raise RefusedError("Not Found", 404)
        return self._by_path[path]

    def data(self, stored: StoredFile) -> bytes:
        return self._store.media(stored.file_unique_id)

    def add(
        self, kind: str, data: bytes, name: str, mime_type: str, *, width: int = 0, height: int = 0, photo: str = ""
    ) -> StoredFile:
        number = self._store.next("file")
        suffix = PurePosixPath(name).suffix.lower()
        stored = StoredFile(
            file_id=_PREFIX[kind] + secrets.token_urlsafe(36),
            file_unique_id=f"AQAD{number:08x}",
            kind=kind,
            size=len(data),
            mime_type=mime_type,
            name=name,
            path=f"{kind}s/file_{number}{suffix if suffix[1:].isalnum() else ''}",
            width=width,
            height=height,
            photo=photo,
        )
        self._store.keep_media(stored.file_unique_id, data)
        self._store.put("file", stored.file_id, asdict(stored))
        self._remember(stored)
        return stored

    def _remember(self, stored: StoredFile) -> None:
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        if stored.photo:
            self._photos.setdefault(stored.photo, []).append(stored)
