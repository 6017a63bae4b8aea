"""Pictures in a local folder."""

import asyncio
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from core.errors import PictureMissing, PicturesAway
from core.models import STORED_KEY

LONGEST_NAME = 200  # file systems allow 255 bytes, and a name that is being written gets an ending


class LocalPictures:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: str, data: bytes) -> None:
        await asyncio.to_thread(self._put, self._path(key), data)

    async def get(self, key: str) -> bytes:
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise PictureMissing(key) from error

    async def remove(self, keys: Sequence[str]) -> None:
        for key in keys:
            await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def keys(self, folder: str) -> list[str]:
        return await asyncio.to_thread(self._keys, self._path(folder))

    async def clear(self, folder: str) -> None:
        await asyncio.to_thread(_clear, self._path(folder))

    async def weight(self) -> int:
        return await asyncio.to_thread(lambda: sum(path.stat().st_size for path in self._files(self._folder)))

    def _path(self, key: str) -> Path:
        """No key leads out of the folder, whatever a row says."""
        if not STORED_KEY.fullmatch(key) or max(map(len, key.split("/"))) > LONGEST_NAME:
            raise PictureMissing(key[:80])
        return self._folder / key

    def _put(self, path: Path, data: bytes) -> None:
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # the mode is that of the last folder alone
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)  # a full disk must not fill up with rests
            if isinstance(error, OSError):  # there may be room later
                raise PicturesAway(f"not stored: {error.strerror}") from error
            raise

    def _keys(self, folder: Path) -> list[str]:
        return sorted(path.relative_to(self._folder).as_posix() for path in self._files(folder))

    def _files(self, folder: Path) -> Iterator[Path]:
        return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part")


def _clear(folder: Path) -> None:
    """Also what appears while the rest goes, and the folder itself: its name is a model's id."""
    try:
        while folder.exists():
            with suppress(FileNotFoundError):
                shutil.rmtree(folder)
    except OSError as error:
        raise PicturesAway(f"a folder cannot be emptied: {error.strerror}") from error
