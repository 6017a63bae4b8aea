"""After a disaster: what reached each person, what the engines would put on the bill, and what the ledger says."""

from collections import Counter
from dataclasses import dataclass

from tests.fakes.house import House, Person
from tests.fakes.telegram_user import Json

AGAIN = "Sent again after an interruption: you may see this twice."

SLOTS = """
SELECT generation_id, purpose, n, count(*) FILTER (WHERE outcome = 'ok') AS ok,
       count(*) FILTER (WHERE outcome = 'unknown') AS unknown,
       count(*) FILTER (WHERE outcome NOT IN ('ok', 'unknown')) AS other
  FROM calls GROUP BY 1, 2, 3
"""
UNSPENT = "SELECT count(*) FROM calls WHERE outcome IN ('ok', 'unknown') AND coalesce(cost_usd, 0) <= 0"


@dataclass(frozen=True)
class Bill:
    """Calls of one vendor: those that arrived, by the vendor's own count, and those of the ledger."""

    arrived: int
    billed: int
    ok: int
    unknown: int


async def bills(house: House) -> dict[str, Bill]:
    """Every wanted result was bought once; what was bought besides is in the ledger as a call cut off."""
    slots = await house.rows(SLOTS)
    for slot in slots:
        assert slot["ok"] == 1, f"bought once: {slot}"
        assert slot["unknown"] <= 1, f"repeated once at most: {slot}"
        assert slot["other"] == 0, f"no engine failed here, and no intent is left open: {slot}"
    assert await house.value(UNSPENT) == 0, "what may have been charged counts as spent"
    found = {}
    for vendor, purposes in (("openai", {"analysis"}), ("gemini", {"candidate", "scene"})):
        mine = [slot for slot in slots if slot["purpose"] in purposes]
        bill = Bill(
            house.engines.count(vendor),  # type: ignore[arg-type]
            house.engines.billed(vendor),  # type: ignore[arg-type]
            sum(slot["ok"] for slot in mine),
            sum(slot["unknown"] for slot in mine),
        )
        # A call that was cut off may not have reached the vendor; nothing reaches it that is not in the ledger.
        assert bill.ok <= bill.billed <= bill.arrived <= bill.ok + bill.unknown, f"{vendor}: {bill}"
        found[vendor] = bill
    return found


async def scenes_answered(house: House, person: Person, wanted: int) -> int:
    """Each text of the person got its picture, once unless the other one says so; returns how many said so."""
    messages = await person.messages()
    asked = [m["message_id"] for m in messages if m["outgoing"] and "text" in m and not m["text"].startswith("/")]
    assert len(asked) == wanted
    answers, flagged = Counter[int](), Counter[int]()
    for message in messages:
        if not message["outgoing"] and "photo" in message and "reply_to_message" in message:
            (flagged if _again(message) else answers)[message["reply_to_message"]["message_id"]] += 1
    assert set(answers + flagged) == set(asked), f"each scene arrives: {answers}, {flagged}"
    assert all(count == 1 for count in answers.values()), f"each scene once: {answers}"
    return flagged.total()


async def model_made(house: House, person: Person) -> int:
    """One album, one selection, one lock and one badge; returns how many of them said that they may be repetitions.

    Whoever is killed while it sends leaves open whether that arrived: what comes then says so, and may be the only one.
    """
    messages = [message for message in await person.messages() if not message["outgoing"]]
    albums: dict[str, list[Json]] = {}
    for message in messages:
        if "media_group_id" in message:
            albums.setdefault(message["media_group_id"], []).append(message)
    assert {len(album) for album in albums.values()} == {3}
    repeated = [album for album in albums.values() if any(map(_again, album))]
    assert _once(len(albums), len(repeated)), f"albums: {len(albums)}, of them flagged: {len(repeated)}"
    selections = [str(call["text"]) for call in house.called("sendMessage", person) if "Select your" in call["text"]]
    twice = [text for text in selections if AGAIN in text]
    assert _once(len(selections), len(twice)), f"selections: {selections}"
    badges = [message for message in messages if "Locked." in str(message.get("caption"))]
    badges_again = list(filter(_again, badges))
    assert _once(len(badges), len(badges_again)), f"badges: {badges}"
    locks = "SELECT count(*) FROM locks JOIN models ON models.id = model_id WHERE telegram_id = %s"
    assert await house.value(locks, person.id) == 1
    models = await house.rows("SELECT stage, reference_images FROM models WHERE telegram_id = %s", person.id)
    assert [(model["stage"], len(model["reference_images"])) for model in models] == [("locked", 3)]
    return len(repeated) + len(twice) + len(badges_again)


def _once(arrived: int, flagged: int) -> bool:
    """At least one arrived, and at most one that does not say that it may be a repetition."""
    return arrived >= 1 and arrived - flagged <= 1


def _again(message: Json) -> bool:
    return AGAIN in str(message.get("caption"))
