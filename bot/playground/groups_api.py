"""The people's side of groups and of inline queries, over HTTP."""

from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.chats import Chats
from bot.playground.groups import Group
from bot.playground.methods_inline import InlineMethods
from bot.playground.page_api import chat_of, member, number, read_json
from bot.playground.people_say import How, PeopleSay
from bot.playground.rules import RefusedError


class GroupsApi:
    def __init__(self, chats: Chats, say: PeopleSay, inline: InlineMethods) -> None:
        self._chats = chats
        self._say = say
        self._inline = inline

    def routes(self) -> list[Route]:
        return [
            Route("/api/groups", self.groups, methods=["GET"]),
            Route("/api/groups", self.found, methods=["POST"]),
            Route("/api/chats/{id}/upgrade", self.upgrade, methods=["POST"]),
            Route("/api/chats/{id}/inline", self.choose, methods=["POST"]),
            Route("/api/inline", self.ask, methods=["POST"]),
        ]

    async def groups(self, request: Request) -> Response:
        groups = [group for group in self._chats.groups if group.moved_to is None]
        return JSONResponse([{**asdict(one), "last": self._chats.newest(one.id)} for one in groups])

    async def found(self, request: Request) -> Response:
        """A new group of people who are there already, with the bot in it."""
        body = await read_json(request)
        name, ids = str(body.get("name", "")).strip()[:128], body.get("members")
        people = {person.id for person in self._chats.people}
        if not name or not isinstance(ids, list) or not ids or not people.issuperset(ids):
            raise HTTPException(400, "A group needs a name and members who are there.")
        return JSONResponse(asdict(self._chats.found(name, ids, basic=body.get("type") == "group")), 201)

    async def upgrade(self, request: Request) -> Response:
        group = chat_of(self._chats, request).who
        if not isinstance(group, Group) or group.type != "group" or group.moved_to:
            raise HTTPException(400, "Only a basic group becomes a supergroup.")
        return JSONResponse(asdict(self._say.upgrade(group, self._chats.person(group.members[0]))))

    async def ask(self, request: Request) -> Response:
        """What the bot offers for an inline query; waits for its answer."""
        body = await read_json(request)
        try:
            by = self._chats.person(number(body.get("by")) or 0)
        except RefusedError:
            raise HTTPException(404, "There is no such person.") from None
        answer = await self._inline.ask(by, str(body.get("query", "")), str(body.get("offset", "")))
        if answer is None:
            raise HTTPException(409, "The bot does not answer inline queries.")
        return JSONResponse(answer)

    async def choose(self, request: Request) -> Response:
        """One of the results of an inline query is sent to this chat."""
        body = await read_json(request)
        chat = chat_of(self._chats, request)
        by = member(self._chats, chat.who, body.get("by")) if isinstance(chat.who, Group) else chat.who
        content = self._inline.chosen(by, str(body.get("query_id")), str(body.get("result_id")))
        if content is None:
            raise HTTPException(404, "This was not offered to you.")
        (entry,) = self._say.say(chat, [content], How(by))
        return JSONResponse({"messages": [self._chats.shown(entry)], "revision": entry.revision})
