"""What is said about the engines of a chain."""

from datetime import date, timedelta

from core.models import Finding
from core.services.check_engines import check_engines

TODAY = date(2026, 11, 23)
SOON = TODAY + timedelta(days=18)


def verdicts(known: dict[str, date | None], *chain: str, priced: str = "abc") -> list[Finding]:
    return check_engines("GEMINI_ENGINES", chain or ("a", "b", "c"), known, priced.__contains__, TODAY)


def test_engines_that_are_there_are_good_and_the_first_one_is_in_use() -> None:
    found = verdicts({"a": None, "b": None, "c": None, "other": None})
    assert [(one.name, one.verdict, one.fact) for one in found] == [
        ("a", "good", "in use"), ("b", "good", "in reserve"), ("c", "good", "in reserve"),
    ]  # fmt: skip


def test_a_missing_engine_is_a_warning_while_another_one_is_there() -> None:
    missing, used, _ = verdicts({"b": None, "c": None})
    assert (missing.verdict, missing.fact) == ("warning", "not among the engines of this key; b takes its place")
    assert "GEMINI_ENGINES" in missing.fix
    assert used.fact == "in use"


def test_a_chain_without_a_living_engine_is_bad() -> None:
    found = verdicts({"other": None, "b": TODAY - timedelta(days=1)})
    assert [one.verdict for one in found] == ["bad"] * 3
    assert found[1].fact == "shut down on 2026-11-22"
    assert all("GEMINI_ENGINES" in one.fix for one in found)


def test_an_announced_end_is_told_with_its_date_and_its_heir() -> None:
    ending, _, _ = verdicts({"a": SOON, "b": SOON, "c": None})
    assert (ending.verdict, ending.fact) == ("warning", "in use, ends on 2026-12-11 (in 18 days)")
    assert ending.fix == "nothing to do: c follows"
    (alone,) = verdicts({"a": SOON}, "a")
    assert "add an engine" in alone.fix
    assert verdicts({"a": TODAY}, "a")[0].verdict == "warning", "the last day is a day of work"


def test_an_engine_without_a_price_is_told_so() -> None:
    (unpriced,) = verdicts({"a": None}, "a", priced="")
    assert (unpriced.verdict, "dearest" in unpriced.fact) == ("warning", True)
