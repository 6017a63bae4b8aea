"""One person's life with the bot, by a seed: whatever people do, in any order, at their own pace."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.fakes.house import House, Person
from tests.fakes.pictures import photo
from tests.fakes.telegram_user import Json
from tests.soak.tape import Tape

PACE = 3.0  # seconds between two acts, in the mean
PLACES = (
    *("in an old library", "on a bridge at dawn", "in a greenhouse", "by the window, reading", "at a night market"),
    *("on a sailing boat", "in a snowy forest", "on a roof in the evening", "in a small café", "at the sea in winter"),
)
COMMANDS = (
    *("/cancel", "/cancel", "/gallery", "/gallery", "/settings", "/settings", "/models", "/models", "/ideas", "/help"),
    *("/start", "/privacy", "/nonsense", "/export"),
)
# What these do is decided on purpose, not by a tap on just any button.
GRAVE = {"agree", "revoke", "wipe", "erase", "export", "admin"}
LOOKED_AT = 40  # messages: nobody scrolls up further
Kind = Literal["scene", "edit", "answer"]


@dataclass(frozen=True)
class Said:
    """A text, the message that it became, and when."""

    kind: Kind
    text: str
    message: int
    at: float


@dataclass
class Life:
    house: House
    person: Person
    tape: Tape
    dice: random.Random
    said: list[Said] = field(default_factory=list)
    resends: list[str] = field(default_factory=list)  # generations whose pictures were asked for once more
    chosen_again: int = 0  # taps that lead to a further lock
    erasures: list[int] = field(default_factory=list)  # messages whose "Yes, erase it" was tapped
    blocks: list[list[float]] = field(default_factory=list)  # from when to when
    revoked: int = 0
    acts: int = 0
    _photos: int = 0
    _words: int = 0
    _blocked: bool = False
    _patience: int = 0

    async def live(self) -> None:
        """Until it is cancelled."""
        await asyncio.sleep(self.dice.uniform(0, PACE))
        await self.person.says("/start")
        while True:
            await asyncio.sleep(self.dice.expovariate(1 / PACE))
            try:
                await self._act()
            except AssertionError:  # Telegram did not take it: the button is gone, or the bot is blocked
                continue
            self.acts += 1

    async def _act(self) -> None:
        if self._blocked:
            if self.dice.random() < 0.4:
                await self.person.unblocks()
                self.blocks[-1][1] = time.monotonic()
                self._blocked = False
            return
        if self._seen("agree") and self.dice.random() < 0.9:
            await self._taps(*self._seen("agree")[-1])
            return
        match self._mood():
            case "photos":
                await self._sends_photos()
            case "drawing":
                await self._one_of((6, self._waits), (1, self._says_a_scene), (1, self._says_a_command))
            case "choosing":
                await self._one_of(
                    (8, self._chooses),
                    (2, self._taps_anything),
                    (1, self._says_a_scene),
                    (1, self._says_a_command),
                    (1, self._taps_something_old),
                )
            case "locked":
                await self._lives_on()

    async def _lives_on(self) -> None:
        await self._one_of(
            (30, self._says_a_scene),
            (8, self._says_several_scenes),
            (8, self._replies_to_a_picture),
            (22, self._taps_anything),
            (5, self._taps_twice),
            (5, self._taps_something_old),
            (8, self._says_a_command),
            (5, self._answers_a_question),
            (3, self._sends_a_pose),
            (2, self._sends_a_stray),
            (3, self._speaks),
            (3, self._begins_a_model),
            (2, self._chooses_again),
            (1.2, self._erases_a_model),
            (0.7, self._erases_everything),
            (1, self._blocks),
            (0.4, self._revokes),
        )

    async def _one_of(self, *choices: tuple[float, Callable[[], Awaitable[None]]]) -> None:
        await self.dice.choices([act for _, act in choices], [weight for weight, _ in choices])[0]()

    # --- what a person sees ---

    def _messages(self) -> list[Json]:
        entries = list(self.house.playground.chats.chat(self.person.id).entries.values())
        return [{**entry.message, "outgoing": entry.outgoing} for entry in entries[-LOOKED_AT:]]

    def _buttons(self) -> list[tuple[int, str]]:
        """Message and what a button of it carries, oldest first."""
        return [
            (message["message_id"], button["callback_data"])
            for message in self._messages()
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if "callback_data" in button
        ]

    def _seen(self, *verbs: str) -> list[tuple[int, str]]:
        return [one for one in self._buttons() if _verb(one[1]) in verbs]

    def _mood(self) -> str:
        """Where this person believes to be, from the newest buttons and photos in the chat."""
        for message in reversed(self._messages()):
            verbs = {
                _verb(button.get("callback_data", ""))
                for row in message.get("reply_markup", {}).get("inline_keyboard", [])
                for button in row
            }
            if "pick" in verbs:
                return "choosing"
            if verbs & {"again", "open", "stop", "rename"} or "🔒" in str(message.get("caption")):
                return "locked"
            if "drop" in verbs:
                return "photos"
            if message["outgoing"] and ("photo" in message or "document" in message):
                self._patience -= 1
                return "drawing" if self._patience > 0 else "photos"
        return "photos"

    # --- what a person does ---

    async def _says_a_scene(self) -> None:
        await self._says("scene")

    async def _says_several_scenes(self) -> None:
        for _ in range(self.dice.randint(2, 4)):
            await self._says("scene")
            await asyncio.sleep(self.dice.uniform(0, 0.4))

    async def _says(self, kind: Kind, reply_to: int | None = None) -> None:
        self._words += 1
        text = f"{self.dice.choice(PLACES)}, page {self.person.id}-{self._words}."
        at = time.monotonic()
        message = await self.person.says(text, reply_to)
        self.said.append(Said(kind, text, message["message_id"], at))

    async def _replies_to_a_picture(self) -> None:
        pictures = [m for m in self._messages() if not m["outgoing"] and "photo" in m]
        if pictures:
            await self._says("edit", self.dice.choice(pictures)["message_id"])

    async def _answers_a_question(self) -> None:
        asked = self._seen("rename", "edit", "avoid")
        if not asked:
            return
        await self._taps(*self.dice.choice(asked))
        await asyncio.sleep(self.dice.uniform(1, 3))
        open_ones = [m for m in self._messages() if m.get("reply_markup", {}).get("force_reply")]
        if open_ones:
            await self._says("answer", open_ones[-1]["message_id"])

    async def _sends_photos(self) -> None:
        self._patience = 8
        new = [self._new_photo() for _ in range(3)]
        shuffle = self.dice.random() < 0.5
        match self.dice.choice(("album", "album", "singles", "files", "mixed", "twice")):
            case "album":
                await self.person.sends_photos(*new, shuffle=shuffle)
            case "singles":
                for one in new:
                    await self.person.sends_photos(one)
                    await asyncio.sleep(self.dice.uniform(0, 1.5))
            case "files":
                files = [(f"{n}.jpg", one, "image/jpeg") for n, one in enumerate(new)]
                await self.person.sends_files(*files, shuffle=shuffle)
            case "mixed":
                await self.person.sends_file("one.jpg", new[0], "image/jpeg")
                await self.person.sends_photos(*new[1:], shuffle=shuffle)
            case "twice":
                await self.person.sends_photos(*new, new[0], shuffle=shuffle)

    def _new_photo(self) -> bytes:
        self._photos += 1
        return photo(self.person.id * 1000 + self._photos)

    async def _waits(self) -> None:
        return None

    async def _chooses(self) -> None:
        marks = self._seen("pick")
        if not marks:
            return
        message = marks[-1][0]
        for _ in range(self.dice.randint(1, 2)):
            await self._taps(*self.dice.choice([one for one in marks if one[0] == message]))
        if self.dice.random() < 0.15 and (others := self._seen("new", "more", "fill")):
            await self._taps(*others[-1])
            return
        await asyncio.sleep(self.dice.uniform(0, 2))
        confirm = [one for one in self._seen("lock") if one[0] == message]
        for one in confirm * self.dice.choice((1, 1, 1, 2)):
            await self._taps(*one)
        await asyncio.sleep(self.dice.uniform(4, 10))  # who sees no answer at once does not go on tapping

    async def _chooses_again(self) -> None:
        await self.person.says("/models")
        if found := await self._button("choose"):
            await self._taps(*found)

    async def _taps_anything(self) -> None:
        if there := [one for one in self._buttons() if _verb(one[1]) not in GRAVE]:
            await self._taps(*self.dice.choice(there[-60:]))

    async def _taps_twice(self) -> None:
        if there := [one for one in self._buttons() if _verb(one[1]) not in GRAVE]:
            message, data = self.dice.choice(there[-60:])
            await asyncio.gather(self._taps(message, data), self._taps(message, data))

    async def _taps_something_old(self) -> None:
        """A button that may have gone long ago, as in another of Telegram's apps."""
        old = [
            (one.id, data)
            for one in self.tape.of_bot(self.person.id)
            for data in one.buttons
            if _verb(data) not in GRAVE
        ]
        if old:
            await self._taps(*self.dice.choice(old))

    async def _taps(self, message: int, data: str) -> None:
        if _verb(data) in {"resend", "retry"}:
            self.resends.append(data.split(":")[1])
        if _verb(data) in {"choose", "undo"}:
            self.chosen_again += 1
        await self.person.taps(data, message, force=True)

    async def _says_a_command(self) -> None:
        await self.person.says(self.dice.choice(COMMANDS))

    async def _sends_a_pose(self) -> None:
        self._words += 1
        text = f"{self.dice.choice(PLACES)}, page {self.person.id}-{self._words}."
        self.person.private.add(text)
        at = time.monotonic()
        (message,) = await self.person.sends_photos(self._new_photo(), caption=text)
        self.said.append(Said("scene", text, message["message_id"], at))

    async def _sends_a_stray(self) -> None:
        await self.dice.choice((self.person.sends_sticker, self.person.sends_video))()

    async def _speaks(self) -> None:
        await self.person.sends_voice()

    async def _begins_a_model(self) -> None:
        await self.person.says("/new")
        await asyncio.sleep(self.dice.uniform(0.5, 2))
        await self._sends_photos()

    async def _erases_a_model(self) -> None:
        await self._erases(everything=False)

    async def _erases_everything(self) -> None:
        await self._erases(everything=True)

    async def _erases(self, *, everything: bool) -> None:
        await self.person.says("/delete")
        if await self._button("wipe") is None:
            return
        offers = [one for one in self._seen("wipe") if (one[1] == "wipe:all") is everything]
        if not offers:
            return
        await self._taps(*self.dice.choice(offers[-3:]))
        if (found := await self._button("erase")) is None:
            return
        if self.dice.random() < 0.2 and (keep := self._seen("keep")):
            await self._taps(*keep[-1])
            return
        self.erasures.append(found[0])
        for _ in range(self.dice.choice((1, 1, 2))):
            await self._taps(*found)

    async def _blocks(self) -> None:
        await self.person.blocks()
        self._blocked = True
        self.blocks.append([time.monotonic(), float("inf")])

    async def _revokes(self) -> None:
        await self.person.says("/privacy")
        if found := await self._button("revoke"):
            self.revoked += 1
            await self._taps(*found)

    async def _button(self, verb: str, within: float = 12) -> tuple[int, str] | None:
        """The newest one with this verb that comes after this moment; None if the bot does not show it in time."""
        newest = max((message["message_id"] for message in self._messages()), default=0)
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            # An edited message keeps its number: what asks "are you sure" is the one that listed what there is.
            if found := [one for one in self._seen(verb) if one[0] > newest - LOOKED_AT]:
                return found[-1]
            await asyncio.sleep(0.3)
        return None


def _verb(data: str) -> str:
    return data.partition(":")[0]
