"""The owner's panel."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from bot.texts.catalogue import choice, choices, day, message, sentence
from core import likeness
from core.models import (
    BUDGET_USD,
    PAUSED,
    PICTURES_PER_USER,
    Broadcast,
    EngineHealth,
    EngineLikeness,
    Figures,
    Invitation,
    Person,
)

SHORT = "dd MMM HH:mm"
DAY = "EEE dd MMM"

allow = sentence("panel-allow")
deny = sentence("panel-deny")
people_button = sentence("panel-people")
invites_button = sentence("panel-invites")
money_button = sentence("panel-money")
engines_button = sentence("panel-engines")
caps_button = sentence("panel-caps")
storage_button = sentence("panel-storage")
announce = sentence("panel-announce")
stop_paying = sentence("panel-stop-paying")
pay_again = sentence("panel-pay-again")
refresh = sentence("panel-refresh")
back = sentence("panel-back")
add_person = sentence("panel-add-person")
as_in_settings = sentence("panel-as-in-settings")
drop_broadcast = sentence("panel-drop-broadcast")
stop_broadcast = sentence("panel-stop-broadcast")
whom = sentence("panel-whom")
no_id = sentence("panel-no-id")
that_is_you = sentence("panel-that-is-you")
no_person = sentence("panel-no-person")
no_account = sentence("panel-no-account")
how_to_broadcast = sentence("panel-how-to-broadcast")


def panel(
    figures: Figures, decided: Mapping[str, str], budget: float, pictures: int, failures: int, people: int
) -> str:
    spent, most = f"${figures.spent_today_usd:.2f}", f"${float(decided.get(BUDGET_USD, budget)):g}"
    jobs, running, messages = figures.jobs_waiting, figures.jobs_running, figures.updates_waiting
    return "\n".join(
        (
            message("panel-title"),
            message("panel-paused") if PAUSED in decided else message("panel-paying"),
            message("panel-today", spent=spent, budget=most, pictures=pictures, calls=failures),
            message("panel-queue", jobs=jobs, running=running, messages=messages),
            message("panel-accounts", people=people),
        )
    )


def money(days: Sequence[tuple[date, float, int]], failures: Sequence[tuple[str, int]], budget: float) -> str:
    lines = [message("panel-money-today", spent=f"${days[0][1] if days else 0:.2f}", budget=f"${budget:g}")]
    if failures:
        lines += ["", message("panel-money-failures")]
        lines += [f"• {escape(_reason(word))}: {n}" for word, n in failures]
    lines += ["", message("panel-money-days")]
    lines += [
        message("panel-money-day", day=day(when, DAY), usd=f"${usd:7.2f}", pictures=made) for when, usd, made in days
    ]
    return "\n".join(lines)


def _reason(word: str) -> str:
    if word.startswith("refused:"):
        return message("panel-refused", why=word.removeprefix("refused:"))
    known = word.replace(" ", "-")
    return choice("panel-reason", known) if known in choices("panel-reason") else word


def engines(
    chains: Mapping[str, Sequence[str]],
    states: Mapping[str, str],
    health: Sequence[EngineHealth],
    alike: Sequence[EngineLikeness],
) -> str:
    """`chains` are engines by setting; `states` says of those that are not well why."""
    lines = [message("panel-engines-title")]
    known = {one.engine: one for one in health}
    score = {one.engine: one for one in alike}
    rest = sorted(known.keys() - {engine for chain in chains.values() for engine in chain})
    for label, names in (*chains.items(), *([(message("panel-engines-others"), rest)] if rest else [])):
        lines.append(f"\n<i>{label}</i>")
        for name in names:
            facts = [f"⚠ {states[name]}"] if states.get(name) else []
            facts += [*_calls(known.get(name)), *_likeness(score.get(name))]
            lines.append(f"<code>{escape(name)}</code>: {' · '.join(facts)}")
    return "\n".join(lines)


def _calls(one: EngineHealth | None) -> list[str]:
    if one is None:
        return [message("panel-engine-not-called")]
    facts = [message("panel-engine-calls", calls=one.calls, failed=f"{one.failed / one.calls:.0%}")]
    if one.median_seconds is not None:
        facts.append(message("panel-engine-median", seconds=f"{one.median_seconds:.1f}"))
    return facts


def _likeness(one: EngineLikeness | None) -> list[str]:
    if one is None:
        return []
    return [message("panel-engine-likeness", score=likeness.index(one.recent), pictures=one.pictures)]


def engine_state(*, retired: bool, last_day: date | None, rests: float) -> str:
    """Empty for an engine that is well."""
    last = str(last_day)
    if retired:
        return message("panel-engine-retired-since", day=last) if last_day else message("panel-engine-retired")
    facts = [message("panel-engine-rests", time=duration(rests))] if rests else []
    return ", ".join([*facts, message("panel-engine-ends", day=last)] if last_day else facts)


def duration(seconds: float) -> str:
    if seconds < 90:
        return message("panel-seconds", n=max(1, round(seconds)))
    if seconds < 90 * 60:
        return message("panel-minutes", n=round(seconds / 60))
    return message("panel-hours", n=round(seconds / 3600))


def storage(pictures: int, database: int, stored: int | None, disk: int | None) -> str:
    lines = [message("panel-storage-title"), message("panel-storage-pictures", pictures=pictures)]
    if stored is not None:
        lines.append(message("panel-storage-files", megabytes=f"{stored / 1e6:.1f}"))
    lines.append(message("panel-storage-database", megabytes=f"{database / 1e6:.1f}"))
    if disk is not None:
        lines.append(message("panel-storage-free", gigabytes=f"{disk / 1e9:.1f}"))
    return "\n".join(lines)


def caps(decided: Mapping[str, str], pictures: int, budget: float) -> str:
    return message(
        "panel-caps-yours",
        pictures=_cap(decided.get(PICTURES_PER_USER), f"{pictures}", ""),
        budget=_cap(decided.get(BUDGET_USD), f"{budget:g}", "$"),
    )


def _cap(decided: str | None, settings: str, sign: str) -> str:
    if decided is None:
        return message("panel-cap-as-in-settings", cap=f"{sign}{settings}")
    return message("panel-cap-decided", cap=f"{sign}{escape(decided)}", settings=f"{sign}{settings}")


def dollars(amount: int) -> str:
    return f"${amount}"


def people(shown: Sequence[Person], page: int, pages: int) -> str:
    title = message("panel-people-page", page=page + 1, pages=max(pages, 1))
    return "\n".join([title, *(_person(one) for one in shown)])


def person(one: Person, *, listed: bool) -> str:
    said = _person(one)
    return f"{said} {message('panel-person-listed')}" if listed and one.access != "denied" else said


def _person(one: Person) -> str:
    facts = [f"<code>{one.id}</code>"]
    facts += [choice("panel-standing", one.access)] if one.access else []
    facts += [] if one.agreed else [message("panel-person-new")]
    facts.append(message("panel-person-today", pictures=one.pictures_today))
    seen = one.seen_at
    facts.append(message("panel-person-seen", when=day(seen, SHORT)) if seen else message("panel-person-never"))
    return f"• <b>{escape(one.name) or message('panel-person-nameless')}</b> {' · '.join(facts)}"


def person_button(one: Person) -> str:
    mark = {"allowed": "✓ ", "denied": "✕ ", "asked": "? "}.get(one.access, "")
    return f"{mark}{one.name or one.id}"[:30]


def hidden_sender(name: str) -> str:
    return message("panel-hidden-sender", name=escape(name) or message("panel-hidden-nobody"))


def invites(open_ones: Sequence[Invitation]) -> str:
    lines = [message("panel-invites-title")]
    for one in open_ones:
        until = day(one.expires_at, SHORT)
        lines.append(message("panel-invite", id=one.id, used=one.used, uses=one.uses, when=until))
    ask = f"\n{message('panel-invites-another')}" if open_ones else message("panel-invites-first")
    return "\n".join([*lines, ask])


def invite_button(uses: int, days: int) -> str:
    return message("panel-invite-button", uses=uses, days=days)


def revoke_button(one: Invitation) -> str:
    return f"✕ №{one.id}"


def invite_link(link: str, uses: int, days: int) -> str:
    return f"{message('panel-invite-link', uses=uses, days=days)}\n{escape(link)}"


def send_to(count: int) -> str:
    return message("panel-send-to", users=count)


def broadcast(one: Broadcast, *, ended: bool = False) -> str:
    if one.state == "draft":
        return message("panel-draft", users=one.copies.get("waiting", 0))
    if one.state == "sending" and not ended:
        return message("panel-sending")
    how = ", ".join(_copies(one.copies)) or message("panel-copies-none")
    stopped = one.state == "cancelled"
    return message("panel-broadcast-stopped", how=how) if stopped else message("panel-broadcast-done", how=how)


def _copies(copies: Mapping[str, int]) -> list[str]:
    parts = []
    if n := copies.get("sent"):
        parts.append(message("panel-copies-sent", n=n))
    if n := copies.get("blocked"):
        parts.append(message("panel-copies-blocked", n=n))
    if n := copies.get("failed"):
        parts.append(message("panel-copies-failed", n=n))
    if n := copies.get("unsure", 0) + copies.get("sending", 0):
        parts.append(message("panel-copies-unsure", n=n))
    if n := copies.get("left out"):
        parts.append(message("panel-copies-left-out", n=n))
    return parts
