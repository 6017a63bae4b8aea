"""The playground as one application: the Bot API for the bot, the people's API and the page for the browser."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.bot_api import BotApi
from bot.playground.cash import Cash
from bot.playground.chats import Chats
from bot.playground.faults import Call, Fault
from bot.playground.groups_api import GroupsApi
from bot.playground.guard import Guard
from bot.playground.media import Darkroom
from bot.playground.methods_about import AboutMethods
from bot.playground.methods_edit import EditMethods
from bot.playground.methods_inline import InlineMethods
from bot.playground.methods_send import SendMethods
from bot.playground.page_api import PageApi
from bot.playground.people_say import PeopleSay
from bot.playground.rules import Json
from bot.playground.store import Store
from bot.playground.webhook import WebhookDelivery

_STATIC = Path(__file__).parent / "static"

__all__ = ["Call", "Fault", "Playground"]


class Playground:
    """One bot, its people and their chats. The caller serves `app`, and calls `close` before it stops serving."""

    def __init__(self, token: str, folder: Path | None = None) -> None:
        self._store = Store(folder)
        self.chats = Chats(_bot(token), self._store)
        darkroom = Darkroom()
        about = AboutMethods(self.chats)
        sending = SendMethods(self.chats, darkroom)
        inline = InlineMethods(self.chats)
        self.cash = Cash(self.chats, sending)
        self._bot_api = BotApi(token, self.chats, sending, EditMethods(self.chats, sending), about, inline, self.cash)
        self.faults: list[Fault] = self._bot_api.faults
        self.calls: list[Call] = self._bot_api.calls
        self._webhook = WebhookDelivery(self.chats.updates, about)
        say = PeopleSay(self.chats, darkroom)
        page_api = PageApi(self.chats, say, about, self.cash)
        self.app = Starlette(
            routes=[
                Route("/", _page),
                Mount("/static", StaticFiles(directory=_STATIC, check_dir=False)),
                *page_api.routes(),
                *GroupsApi(self.chats, say, inline).routes(),
                Route("/bot{token}/{method}", self._bot_api.call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._bot_api.download, methods=["GET"]),
            ],
            middleware=[Middleware(Guard)],
            exception_handlers={HTTPException: _sentence},
            lifespan=self._lifespan,
        )

    def close(self) -> None:
        """Ends event streams and long polls, so that a server can stop at once; the state stays readable."""
        self.chats.events.close()
        self.chats.updates.close()

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        delivery = asyncio.get_running_loop().create_task(self._webhook.run())
        yield
        self.close()
        delivery.cancel()
        await asyncio.wait([delivery])
        self._store.close()


def _bot(token: str) -> Json:
    number = token.partition(":")[0]
    return {
        "id": int(number) if number.isdecimal() else 1,
        "is_bot": True,
        "first_name": "Keepface",
        "username": "keepface_playground_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def _page(request: Request) -> Response:
    return FileResponse(_STATIC / "index.html", headers={"cache-control": "no-cache"})


async def _sentence(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    answer = {"ok": False, "error_code": error.status_code, "description": error.detail}
    return JSONResponse(answer, error.status_code, error.headers)
