"""Prices: estimates for caps."""

from datetime import date

import pytest

from core.adapters.prices import analysis_estimate, picture_price, price_list, tokens_price

DEFAULT_PAINTERS = ("gemini-nano-banana-2.1", "gemini-3-pro-image", "gemini-3.1-flash-lite-image")


def test_the_list_says_when_it_was_read() -> None:
    assert price_list()["read"] == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("engine", "size", "price"),
    [
        ("gemini-nano-banana-2.1", "1K", 0.0336),
        ("gemini-nano-banana-2.1", "2K", 0.1134),  # not listed: the next larger one
        ("gemini-3-pro-image", "4K", 0.24),
        ("gemini-3.1-flash-lite-image", "4K", 0.034),  # makes no larger picture
        ("an-engine-of-next-year", "1K", 0.134),
        ("an-engine-of-next-year", "8K", 0.24),
    ],
)
def test_a_picture_costs_what_its_engine_and_size_say(engine: str, size: str, price: float) -> None:
    assert picture_price(engine, size, input_tokens=0) == pytest.approx(price)


@pytest.mark.parametrize("engine", DEFAULT_PAINTERS)
def test_the_estimate_before_a_call_allows_for_the_references(engine: str) -> None:
    assert picture_price(engine, "1K") == pytest.approx(picture_price(engine, "1K", input_tokens=4000))
    assert picture_price(engine, "1K") > picture_price(engine, "1K", input_tokens=0)


def test_words_cost_by_the_million_each_way() -> None:
    assert tokens_price("gpt-6.1-terra", 1_000_000, 0) == pytest.approx(1.0)
    assert tokens_price("gpt-6.1-terra", 0, 1_000_000) == pytest.approx(5.0)
    assert tokens_price("gpt-5", 500_000, 100_000) == pytest.approx(2.0)


def test_an_unknown_engine_costs_the_dearest() -> None:
    known = price_list()["tokens"]
    assert all(tokens_price("unheard-of", 9, 9) >= tokens_price(engine, 9, 9) for engine in known)
    assert all(analysis_estimate("unheard-of") >= analysis_estimate(engine) for engine in known)
    for size in ("1K", "2K", "4K"):
        assert all(picture_price("unheard-of", size) >= picture_price(name, size) for name in price_list()["pictures"])
