"""/health, /ready and /metrics. No secret, no id of a user."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.web.webhook import Webhook
from core.bootstrap import Core
from core.errors import DatabaseAway

PATIENCE = 3.0


@dataclass(frozen=True)
class Pages:
    core: Core
    stop: asyncio.Event
    works: bool  # whether this process must have a worker to be ready

    async def health(self, request: Request) -> Response:
        """The process lives and its loop turns; nothing else is asked."""
        return PlainTextResponse("ok\n")

    async def ready(self, request: Request) -> Response:
        checks = await self.core.check_ready()
        if not self.works:
            del checks["worker"]
        checks["running"] = not self.stop.is_set()
        ready = all(checks.values())
        return JSONResponse({"ready": ready, "checks": checks}, 200 if ready else 503)

    async def metrics(self, request: Request) -> Response:
        try:
            async with asyncio.timeout(PATIENCE):
                figures = await self.core.gauges.now()
        except (DatabaseAway, TimeoutError):
            figures = None
        text = self.core.metrics.text(figures, polls=self.core.polling.held())
        return Response(text, media_type=CONTENT_TYPE_LATEST)


def inner_app(pages: Pages) -> Starlette:
    """For METRICS_PORT: nothing that the world should see."""
    return Starlette(
        routes=[Route("/health", pages.health), Route("/ready", pages.ready), Route("/metrics", pages.metrics)]
    )


def public_app(pages: Pages, webhook: Webhook, webhook_url: str) -> Starlette:
    """For PORT, behind the proxy that has the certificate."""
    return Starlette(
        routes=[
            Route("/health", pages.health),
            Route("/ready", pages.ready),
            Route(urlsplit(webhook_url).path or "/", webhook.receive, methods=["POST"]),
        ]
    )
