"""Uploads, taps, texts, engines that fail, caps and crashes, in any order: what must hold afterwards always holds."""

import asyncio
from collections import Counter, deque
from collections.abc import Coroutine
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from core.adapters.postgres.database import Database
from core.errors import CoreError, DatabaseAway
from core.models import PHOTOS_NEEDED, SCENES_AT_ONCE, SCENES_WAITING, Way
from tests.fakes.pictures import photo
from tests.properties.conftest import Here
from tests.properties.profile import profile
from tests.properties.world import ERRORS, Act, Caps, Event, Fate, Killed, Process, TakenOver, World

USERS = (1, 2)
CAPS = (Caps(), Caps(pictures=4), Caps(budget=2.1), Caps(own_budget=1.1))
TRIES = 4  # of an update that ends in a crash

fates = st.builds(Fate, st.sampled_from(["killed", "away", "unanswered"]), st.integers(0, 8))
ACTS = (
    *("scene", "give up", "choose again", "mark", "lock", "new three", "more like", "fill", "retry", "vary", "cancel"),
    *("lock before", "several", "photo", "drop", "new", "block", "erase a model", "erase everything"),
)
users, picks, numbers = st.integers(0, 1), st.integers(0, 5), st.sampled_from([1, 1, 1, 2, 4])
acts = st.builds(Act, users, st.sampled_from(ACTS), picks, numbers, st.booleans())
taken_over = st.builds(TakenOver, st.integers(0, 3))
answers = st.sampled_from(["ok", "ok", "ok", "rubbish", *ERRORS])
scripts = st.lists(st.one_of(answers, fates, acts, taken_over), max_size=6)
posts = st.lists(st.sampled_from(["", "later", "gone", "killed"]), max_size=3)


class Machine(RuleBasedStateMachine):
    """`runner` runs a coroutine to its end on the loop that the database lives on."""

    runner: asyncio.Runner
    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.database.pool, self.database, self.meanwhile)
        self.updates = 100
        self.worker = Process(self.world)

    def run(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self.runner.run(coroutine)

    # --- what happens ---

    @initialize(caps=st.sampled_from(CAPS))
    def begins(self, caps: Caps) -> None:
        self.run(self.world.clean())
        for user in range(len(USERS)):  # what comes after a lock would seldom be reached otherwise
            self.run(self.journey(user, 1))
        self.world.caps = caps
        self.worker = Process(self.world)

    @rule(user=st.integers(0, 1), number=st.integers(1, 5))
    def somebody_asks_for_scenes(self, user: int, number: int) -> None:
        for _ in range(number):
            self.run(self.watched(Act(user, "scene"), None))

    @rule(user=st.integers(0, 1), lock=st.integers(1, 3))
    def somebody_makes_a_model(self, user: int, lock: int) -> None:
        self.run(self.journey(user, lock))

    @rule(script=scripts, posts=posts)
    def work_is_done(self, script: list[Event], posts: list[str]) -> None:
        self.world.script, self.world.posts = deque(script), deque(posts)
        self.run(self.works())

    @rule(pick=st.integers(0, 9))
    def a_picture_is_lost(self, pick: int) -> None:
        if keys := sorted(self.world.shelf.stored):
            del self.world.shelf.stored[keys[pick % len(keys)]]

    async def works(self, *, calm: bool = False) -> None:
        if calm or self.worker.calm or not self.worker.alive:
            self.worker = Process(self.world, calm=calm)
        await self.worker.works()

    async def journey(self, user: int, lock: int) -> None:
        await self.act(Act(user, "new"))
        for n in range(PHOTOS_NEEDED):
            await self.act(Act(user, "photo", n + PHOTOS_NEEDED * user))
        await self.works(calm=True)
        await self.act(Act(user, "mark", 0, lock))
        await self.act(Act(user, "lock"))

    async def meanwhile(self, event: Act | TakenOver) -> None:
        if isinstance(event, Act):
            await self.act(event)
        elif running := await self.database.rows("SELECT id FROM generations WHERE status = 'running' ORDER BY id"):
            await Process(self.world, calm=True).work(running[event.pick % len(running)]["id"])

    async def watched(self, act: Act, fate: Fate | None) -> None:
        """Whatever somebody does, it is nothing to anybody else; and one lock is one line of the history."""
        other = USERS[1 - act.user]
        before, locks = await self.state_of(other), await self.world.value("SELECT count(*) FROM locks")
        works = await self.world.value("SELECT count(*) FROM generations")
        await self.act(act, fate)
        assert await self.state_of(other) == before, f"{act} changed what is not theirs"
        grown = await self.world.value("SELECT count(*) FROM locks") - locks
        assert grown <= (act.what in {"lock", "lock before"}), f"{act} made {grown} locks"
        grown = await self.world.value("SELECT count(*) FROM generations") - works
        assert grown <= 1, f"{act}, which may have come twice, made {grown} pieces of work"

    async def act(self, act: Act, fate: Fate | None = None) -> None:
        """As the inbox does it: an update that ends in a crash is handled again, and some come twice."""
        self.updates += 1
        update, fates, target = self.updates, [fate] if fate else [], await self.target(act)
        for _ in range(1 + act.doubled):
            for _ in range(TRIES):
                process = Process(self.world)
                process.fates, fates = fates, []
                try:
                    await self.handle(process, act, update, target)
                except (Killed, DatabaseAway):
                    continue
                except CoreError:
                    pass  # refused, with a sentence
                break

    async def target(self, act: Act) -> tuple[str, str]:
        """What the button names: it names the same when it is handled again."""
        user, rows = USERS[act.user], self.database.rows
        models = [row["id"] for row in await rows(THEIRS.format("id::text AS id", "models", "telegram_id"), user)]
        works = [row["id"] for row in await rows(THEIRS.format("id", "generations", "user_id"), user)]
        model, known = (all_[act.pick % len(all_)] if all_ else "forged" for all_ in (models, works))
        return model, known

    async def handle(self, process: Process, act: Act, update: int, target: tuple[str, str]) -> None:
        user = USERS[act.user]
        model, known = target
        match act.what:
            case "photo":
                await process.take_photo(user, user, update, photo(act.pick))
            case "new":
                await process.start_model(user)
            case "cancel":
                await process.cancel(user)
            case "drop":
                active = await process.models.active(user)
                photos = active.reference_images if active else ()
                await process.drop_photo(user, photos[0].message_id if photos else update)
            case "mark":
                await process.choose.mark(user, known, act.n)
            case "lock":
                await process.choose.lock(user, known)
            case "choose again":
                if await process.choose.again(user, model) is None:
                    await process.make_more.anew(user, user, update, model)
            case "new three":
                await process.make_more(user, user, update, known)
            case "more like":
                await process.make_more(user, user, update, known, act.n)
            case "fill":
                await process.make_more(user, user, update, known, missing=True)
            case "scene":
                await process.request_scene(user, user, update, update, f"scene {update}")
            case "retry":
                await process.request_scene.again(user, user, update, known, once=True)
            case "vary":
                await process.remake(user, user, update, known, act.n, Way.VARIATION)
            case "lock before":
                await process.models.undo_lock(user, model)
            case "several":
                await process.models.set_number(user, model, act.n)
            case "give up":
                await process.generations.cancel_one(user, known)
            case "block":
                await process.generations.abandon(user)
            case "erase a model":
                await process.erase(user, user, model)
            case "erase everything":
                await process.erase(user, user, None)

    async def state_of(self, user: int) -> list[dict[str, Any]]:
        sql = "SELECT m.*, g.*, l.* FROM users u LEFT JOIN models m ON m.telegram_id = u.id"
        joined = f"{sql} LEFT JOIN generations g ON g.user_id = u.id LEFT JOIN locks l ON l.model_id = m.id"
        return await self.database.rows(f"{joined} WHERE u.id = %s ORDER BY m.id, g.id, l.id", user)

    # --- what always holds ---

    @invariant()
    def holds(self) -> None:
        self.run(self.promises())

    async def promises(self) -> None:
        assert self.world.wrongs == []
        assert await self.broken(ALWAYS) == []
        caps, row = self.world.caps, await self.database.row(COUNTS) or {}
        assert row["spent"] <= caps.budget
        assert max(row["spent_by"], default=0) <= (caps.own_budget or caps.budget)
        assert max(row["pictures_of"], default=0) <= caps.pictures
        # What arrived is in the ledger; what was given is stored once, or counted as spent.
        for vendor in ("analyst", "painter"):
            lines, arrived, given = Counter(row[vendor]), self.world.arrived[vendor], self.world.given[vendor]
            answered = lines["ok"] + lines["refused"] + lines["charged"] + lines["failed"]
            assert answered <= arrived <= lines.total(), (vendor, arrived, lines)
            assert lines["ok"] <= given <= lines.total() - lines["refused"] - lines["failed"], (vendor, given, lines)
        assert set(row["stored"]) <= self.world.stored_ever, "a row without its picture"

    async def broken(self, promises: dict[str, str]) -> list[str]:
        sql = " UNION ALL ".join(f"SELECT '{what}' AS what WHERE EXISTS ({sql})" for what, sql in promises.items())
        return [row["what"] for row in await self.database.rows(sql)]

    def teardown(self) -> None:
        if self.world.wrongs == []:
            self.run(self.ends())

    async def ends(self) -> None:
        """When the storm is over everything accepted ends, once, and its user knows how."""
        self.world.script.clear()
        self.world.posts.clear()
        for _ in range(12):
            await self.works(calm=True)
            await self.worker.empty_folders()
        assert await self.broken(IN_THE_END) == []
        for row in await self.database.rows("SELECT id, status FROM generations WHERE status IN ('done', 'failed')"):
            assert (row["id"], row["status"]) in self.world.told, "ended and not told"
        await self.promises()


def _somebody(what: str) -> Any:
    """A rule of its own for each act: so some runs are full of one and know nothing of another."""

    def acts(self: Machine, user: int, pick: int, n: int, doubled: bool, fate: Fate | None) -> None:
        self.run(self.watched(Act(user, what, pick, n, doubled), fate))

    acts.__name__ = f"somebody_{what.replace(' ', '_')}"
    return rule(user=users, pick=picks, n=numbers, doubled=st.booleans(), fate=st.none() | fates)(acts)


for _what in ACTS:
    setattr(Machine, f"somebody_{_what.replace(' ', '_')}", _somebody(_what))

THEIRS = "SELECT {} FROM {} ORDER BY {} = %s DESC, created_at DESC"  # and then what is not
TOO_MANY = "SELECT FROM generations WHERE {} GROUP BY user_id HAVING count(*) > {}"
ALWAYS = {
    "more than three photos": "SELECT FROM models WHERE jsonb_array_length(reference_images) > 3",
    "locked on nothing": "SELECT FROM models WHERE stage = 'locked' AND locked_reference_image IS NULL",
    "the lock is not the last line of its history": """
        SELECT FROM models m WHERE locked_reference_image IS NOT NULL AND locked_reference_image IS DISTINCT FROM
               (SELECT key FROM locks WHERE model_id = m.id ORDER BY id DESC LIMIT 1)""",
    "locked on what is no candidate of its own": """
        SELECT FROM models m WHERE locked_reference_image IS NOT NULL AND NOT EXISTS (
               SELECT FROM generations g JOIN pictures p ON p.generation_id = g.id
                WHERE g.model_id = m.id AND g.kind = 'candidates' AND p.key = m.locked_reference_image)""",
    "drawing, and nothing is drawn, or the other way round": """
        SELECT FROM models m WHERE (stage = 'drawing') <> EXISTS (
               SELECT FROM generations g WHERE g.model_id = m.id AND g.kind = 'candidates'
                  AND g.status IN ('queued', 'running') AND g.drawn_at IS NULL)""",
    "two sets of one model at once": """
        SELECT FROM generations WHERE kind = 'candidates' AND status IN ('queued', 'running') AND drawn_at IS NULL
         GROUP BY model_id HAVING count(*) > 1""",
    "too many scenes at once": TOO_MANY.format("kind = 'scene' AND status IN ('queued', 'running')", SCENES_AT_ONCE),
    "too many scenes wait": TOO_MANY.format("status = 'waiting'", SCENES_WAITING),
    "scenes wait for nothing": """
        SELECT FROM generations WHERE kind = 'scene' AND status IN ('waiting', 'queued', 'running') GROUP BY user_id
        HAVING count(*) FILTER (WHERE status <> 'waiting') = 0""",
    "work without a job": """
        SELECT FROM generations g WHERE status IN ('queued', 'running')
           AND NOT EXISTS (SELECT FROM procrastinate_jobs WHERE args ->> 'generation_id' = g.id)""",
    "bought twice, or repeated more than once": """
        SELECT FROM calls WHERE generation_id IS NOT NULL GROUP BY generation_id, purpose, n
        HAVING count(*) FILTER (WHERE outcome = 'ok') > 1 OR count(*) FILTER (WHERE outcome = 'unknown') > 2""",
    "paid for and not kept": """
        SELECT FROM calls c WHERE generation_id IS NOT NULL AND purpose <> 'analysis' AND outcome = 'ok'
           AND NOT EXISTS (SELECT FROM pictures p WHERE p.generation_id = c.generation_id AND p.n = c.n)""",
    "settled without a cost": "SELECT FROM calls WHERE (outcome = 'intent') <> (cost_usd IS NULL)",
}
IN_THE_END = {
    "work that never ended": "SELECT FROM generations WHERE status NOT IN ('done', 'failed', 'cancelled')",
    "a call that was never settled": "SELECT FROM calls WHERE outcome = 'intent'",
    "a model is drawn for ever": "SELECT FROM models WHERE stage = 'drawing'",
    "a job is left": "SELECT FROM procrastinate_jobs",
    "an erasure is left": "SELECT FROM erasures WHERE done_at IS NULL",
}
# Whoever has erased everything begins the day anew, within the budget of all: see ARCHITECTURE.md.
COUNTS = """
WITH lines AS (
    SELECT *, coalesce(cost_usd, reserved_usd)::float AS usd,
           CASE WHEN outcome = 'refused' AND cost_usd > 0 THEN 'charged' ELSE outcome END AS became FROM calls),
     users AS (
    SELECT sum(usd) AS spent, count(DISTINCT (coalesce(generation_id, 'call ' || id), n))
                              FILTER (WHERE purpose <> 'analysis' AND outcome IN ('intent', 'ok')) AS pictures
      FROM lines WHERE user_id <> 0 GROUP BY user_id)
SELECT (SELECT coalesce(sum(usd), 0) FROM lines) AS spent,
       (SELECT coalesce(array_agg(spent), '{}') FROM users) AS spent_by,
       (SELECT coalesce(array_agg(pictures), '{}') FROM users) AS pictures_of,
       (SELECT coalesce(array_agg(became), '{}') FROM lines WHERE purpose = 'analysis') AS analyst,
       (SELECT coalesce(array_agg(became), '{}') FROM lines WHERE purpose <> 'analysis') AS painter,
       (SELECT coalesce(array_agg(key), '{}') FROM pictures) AS stored
"""


def test_whatever_happens_in_whatever_order_the_promises_hold(here: Here) -> None:
    class OnThisDatabase(Machine):
        runner, database = here

    run_state_machine_as_test(OnThisDatabase, settings=profile(20, steps=30))
