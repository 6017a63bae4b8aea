"""After the soak: every promise is held against what people got, what the vendors count, and what the rows say.

Each violation is one line with the ids that somebody needs who looks into it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from core.adapters.postgres.inbox import MOST_TRIES
from tests.fakes.engines import EngineCall
from tests.fakes.house import Row
from tests.soak.lives import Life, Said
from tests.soak.tape import Sent, Tape
from tests.soak.town import BUCKET, BUDGET, PICTURES, Town

ENDED = {"done", "failed", "cancelled"}
GENERATIONS = """
SELECT id, kind, idempotency_key, user_id, model_id::text AS model_id, status, run, prompt, wanted, reply_to, failure,
       drawn_at IS NOT NULL AS drawn, alike,
       extract(epoch FROM finished_at - created_at)::float AS seconds
  FROM generations
"""
SLOTS = """
SELECT generation_id, purpose, n, count(*) FILTER (WHERE outcome = 'ok') AS ok,
       count(*) FILTER (WHERE outcome = 'unknown') AS unknown
  FROM calls WHERE generation_id IS NOT NULL GROUP BY 1, 2, 3
"""
LEDGER = """
SELECT engine, purpose, outcome, count(*) AS calls, sum(coalesce(cost_usd, 0))::float AS usd,
       count(*) FILTER (WHERE cost_usd > 0) AS charged, count(*) FILTER (WHERE reason = 'cut off') AS cut_off
  FROM calls GROUP BY 1, 2, 3
"""
DRAWN = """
SELECT user_id, count(DISTINCT (coalesce(generation_id, 'call ' || id), n)) AS pictures FROM calls
 WHERE user_id <> 0 AND purpose IN ('candidate', 'scene') AND outcome IN ('intent', 'ok') GROUP BY 1
"""
# A slot whose picture was stored when its process was killed, before the ledger had it.
LEFT_OVERS = """
SELECT DISTINCT 'made/' || g.model_id || '/' || g.id || '-' || c.n AS key FROM calls c
  JOIN generations g ON g.id = c.generation_id WHERE c.outcome IN ('unknown', 'refused')
"""


@dataclass
class Reckoning:
    """`violations` break a promise; `noted` is what happened and may."""

    town: Town
    tape: Tape
    lives: list[Life]
    violations: list[str] = field(default_factory=list)
    noted: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    bill: dict[str, Counter[str]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)  # from each text to its picture
    _generations: dict[str, Row] = field(default_factory=dict)
    _parts: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))

    async def made(self) -> None:
        rows = self.town.house.rows
        self._generations = {row["id"]: row for row in await rows(GENERATIONS)}
        for row in await rows("SELECT generation_id, part, state, message_ids FROM deliveries"):
            self._parts[row["generation_id"]][row["part"]] = row
        for check in (self._inbox, self._money, self._caps, self._pictures, self._locks, self._erasures, self._left):
            await check()
        for generation in self._generations.values():
            self.ends[f"{generation['kind']} {generation['status']} {generation['failure'] or ''}".strip()] += 1
            self.violations += self._ended(generation)
        for life in self.lives:
            self.violations += chain(*(self._answered(life, said) for said in life.said))
            self.violations += chain(self._arrived_once(life), self._nothing_after_the_receipt(life))

    # --- updates and texts ---

    async def _inbox(self) -> None:
        rows = await self.town.house.rows("SELECT update_id, done_at, tries FROM inbox ORDER BY 1")
        self.noted["updates"] = len(rows)
        self.noted["updates begun more than once"] = sum(row["tries"] > 1 for row in rows)
        if waiting := len(self.town.house.playground.chats.updates):
            self.violations.append(f"{waiting} updates were never fetched")
        known = {row["update_id"] for row in rows}
        if known:
            last = self.town.house.playground.chats.store.last("update")
            if lost := sorted(set(range(min(known), last + 1)) - known):
                self.violations.append(f"updates that Telegram gave away and the inbox does not know: {lost}")
        for row in rows:
            if row["done_at"] is None:
                self.violations.append(f"update {row['update_id']} is not done")
            elif row["tries"] >= MOST_TRIES:
                self.violations.append(f"update {row['update_id']} was begun {row['tries']} times: given up?")

    def _answered(self, life: Life, said: Said) -> Iterator[str]:
        """Each text is a generation, or somebody said why not."""
        chat = life.person.id
        mine = [g for g in self._generations.values() if g["user_id"] == chat and g["reply_to"] == said.message]
        answers = [one for one in self.tape.of_bot(chat) if one.reply_to == said.message]
        if pictures := [one for one in answers if one.photo]:
            self.seconds.append(pictures[0].at - said.at)
        later = [one for one in self.tape.of_bot(chat) if one.at >= said.at]
        if mine or answers or self._had_to_agree(life, said):
            return
        # It was handled before a later one was answered. Whoever blocked the bot meanwhile could not be told.
        handled = min((one.at for one in later if one.reply_to > said.message), default=float("inf"))
        blocked = any(begun <= handled and over >= said.at for begun, over in life.blocks)
        if blocked or any(message > said.message for message in life.erasures):
            self.noted["texts whose trace is erased, or of somebody who blocked the bot"] += 1
        elif said.kind == "answer" and later:
            self.noted["answers to a question, answered without a quote"] += 1
        else:
            yield f"text {said.message} of {chat} ({said.kind}) is no generation and was not answered"

    def _had_to_agree(self, life: Life, said: Said) -> bool:
        """The next answer that this person got was the question for consent, and no later text was answered before."""
        messages = [one for one in self.tape.of_bot(life.person.id) if one.at >= said.at]
        asked = next((one for one in messages if any(data.startswith("agree:") for data in one.buttons)), None)
        return asked is not None and not any(said.message < one.reply_to for one in messages if one.at < asked.at)

    # --- generations and what arrived of them ---

    def _ended(self, generation: Row) -> Iterator[str]:
        name = f"generation {generation['id']} of {generation['user_id']} ({generation['kind']})"
        parts = self._parts[generation["id"]]
        for part, row in parts.items():
            lost = [one for one in row["message_ids"] if (generation["user_id"], one) not in self.tape.sent]
            if lost:
                yield f"{name}: part {part} names messages that never arrived: {lost}"
            if row["state"] == "sending" and generation["status"] != "cancelled":
                yield f"{name}: part {part} is still being sent"
        if generation["status"] not in ENDED:
            yield f"{name} has not ended: {generation['status']}, run {generation['run']}"
        if generation["failure"] == "surprise":
            yield f"{name} failed by surprise"
        left = any(life.blocks or life.revoked for life in self.lives if life.person.id == generation["user_id"])
        if generation["failure"] == "chat_gone" and not left:
            yield f"{name} was given up, and its person neither blocked the bot nor revoked consent"
        # Of a voice message the handler says it, as of any mistake.
        if generation["status"] == "failed" and "failed" not in parts and generation["kind"] != "voice":
            yield f"{name} failed with {generation['failure']} and nobody was told"
        if generation["status"] == "done":
            needed = {"candidates": ("album", "selection"), "scene": ("scene",), "voice": ()}[generation["kind"]]
            # Candidates that were shown once more are forgotten part by part, and sent anew.
            if not left and (missing := [part for part in needed if part not in parts]):
                yield f"{name} is done, but {missing} was not sent"
            scene = parts.get("scene")
            if scene and scene["state"] == "unsure" and "unsure" not in parts:
                yield f"{name}: its pictures may be missing, and there is no button to ask for them"

    def _arrived_once(self, life: Life) -> Iterator[str]:
        chat = life.person.id
        arrived, flagged = Counter[int](), 0
        albums = set[str]()
        for one in self.tape.of_bot(chat):
            if not one.photo or not one.reply_to or one.album in albums:
                continue
            if one.album:
                albums.add(one.album)
            if one.flagged:
                flagged += 1
            else:
                arrived[one.reply_to] += 1
        self.noted["scenes that came again, and said so"] += flagged
        mine = [g for g in self._generations.values() if g["user_id"] == chat and g["kind"] == "scene"]
        asked = Counter(g["reply_to"] for g in mine)
        for generation in mine:
            asked[generation["reply_to"]] += life.resends.count(generation["id"])
            copies = [o for o in self.tape.of_bot(chat) if o.photo and not o.flagged and o.about(generation["id"])]
            if len(copies) > 1 + life.resends.count(generation["id"]):
                where = [one.id for one in copies]
                yield f"scene {generation['id']} of {chat} arrived {len(copies)} times, unflagged: messages {where}"
        for generation in self._generations.values():
            if generation["user_id"] == chat and generation["kind"] == "candidates":
                shown = [o for o in self.tape.of_bot(chat) if not o.flagged and _selects(o, generation["id"])]
                if len(shown) > 1 + life.resends.count(generation["id"]) + life.chosen_again:
                    yield f"the choice of {generation['id']} of {chat} came {len(shown)} times, unflagged"
        for message, times in arrived.items():
            if times > asked[message] and not any(erased > message for erased in life.erasures):
                yield f"text {message} of {chat} got {times} unflagged pictures for {asked[message]} scenes"

    def _nothing_after_the_receipt(self, life: Life) -> Iterator[str]:
        """Of what was erased. Each receipt is told by the number in it."""
        chat = life.person.id
        messages = self.tape.of_bot(chat)
        receipts = [one for one in messages if one.code and one.text.startswith("✅") and not one.buttons]
        self.noted["erasures with a receipt"] += len(receipts)
        last = max(life.erasures, default=0)
        for receipt in receipts:
            if receipt.id < last:
                continue  # what came between two erasures is gone as well: rows cannot tell whose it was
            for one in messages:
                ids = {data.split(":")[1] for data in one.buttons if data.split(":")[0] in {"again", "pick", "open"}}
                if one.id > receipt.id and (strangers := ids - self._generations.keys()):
                    yield f"message {one.id} of {chat} came after receipt {receipt.id}, of {strangers}, which is erased"

    # --- money ---

    async def _money(self) -> None:
        for slot in await self.town.house.rows(SLOTS):
            if slot["ok"] > 1:
                self.violations.append(f"bought twice: {slot}")
            if slot["unknown"] > 2:
                self.violations.append(f"repeated more than once after an unknown outcome: {slot}")
        ledger = await self.town.house.rows(LEDGER)
        for engine in sorted({row["engine"] for row in ledger} | {call.engine for call in self._calls()}):
            calls = [call for call in self._calls() if call.engine == engine]
            booked = sum(row["calls"] for row in ledger if row["engine"] == engine)
            by_outcome = Counter[str]()
            for row in ledger:
                if row["engine"] == engine:
                    by_outcome[row["outcome"]] += row["calls"]
            billed, arrived = sum(call.billed for call in calls), len(calls)
            counted = by_outcome["ok"] + by_outcome["unknown"] + by_outcome["refused"]
            cut_off = sum(row["cut_off"] for row in ledger if row["engine"] == engine)
            self.bill[engine] = Counter(arrived=arrived, billed=billed, booked=booked, **by_outcome)
            if by_outcome["intent"]:
                self.violations.append(f"{engine}: {by_outcome['intent']} reservations are open")
            if arrived > booked:
                self.violations.append(f"{engine}: {arrived} calls arrived, {booked} are in the ledger")
            if booked - arrived > cut_off:
                self.violations.append(
                    f"{engine}: {booked} calls are in the ledger, {arrived} arrived, {cut_off} cut off"
                )
            if billed > counted:
                self.violations.append(f"{engine}: it bills {billed} calls, the ledger counts {counted} as spent")
            if by_outcome["ok"] > billed:
                self.violations.append(f"{engine}: {by_outcome['ok']} calls are ok, it bills {billed}")
        self.violations += [
            f"call {call.number} to {call.engine} had no face"
            for call in self._calls()
            if not call.images and call.vendor in {"gemini", "openai"}
        ]
        await self._money_by_text()

    async def _money_by_text(self) -> None:
        """No text was drawn more often than its ledger lines say."""
        lines = await self.town.house.rows(
            "SELECT g.prompt, g.user_id, count(*) AS calls FROM calls c JOIN generations g ON g.id = c.generation_id"
            " WHERE g.kind = 'scene' GROUP BY 1, 2"
        )
        booked = {row["prompt"]: row["calls"] for row in lines}
        drawn = Counter[str]()
        for call in self._calls():
            if call.vendor == "gemini" and (page := call.text.rpartition(", page ")[2].partition(".")[0]):
                drawn[page] += 1
        for life in self.lives:
            for said in life.said:
                page = said.text.rpartition(", page ")[2].rstrip(".")
                whole = [n for prompt, n in booked.items() if f"page {page}." in prompt]
                if whole and drawn[page] > sum(whole) and not life.erasures:
                    self.violations.append(f"text {said.message}: {drawn[page]} calls arrived, {sum(whole)} are booked")

    def _calls(self) -> list[EngineCall]:
        return [call for call in self.town.house.engines.calls if not call.vendor.endswith("/models")]

    async def _caps(self) -> None:
        for row in await self.town.house.rows(DRAWN):
            if row["pictures"] > PICTURES:
                self.violations.append(f"user {row['user_id']} has {row['pictures']} pictures, the cap is {PICTURES}")
            if row["pictures"] == PICTURES:
                self.noted["people who reached their cap"] += 1
        spent = float(
            await self.town.house.value("SELECT coalesce(sum(coalesce(cost_usd, reserved_usd)), 0) FROM calls")
        )
        self.noted["dollars spent"] = round(spent)
        if spent > BUDGET:
            self.violations.append(f"${spent:.2f} are spent, the budget is ${BUDGET:.2f}")

    # --- pictures ---

    async def _pictures(self) -> None:
        house, rows = self.town.house, self.town.house.rows
        stored = set(self.town.bucket.project.stored(BUCKET))
        named = {row["key"] for row in await rows("SELECT key FROM pictures")}
        photos = {
            row["key"]
            for row in await rows(
                "SELECT photo ->> 'key' AS key FROM models, jsonb_array_elements(reference_images) AS photo"
            )
        }
        poses = {g["alike"] for g in self._generations.values() if g["alike"] and "/pose-" in g["alike"]}
        models = {row["id"] for row in await rows("SELECT id::text AS id FROM models")}
        left_over = {row["key"] for row in await rows(LEFT_OVERS)}
        self.noted["stored objects"] = len(stored)
        for key in sorted((named | photos) - stored):
            self.violations.append(f"{key} has a row and no object")
        for key in sorted(stored - named - photos - poses):
            folder, _, rest = key.partition("/")
            if folder not in {"made", "photos"}:
                continue
            model = rest.partition("/")[0]
            if model not in models:
                self.violations.append(f"{key} is left of a model that is not there any more")
            elif key.rsplit(".", 1)[0] in left_over:
                self.noted["pictures of calls that were cut off, kept until their model is erased"] += 1
            else:
                self.violations.append(f"{key} is stored and no row names it")
        assert house.data_dir.exists()
        if (house.data_dir / "pictures").exists():
            self.violations.append("pictures lie in the local folder")

    async def _locks(self) -> None:
        rows = await self.town.house.rows(
            "SELECT m.id::text AS id, telegram_id, stage, locked_reference_image AS key,"
            " (SELECT count(*) FROM locks WHERE model_id = m.id) AS locks,"
            " (SELECT key FROM locks WHERE model_id = m.id ORDER BY id DESC LIMIT 1) AS newest,"
            " EXISTS (SELECT FROM pictures WHERE key = locked_reference_image) AS there FROM models m"
        )
        again = {life.person.id: life.chosen_again for life in self.lives}
        for row in rows:
            if row["key"] != row["newest"] or (row["key"] and not row["there"]):
                self.violations.append(f"model {row['id']}: the lock is not the newest of its history, or no picture")
            if row["locks"] > 1 + again.get(row["telegram_id"], 0):
                self.violations.append(f"model {row['id']} has {row['locks']} locks; it was asked for fewer")
            if row["stage"] == "locked" and not row["key"]:
                self.violations.append(f"model {row['id']} is locked on nothing")

    # --- the rest ---

    async def _erasures(self) -> None:
        for row in await self.town.house.rows("SELECT reference, tries FROM erasures WHERE done_at IS NULL"):
            self.violations.append(f"erasure {row['reference']} is not complete after {row['tries']} tries")
        self.noted["erasures"] = await self.town.house.value("SELECT count(*) FROM erasures")

    async def _left(self) -> None:
        for row in await self.town.house.rows("SELECT id, status, args, attempts FROM procrastinate_jobs"):
            if row["status"] not in {"succeeded", "cancelled"}:
                self.violations.append(
                    f"job {row['id']} is {row['status']} after {row['attempts']} attempts: {row['args']}"
                )
        for row in await self.town.house.rows("SELECT user_id, tries FROM exports"):
            self.violations.append(f"the export of {row['user_id']} is not done after {row['tries']} tries")
        drawing = "SELECT id::text AS id FROM models m WHERE stage = 'drawing' AND NOT EXISTS (SELECT FROM generations"
        drawing += " WHERE model_id = m.id AND status IN ('waiting', 'queued', 'running'))"
        for row in await self.town.house.rows(drawing):
            self.violations.append(f"model {row['id']} is being drawn by nobody")
        for one in chain(*(replica.ends for replica in self.town.replicas)):
            if one.excused:
                self.noted["starts that failed while something was away"] += 1
            else:
                self.violations.append(f"{one.replica} ended by itself with {one.code}: {' | '.join(one.lines)}")
        for replica in self.town.replicas:
            if replica.slow_stops:
                self.violations.append(f"{replica.name} did not stop in time, {replica.slow_stops} times")
        for leak in self.town.house.logs.leaks():
            self.violations.append(f"a log told: {leak[:60]}")


def _selects(one: Sent, generation_id: str) -> bool:
    return any(data.startswith(f"pick:{generation_id}:") for data in one.buttons)


def surprises(lines: list[str]) -> Counter[str]:
    """Traces in the logs, by their last line."""
    found = Counter[str]()
    inside = False
    for line in lines:
        if line.startswith("Traceback"):
            inside = True
        elif inside and line and not line.startswith((" ", "\t")):
            if not line.startswith(("The above exception", "During handling")):
                found[line[:160]] += 1
            inside = False
    return found
