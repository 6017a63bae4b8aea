"""What both vendors' adapters do with an exception: say it as one of ours, and let no secret out with it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import httpx2

from core.errors import EngineError, EngineRefused, EngineUnreachable, OutcomeUnknown

# Gemini's calls go through httpx, OpenAI's through httpx2, a fork of it.
NOT_SENT = tuple(
    error for of in (httpx, httpx2) for error in (of.ConnectError, of.ConnectTimeout, of.PoolTimeout, of.ProxyError)
)
LISTING_DEADLINE = 20.0
LONGEST_WAIT = 86_400.0
LONG_RUN = re.compile(r"[\w+/=-]{40,}")  # base64 and keys; vendors' words are shorter
QUOTE = 12  # characters in a row that cannot be the same by chance


@contextmanager
def explaining(explain: Callable[[Exception], EngineError], key: str, *, paid: bool = True) -> Iterator[None]:
    """Turn whatever an SDK raises into an EngineError. What is not `paid` for is never of unknown outcome."""
    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        problem = explain(error)
        if not paid and isinstance(problem, OutcomeUnknown | EngineRefused):
            problem = EngineUnreachable(problem.engine, problem.detail)  # a list that did not come costs nothing
        _scrub(error, key, problem.detail)
        raise problem from error


def without_quotes(words: str, *private: str) -> str:
    """A vendor's words for the log, without any stretch that it quotes from what must stay private."""
    words = LONG_RUN.sub("…", words[:1000])
    for text in private:
        stretches = {text[at : at + QUOTE] for at in range(len(text) - QUOTE + 1)}
        quoted = bytearray(len(words))
        for at in range(len(words) - QUOTE + 1):
            if words[at : at + QUOTE] in stretches:
                quoted[at : at + QUOTE] = b"\1" * QUOTE
        words = re.sub(
            "\0+", "…", "".join("\0" if hidden else letter for letter, hidden in zip(words, quoted, strict=True))
        )
    return words[:300]


def _scrub(error: BaseException, key: str, detail: str) -> None:
    """Clean what tracebacks will print: servers quote keys and prompts, and so do errors about headers."""
    if hasattr(error, "details") or isinstance(getattr(error, "status_code", None), int):
        error.args = (detail,)
    link: BaseException | None = error
    while link is not None and key:
        link.args = tuple(
            arg.replace(key, "…").replace(repr(key)[1:-1], "…") if isinstance(arg, str) else arg for arg in link.args
        )
        link = link.__cause__ or link.__context__
