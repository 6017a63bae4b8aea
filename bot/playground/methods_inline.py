"""Inline queries: asked by a person, answered by the bot with pictures that it has sent before."""

import asyncio
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

from bot.playground import rules
from bot.playground.chats import Chats, Person
from bot.playground.methods_send import caption
from bot.playground.params import Params
from bot.playground.rules import Json, RefusedError

_SECONDS = 10.0
_KEPT = 200
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass
class _Query:
    person_id: int
    answer: Json | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class InlineMethods:
    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._queries: OrderedDict[str, _Query] = OrderedDict()

    async def ask(self, by: Person, words: str, offset: str) -> Json | None:
        """None where the bot gets no inline queries, or does not answer in time."""
        query_id = str(secrets.randbelow(9 * 10**17) + 10**17)
        query = {"id": query_id, "from": by.as_user(), "query": words[:256], "offset": offset}
        if not self._chats.bot["supports_inline_queries"] or not self._chats.updates.put("inline_query", query):
            return None
        asked = self._queries[query_id] = _Query(by.id)
        while len(self._queries) > _KEPT:
            self._queries.popitem(last=False)
        try:
            async with asyncio.timeout(_SECONDS):
                await asked.answered.wait()
        except TimeoutError:
            return None
        return {"query_id": query_id, **(asked.answer or {})}

    async def answer_inline_query(self, params: Params) -> bool:
        query = self._queries.get(params.text("inline_query_id"))
        if query is None or query.answer is not None:
            raise RefusedError(rules.QUERY_TOO_OLD)
        results, button = params.items("results"), params.value("button")
        if len(results) > rules.INLINE_RESULTS:
            raise RefusedError("Bad Request: RESULTS_TOO_MUCH")
        if len({one["id"] for one in results}) < len(results):
            raise RefusedError("Bad Request: RESULT_ID_DUPLICATE")
        for one in results:
            self._check(one)
        if isinstance(button, dict) and not _START.fullmatch(str(button.get("start_parameter", ""))):
            raise RefusedError("Bad Request: START_PARAM_INVALID")
        if len(params.text("next_offset").encode()) > rules.INLINE_OFFSET_BYTES:
            raise RefusedError("Bad Request: NEXT_OFFSET_INVALID")
        query.answer = {
            "results": results,
            "next_offset": params.text("next_offset"),
            "is_personal": params.flag("is_personal"),
            "cache_time": params.number("cache_time", 300),
            "button": button,
        }
        query.answered.set()
        return True

    def chosen(self, by: Person, query_id: str, result_id: str) -> Json | None:
        """The content of the message that a chosen result becomes."""
        query = self._queries.get(query_id)
        if query is None or query.answer is None or query.person_id != by.id:
            return None
        result = next((one for one in query.answer["results"] if one["id"] == result_id), None)
        if result is None:
            return None
        sizes = [size.as_size() for size in self._chats.files.photo(result["photo_file_id"])]
        return {"photo": sizes, "via_bot": self._chats.bot_user()} | caption(Params(result))

    def _check(self, result: Json) -> None:
        if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
            raise RefusedError("Bad Request: RESULT_ID_INVALID")
        if result.get("type") != "photo" or "photo_file_id" not in result:
            raise RefusedError("Bad Request: the playground takes InlineQueryResultCachedPhoto only")
        self._chats.files.photo(result["photo_file_id"])
        caption(Params(result))
