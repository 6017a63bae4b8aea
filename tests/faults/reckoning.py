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
    """Each text of the person got its picture once, or a second one that says so; returns how many came twice."""
    messages = await person.messages()
    asked = [m["message_id"] for m in messages if m["outgoing"] and "text" in m and not m["text"].startswith("/")]
    assert len(asked) == wanted
    answers = Counter[int]()
    for message in messages:
        if not message["outgoing"] and "photo" in message and "reply_to_message" in message and not _again(message):
            answers[message["reply_to_message"]["message_id"]] += 1
    assert answers == Counter(asked), f"each scene once: {answers}"
    return sum(_again(message) and "media_group_id" not in message for message in messages)


async def model_made(house: House, person: Person) -> int:
    """One album, one selection, one lock and one badge, or a repetition that says so; returns how many came twice."""
    messages = [message for message in await person.messages() if not message["outgoing"]]
    albums: dict[str, list[Json]] = {}
    for message in messages:
        if "media_group_id" in message:
            albums.setdefault(message["media_group_id"], []).append(message)
    assert {len(album) for album in albums.values()} == {3}
    repeated = [album for album in albums.values() if any(map(_again, album))]
    assert len(albums) - len(repeated) == 1
    selections = [str(call["text"]) for call in house.called("sendMessage", person) if "Select your" in call["text"]]
    twice = [text for text in selections if AGAIN in text]
    assert len(selections) - len(twice) == 1
    badges = [message for message in messages if "Locked." in str(message.get("caption"))]
    badges_again = list(filter(_again, badges))
    assert len(badges) - len(badges_again) == 1
    locks = "SELECT count(*) FROM locks JOIN models ON models.id = model_id WHERE telegram_id = %s"
    assert await house.value(locks, person.id) == 1
    models = await house.rows("SELECT stage, reference_images FROM models WHERE telegram_id = %s", person.id)
    assert [(model["stage"], len(model["reference_images"])) for model in models] == [("locked", 3)]
    return len(repeated) + len(twice) + len(badges_again)


def _again(message: Json) -> bool:
    return AGAIN in str(message.get("caption"))
