"""Two replicas on one database: what one of them leaves behind, the other one finishes."""

import asyncio
import os

from tests.fakes.proxy import RoundRobin
from tests.fakes.serving import free_port, serve
from tests.faults.conftest import UNHURRIED, Site
from tests.faults.test_killed import from_bot

CHATS = int(os.environ.get("REPLICA_CHATS", "12"))
SECRET = "the-secret-of_both-replicas"


async def test_a_webhook_replica_is_killed_and_nothing_is_lost_or_doubled(site: Site) -> None:
    house = site.house
    house.engines.latency["gemini"] = 0.3
    people = [(await house.locked(f"Person {n}"))[0] for n in range(CHATS)]
    ports = [free_port(), free_port()]
    async with serve(RoundRobin(ports).app) as proxy:

        def replica(port: int) -> dict[str, object]:
            return {"webhook_url": f"{proxy}/telegram", "webhook_secret": SECRET, "port": port, "metrics_port": 0}

        async with site.runs(**replica(ports[0])) as one, site.runs(**replica(ports[1])) as other:
            await asyncio.gather(*(person.says("first, in an old library") for person in people))
            await asyncio.gather(*(person.says("second, on a bridge at dawn") for person in people))
            await one.killed()
            await asyncio.gather(*(person.says("third, in a greenhouse") for person in people))
            async with site.runs(**replica(ports[0])) as back:
                await house.settled(within=60 + CHATS)
                site.heard(back)
            site.heard(one)
            site.heard(other)
    for person in people:
        asked = [m["message_id"] for m in await person.messages() if m["outgoing"] and "text" in m][-3:]
        answered = [m["reply_to_message"]["message_id"] for m in await from_bot(person)]
        assert set(answered) >= set(asked), "every scene is answered"
        doubled = len(answered) - len(set(answered))
        flagged = [m for m in await from_bot(person) if "you may see this twice" in m.get("caption", "")]
        assert doubled <= len(flagged), "what came twice says so"
    cut_off = await house.value("SELECT count(*) AS n FROM calls WHERE outcome = 'unknown'")
    assert 3 * CHATS <= house.paid()[1] <= 3 * CHATS + cut_off
    assert house.called("getUpdates") == []


async def test_of_two_polling_replicas_one_polls_and_the_other_takes_over_when_it_is_paused(site: Site) -> None:
    house = site.house
    ida, _ = await house.locked()
    unhurried = {"takeover_seconds": UNHURRIED}
    async with site.runs(**unhurried) as one, site.runs(**unhurried) as other:
        await one.says("this process polls")
        assert "this process polls" not in other.text
        one.paused()
        await other.says("this process polls")
        await ida.says("a scene for the second one")
        await ida.sees_photo("AI-generated")
        one.resumed()
        await ida.says("and one more scene")
        await ida.sees_photo("AI-generated")
        await house.settled()
        site.heard(other)
    assert len(await from_bot(ida)) == 2
    assert house.paid() == (0, 2)
