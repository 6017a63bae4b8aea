"""The pictures used last, in memory: a lock is read for every scene, and what was just drawn is shown at once."""

from collections import OrderedDict
from collections.abc import Sequence

from core.ports import Pictures, WeighsPictures

MOST_BYTES = 32_000_000
LARGEST = MOST_BYTES // 8  # of one picture: a 4K drawing must not push out everything else


class RememberedPictures:
    """Implements core.ports.Pictures over any store. Bounded, in this process alone, and forgotten with the picture.

    Another process's memory of an erased picture lasts until it needs the room; no row leads there any more.
    """

    def __init__(self, inner: Pictures, most_bytes: int = MOST_BYTES, largest: int = LARGEST) -> None:
        self._inner = inner
        self._most = most_bytes
        self._largest = largest
        self._bytes = 0
        self._known: OrderedDict[str, bytes] = OrderedDict()  # the one used last at the end
        self._forgotten = 0  # grows whenever something is forgotten

    async def put(self, key: str, data: bytes) -> None:
        self._forget([key])
        before = self._forgotten
        await self._inner.put(key, data)
        self._remember(key, data, before)

    async def get(self, key: str) -> bytes:
        if (known := self._known.get(key)) is not None:
            self._known.move_to_end(key)
            return known
        before = self._forgotten
        data = await self._inner.get(key)
        self._remember(key, data, before)
        return data

    async def remove(self, keys: Sequence[str]) -> None:
        self._forget(keys)
        await self._inner.remove(keys)
        self._forget(keys)

    async def keys(self, folder: str) -> list[str]:
        return await self._inner.keys(folder)

    async def clear(self, folder: str) -> None:
        self._forget([key for key in self._known if key.startswith(f"{folder}/")])
        await self._inner.clear(folder)
        self._forget([key for key in self._known if key.startswith(f"{folder}/")])

    async def weight(self) -> int | None:
        return await self._inner.weight() if isinstance(self._inner, WeighsPictures) else None

    def _remember(self, key: str, data: bytes, before: int) -> None:
        """Unless something was forgotten since `before`: it may have been this."""
        if before != self._forgotten or key in self._known or len(data) > self._largest:
            return
        self._known[key] = data
        self._bytes += len(data)
        while self._bytes > self._most:
            _, oldest = self._known.popitem(last=False)
            self._bytes -= len(oldest)

    def _forget(self, keys: Sequence[str]) -> None:
        self._forgotten += 1
        for key in keys:
            self._bytes -= len(self._known.pop(key, b""))
