"""The keys that pictures are sealed with: read from a setting, or from a file that is made once."""

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import PicturesRefused

KEY_BYTES = 32
ID_BYTES = 4


@dataclass(frozen=True)
class PictureKey:
    """256 bits, and the first of its SHA-256 as a name that may be shown."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.secret).digest()[:ID_BYTES]


def parse_keys(text: str) -> tuple[PictureKey, ...]:
    """One or several keys, with commas: the first one seals, all of them open. Raises ValueError without quoting any.

    Both alphabets of base64 are read, so that the output of `openssl rand -base64 32` serves.
    """
    keys = []
    for place, word in enumerate((word.strip() for word in text.split(",")), 1):
        plain = word.rstrip("=").replace("+", "-").replace("/", "_")
        try:
            secret = base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            secret = b""
        if len(secret) != KEY_BYTES:
            raise ValueError(f"key {place} is not base64 of {KEY_BYTES} bytes")
        keys.append(PictureKey(secret))
    return tuple(dict.fromkeys(keys))


def key_file(named: Path | None) -> Path:
    """`named`, or the file of this user's configuration. Raises PicturesRefused where there is no home folder."""
    if named is not None:
        return named
    configured = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    try:
        folder = configured if configured.is_absolute() else Path.home() / ".config"
    except RuntimeError as error:
        raise PicturesRefused("There is no home folder to keep the picture key in", SET_A_KEY) from error
    return folder / "keepface" / "picture.key"


def read_keys(file: Path) -> tuple[PictureKey, ...]:
    """The keys of the file, one a line or with commas; none if it is not there. Raises PicturesRefused."""
    try:
        return parse_keys(",".join(file.read_text(encoding="ascii").split()))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise PicturesRefused(
            f"The key file {file} cannot be read: {type(error).__name__}", "let this user read it"
        ) from error
    except ValueError as error:
        raise PicturesRefused(
            f"The key file {file} holds no key: it is not base64 of {KEY_BYTES} bytes",
            "put back the file that it was; only if no picture was ever stored, delete it and a new one is made",
        ) from error


def make_key(file: Path) -> tuple[PictureKey, ...]:
    """Write a new key that only this user reads, whole or not at all; if another process was faster, read its key.

    Raises PicturesRefused.
    """
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(temporary, file)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    except OSError as error:
        raise PicturesRefused(f"No picture key can be kept in {file}: {error.strerror}", SET_A_KEY) from error
    return read_keys(file)


SET_A_KEY = (
    "set PICTURE_KEY to the output of `openssl rand -base64 32` and keep a copy of it, or name another file with"
    " PICTURE_KEY_FILE; in a container always set PICTURE_KEY, for its home folder does not last"
)
