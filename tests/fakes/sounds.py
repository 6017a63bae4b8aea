"""Recordings for tests: nobody listens to them, but their length can be read."""


def recording(seconds: float = 4.0, filling: int = 900) -> bytes:
    """An Ogg stream as far as its length is concerned: a page, some bytes, a page that counts samples."""
    return page(0) + bytes(n % 251 for n in range(filling)) + page(round(seconds * 48_000))


def page(samples: int) -> bytes:
    return b"OggS\0\4" + samples.to_bytes(8, "little") + bytes(13)
