"""Which engines of a chain can be called, for how long, and at what price."""

from collections.abc import Callable, Sequence
from datetime import date

from core.models import Finding


def check_engines(
    setting: str, chain: Sequence[str], known: dict[str, date | None], priced: Callable[[str], bool], today: date
) -> list[Finding]:
    """One finding an engine, in the order of the chain. `known` is the vendor's list with announced last days.

    A missing engine is a warning as long as another one of the chain is there.
    """
    alive = [engine for engine in chain if engine in known and not _ended(known[engine], today)]
    found = []
    for engine in chain:
        last_day = known.get(engine)
        if engine not in alive:
            fact = f"shut down on {last_day}" if _ended(last_day, today) else "not among the engines of this key"
            found.append(
                Finding(engine, "warning", f"{fact}; {alive[0]} takes its place", f"take it out of {setting}")
                if alive
                else Finding(engine, "bad", fact, f"put an engine that the vendor lists into {setting}")
            )
            continue
        price = "" if priced(engine) else "; its price is not known: counted as the dearest (core/adapters/prices.toml)"
        role = "in use" if engine == alive[0] else "in reserve"
        if last_day:
            days = (last_day - today).days
            heirs = [other for other in alive if other != engine and known[other] is None]
            fix = f"nothing to do: {heirs[0]} follows" if heirs else f"add an engine without an end to {setting}"
            found.append(Finding(engine, "warning", f"{role}, ends on {last_day} (in {days} days){price}", fix))
        else:
            found.append(Finding(engine, "warning" if price else "good", f"{role}{price}"))
    return found


def _ended(last_day: date | None, today: date) -> bool:
    return last_day is not None and last_day < today
