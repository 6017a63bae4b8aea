"""Pictures sealed before they are stored: AES-256-GCM over any store, with a key that is not kept beside them.

An object is MAGIC · key id (4 bytes) · nonce (12) · ciphertext and tag (16). The header and the object's own key are
authenticated too, so nothing in it can be changed and no object can stand in for another.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import PictureDamaged, PictureMissing, PicturesAway, PicturesRefused
from core.picture_keys import ID_BYTES, PictureKey, key_file, make_key, parse_keys, read_keys
from core.ports import Pictures, WeighsPictures

log = logging.getLogger(__name__)

MAGIC = b"keepface\x01"  # the last byte is the version
HEADER = len(MAGIC) + ID_BYTES
NONCE = 12
TAG = 16
CHECK = "keepface-key-check"
LARGE = 128 * 1024  # bytes: sealing more than this would hold up the event loop
PLAIN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")  # JPEG, PNG, WEBP as they were stored before there was a key

PUT_BACK = (
    "put the key back that they were sealed with, into PICTURE_KEY or the key file; older keys go behind the newest"
)
GIVE_UP = f"; to give those pictures up for good, delete the object {CHECK} from the store"


class EncryptedPictures:
    """Implements core.ports.Pictures. The first key seals, every key opens; what was stored plain is read as it is."""

    def __init__(self, inner: Pictures, keys: Sequence[PictureKey]) -> None:
        self._inner = inner
        self._first = keys[0]
        self._ciphers = {key.id: AESGCM(key.secret) for key in keys}
        self._told: set[bytes] = set()

    async def put(self, key: str, data: bytes) -> None:
        await self._inner.put(key, await _aside(self.seal, key, data))

    async def get(self, key: str) -> bytes:
        """Raises PictureDamaged for what was altered or swapped, PicturesRefused for a key that is not configured."""
        return await _aside(self.unseal, key, await self._inner.get(key))

    async def remove(self, keys: Sequence[str]) -> None:
        await self._inner.remove(keys)

    async def keys(self, folder: str) -> list[str]:
        return await self._inner.keys(folder)

    async def clear(self, folder: str) -> None:
        await self._inner.clear(folder)

    async def weight(self) -> int | None:
        return await self._inner.weight() if isinstance(self._inner, WeighsPictures) else None

    async def check(self) -> None:
        """Refuse keys that cannot open what is stored, before anything is written. Raises PicturesRefused.

        The check object lists every key that ever sealed here, so that a forgotten older key is noticed too.
        """
        try:
            sealed = await self._inner.get(CHECK)
        except PictureMissing:
            await self.put(CHECK, _listed({self._first.id}))
            return
        try:
            used = {bytes.fromhex(line) for line in self.unseal(CHECK, sealed).decode().split()}
        except (PictureDamaged, ValueError) as error:
            raise PicturesRefused(f"The stored object {CHECK} is damaged", PUT_BACK + GIVE_UP) from error
        if lost := used - self._ciphers.keys():
            raise PicturesRefused(
                f"Pictures are stored under {_names(lost)}, which is not configured", PUT_BACK + GIVE_UP
            )
        if self._first.id not in used or _key_id(sealed) != self._first.id:
            log.info("pictures are sealed with key %s from now on", self._first.id.hex())
            await self.put(CHECK, _listed(used | {self._first.id}))

    def seal(self, key: str, data: bytes) -> bytes:
        head = MAGIC + self._first.id
        nonce = secrets.token_bytes(NONCE)
        return head + nonce + self._ciphers[self._first.id].encrypt(nonce, data, head + key.encode())

    def unseal(self, key: str, data: bytes) -> bytes:
        if data.startswith(PLAIN):
            return data
        if not data.startswith(MAGIC) or len(data) < HEADER + NONCE + TAG:
            raise PictureDamaged(key)
        cipher = self._ciphers.get(_key_id(data))
        if cipher is None:
            reason = f"A picture is sealed with {_names({_key_id(data)})}, which is not configured"
            if _key_id(data) not in self._told:
                self._told.add(_key_id(data))
                log.error("%s: %s", reason, PUT_BACK)
            raise PicturesRefused(reason, PUT_BACK)
        nonce, body = data[HEADER : HEADER + NONCE], data[HEADER + NONCE :]
        try:
            return cipher.decrypt(nonce, body, data[:HEADER] + key.encode())
        except InvalidTag as error:
            raise PictureDamaged(key) from error


async def open_encrypted(inner: Pictures, setting: str, named_file: Path | None) -> EncryptedPictures:
    """Seal `inner` with the keys of PICTURE_KEY, or else of the key file, which is made at first use.

    Raises PicturesRefused, with nothing written, when these are not the keys of what is stored.
    """
    try:
        keys = parse_keys(setting) if setting else await _keys_of(key_file(named_file), inner)
        pictures = EncryptedPictures(inner, keys)
        await pictures.check()
    except PicturesAway as error:
        raise PicturesRefused(f"The stored pictures cannot be reached: {error}", "start again in a moment") from error
    return pictures


async def _keys_of(file: Path, inner: Pictures) -> tuple[PictureKey, ...]:
    """The keys of the file; a new one only if nothing was ever sealed in this store."""
    if keys := await asyncio.to_thread(read_keys, file):
        return keys
    try:
        await inner.get(CHECK)
    except PictureMissing:
        log.warning("a new picture key is made in %s: keep a copy, without it no stored picture can be opened", file)
        return await asyncio.to_thread(make_key, file)
    raise PicturesRefused(f"Pictures are stored, and their key is gone: there is no {file}", PUT_BACK + GIVE_UP)


async def _aside(work: Callable[[str, bytes], bytes], key: str, data: bytes) -> bytes:
    return await asyncio.to_thread(work, key, data) if len(data) > LARGE else work(key, data)


def _key_id(sealed: bytes) -> bytes:
    return sealed[len(MAGIC) : HEADER]


def _names(ids: set[bytes]) -> str:
    return "key " + ", ".join(sorted(one.hex() for one in ids))


def _listed(ids: set[bytes]) -> bytes:
    return "\n".join(sorted(one.hex() for one in ids)).encode()
