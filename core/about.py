"""What the task at hand is about: the ids that each of its log lines carries, whoever writes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ids: ContextVar[tuple[tuple[str, object], ...]] = ContextVar("ids", default=())


@contextmanager
def about(**more: object) -> Iterator[None]:
    """Inside the block, and in tasks that are begun there, every line carries these too. Ids alone, never words."""
    token = _ids.set((*_ids.get(), *more.items()))
    try:
        yield
    finally:
        _ids.reset(token)


def ids() -> dict[str, object]:
    return dict(_ids.get())
