"""What a call costs, out of prices.toml: for estimates and caps. An unknown engine costs the dearest known price."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

SIZES = ("1K", "2K", "4K")


@lru_cache(maxsize=1)
def price_list() -> dict[str, Any]:
    """The data file; `read` is the date on which the prices were read."""
    return tomllib.loads(files("core.adapters").joinpath("prices.toml").read_text(encoding="utf-8"))


def picture_price(engine: str, size: str, input_tokens: int | None = None) -> float:
    """Dollars for one picture and what is sent with it; before the call, an allowance for the references."""
    sent = price_list()["drawing"]["in"] if input_tokens is None else input_tokens
    return _made(engine, size) + tokens_price(engine, sent, 0)


def tokens_price(engine: str, input_tokens: int, output_tokens: int) -> float:
    """Dollars for words in and out."""
    known: dict[str, dict[str, float]] = price_list()["tokens"]
    dearest = {way: max(price[way] for price in known.values()) for way in ("in", "out")}
    price = known.get(engine, dearest)
    return (input_tokens * price["in"] + output_tokens * price["out"]) / 1_000_000


def minutes_price(engine: str, seconds: float) -> float:
    """Dollars to turn so many seconds of speech into words."""
    known: dict[str, float] = price_list()["minutes"]
    return known.get(engine, max(known.values())) * seconds / 60


def analysis_estimate(engine: str) -> float:
    """Dollars to set aside for one study of three photos."""
    usual = price_list()["analysis"]
    return tokens_price(engine, usual["in"], usual["out"])


def _made(engine: str, size: str) -> float:
    known: dict[str, dict[str, float]] = price_list()["pictures"]
    if engine not in known:
        return max(_of(prices, size) for prices in known.values())
    return _of(known[engine], size)


def _of(prices: dict[str, float], size: str) -> float:
    larger = SIZES[SIZES.index(size) :] if size in SIZES else ()
    return next((prices[name] for name in larger if name in prices), max(prices.values()))
