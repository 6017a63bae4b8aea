"""How results reach a chat: every part once, recorded in the outbox before and after it is sent."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from functools import partial

from telegram import InlineKeyboardMarkup, InputMediaPhoto, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import keyboards, keyboards_models, texts
from bot.pace import Bot
from bot.prints import Prints
from bot.sending import MaybeSent, send, tell
from bot.showing import show_album, show_picture, unknown_file
from bot.status import StatusMessage, answering, put_away
from bot.texts.catalogue import speaking
from core import imaging
from core.models import CANDIDATES, Failure, Generation, Kind, Model, Pack, Parcel, Picture
from core.nursery import Nursery
from core.ports import Generations, Outbox

log = logging.getLogger(__name__)

BADGES = tuple(f"badge-{n}" for n in range(1, CANDIDATES + 1))
NAME = "name"
LAST_NEWS = 5.0  # seconds that the last status edit may take


class TelegramDelivery:
    """Implements core.ports.Delivery."""

    def __init__(
        self,
        bot: Bot,
        generations: Generations,
        outbox: Outbox,
        prints: Prints,
        *,
        label: bool = True,
        packs: Sequence[Pack] = (),
    ) -> None:
        self._bot = bot
        self._generations = generations
        self._outbox = outbox
        self._prints = prints
        self._label = label  # captions say that pictures are AI-generated
        self._packs = packs  # what is sold to whoever has no picture left

    def addressing(self, generation: Generation) -> AbstractContextManager[None]:
        return speaking(generation.language)

    @asynccontextmanager
    async def working(self, generation: Generation) -> AsyncIterator[StatusMessage]:
        status = StatusMessage(self._bot, self._generations, generation)
        async with Nursery() as nursery:
            acting = nursery.start(status.keep_acting(), "chat action")
            telling = nursery.start(status.keep_telling(), "status message")
            try:
                yield status
            finally:
                acting.cancel()
                status.close()
                with suppress(TimeoutError):
                    await asyncio.wait_for(telling, LAST_NEWS)
        await put_away(self._bot, self._generations, generation)  # not after an error: another run may go on

    async def candidates(
        self, generation: Generation, pictures: Sequence[Picture], missing: Sequence[int], notes: Sequence[str]
    ) -> None:
        await self._offer(generation, pictures, missing, notes)

    async def candidates_again(
        self, generation: Generation, pictures: Sequence[Picture], missing: Sequence[int]
    ) -> None:
        """A set that was shown before, asked for by the user: by Telegram's own file ids where there are any."""
        shown = await self._outbox.find(generation.id, "album")
        await self.forget(generation)
        await self._offer(generation, pictures, missing, (), shown.file_ids if shown else ())

    async def _offer(
        self,
        generation: Generation,
        pictures: Sequence[Picture],
        missing: Sequence[int],
        notes: Sequence[str],
        file_ids: Sequence[str] = (),
    ) -> None:
        unsure = await self._send_album(generation, "album", pictures, file_ids=file_ids)
        numbers = [picture.n for picture in pictures]
        sets = await self._generations.sets(generation.model_id)
        several = len(sets.ids) > 1 and generation.id in sets.ids
        which = texts.models.which_set(sets.ids.index(generation.id) + 1, len(sets.ids)) if several else ""

        def selection(again: str) -> Awaitable[Message]:
            text = texts.portraits.selection(pictures, missing, notes, unsure=unsure, which=which)
            markup = keyboards.selection(generation, numbers, missing, sets, unsure=unsure)
            return self._text(generation, _lines(again, text), markup)

        await self._once(generation, "selection", selection)

    async def scene(
        self, generation: Generation, cast: Sequence[Model], pictures: Sequence[Picture], notes: Sequence[str]
    ) -> None:
        caption = texts.scenes.caption(cast, pictures, notes, label=self._label)
        markup = keyboards.scene(generation, pictures)
        if len(pictures) > 1:
            unsure = await self._send_album(generation, "scene", pictures, caption)
            await self._once(
                generation,
                "buttons",
                lambda again: self._text(generation, _lines(again, texts.scenes.several()), markup),
            )
        else:
            photo = await self._prints(pictures[0], imaging.for_photo)

            def picture(again: str) -> Awaitable[Message]:
                return show_picture(
                    self._bot,
                    generation.chat_id,
                    photo,
                    caption=_lines(caption, again),
                    reply_markup=markup,
                    reply_parameters=answering(generation),
                )

            unsure = await self._once(generation, "scene", picture)
        if unsure:
            await self._once(
                generation,
                "unsure",
                lambda again: self._text(
                    generation, _lines(again, texts.scenes.maybe_missing()), keyboards.unsure(generation)
                ),
            )

    async def failed(self, generation: Generation, failure: Failure) -> None:
        # In a group nobody buys: the sentence names /buy.
        offered = self._packs if failure.reason == "cap_credits" and generation.chat_id == generation.user_id else ()
        markup = None if failure.reason in texts.failures.FINAL else keyboards.retry(generation, offered)
        text = texts.failures.failed(failure)
        await self._once(generation, "failed", lambda again: self._text(generation, _lines(again, text), markup))
        await put_away(self._bot, self._generations, generation)

    async def locked(self, generation: Generation, picture: Picture) -> None:
        """The locked portrait with its badge. What is stored stays clean."""
        photo = await self._prints(picture, imaging.badged)

        def badge(again: str) -> Awaitable[Message]:
            text = _lines(texts.portraits.locked(picture), again)
            return show_picture(self._bot, generation.chat_id, photo, caption=text)

        await self._once(generation, f"badge-{picture.n}", badge)

    async def file(self, generation: Generation, picture: Picture) -> None:
        """The picture as it was drawn, as a document."""
        data = await self._prints(picture)
        name = f"keepface-{generation.id}-{picture.n}.{picture.key.rsplit('.', 1)[-1]}"
        await tell(
            lambda: self._bot.send_document(
                generation.chat_id,
                data,
                filename=name,
                reply_parameters=answering(generation),
                disable_content_type_detection=True,
            )
        )

    async def ask_name(self, generation: Generation, model: Model) -> int | None:
        """Once, after a model's first lock: how shall it be called? The message's id when it was sent just now."""
        if await self._outbox.find(generation.id, NAME):
            return None
        text, markup = texts.models.ask_first_name(model), keyboards_models.name_it(model)
        await self._once(generation, NAME, lambda again: self._text(generation, text, markup))
        parcel = await self._outbox.find(generation.id, NAME)
        return parcel.message_ids[0] if parcel and parcel.message_ids else None

    async def forget(self, generation: Generation) -> None:
        """Asked for by the user: what was sent may be sent again."""
        for part in ("album", "selection", "scene", "buttons", "unsure", *BADGES):
            await self._outbox.clear(generation, part)

    async def _send_album(
        self,
        generation: Generation,
        part: str,
        pictures: Sequence[Picture],
        caption: str = "",
        *,
        file_ids: Sequence[str] = (),
    ) -> bool:
        """Pictures side by side, or alone when there is one. True if it is unsure whether they arrived."""
        if (await self._outbox.find(generation.id, part) or Parcel("new")).state == "sent":
            return False
        numbered = generation.kind is Kind.CANDIDATES

        async def made() -> list[bytes]:
            look = partial(imaging.numbered, of=CANDIDATES)
            return await asyncio.gather(
                *(self._prints(one, partial(look, n=one.n) if numbered else imaging.for_photo) for one in pictures)
            )

        known = [*map(InputMediaPhoto, file_ids)] if len(file_ids) == len(pictures) > 1 else []
        ready = [] if known else await made()

        async def album(again: str) -> Message | Sequence[Message]:
            words = _lines(caption, again)
            reply = answering(generation)
            if known:
                try:
                    return await self._bot.send_media_group(generation.chat_id, known, reply_parameters=reply)
                except BadRequest as error:
                    if not unknown_file(error):
                        raise
            photos = ready or await made()
            if len(photos) == 1:
                return await show_picture(
                    self._bot, generation.chat_id, photos[0], caption=words or None, reply_parameters=reply
                )
            named = [(f"{one.n}.jpg", photo) for one, photo in zip(pictures, photos, strict=True)]
            return await show_album(self._bot, generation.chat_id, named, caption=words or None, reply_parameters=reply)

        return await self._once(generation, part, album)

    async def _once(
        self, generation: Generation, part: str, make: Callable[[str], Awaitable[Message | Sequence[Message]]]
    ) -> bool:
        """Send a part unless it was sent. True if it is unsure whether it arrived.

        `make` gets the words to add when an interruption makes this a possible repetition.
        """
        parcel = await self._outbox.begin(generation, part)
        if parcel.state in {"sent", "unsure"}:
            return parcel.state == "unsure"
        again = texts.scenes.maybe_twice() if parcel.state == "sending" else ""
        try:
            answer = await send(lambda: make(again))
        except MaybeSent:
            await self._outbox.unsure(generation, part)
            return True
        except BaseException as error:
            if not isinstance(error, asyncio.CancelledError):
                await self._outbox.clear(generation, part)  # refused for certain
            raise
        messages = [answer] if isinstance(answer, Message) else answer
        files = [message.photo[-1].file_id for message in messages if message.photo]
        await self._outbox.sent(generation, part, [message.message_id for message in messages], files)
        return False

    async def _text(self, generation: Generation, text: str, markup: InlineKeyboardMarkup | None) -> Message:
        return await self._bot.send_message(
            generation.chat_id,
            text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            reply_parameters=answering(generation),
        )


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
