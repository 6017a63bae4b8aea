"""What a failed send means: sent again only when it surely did not leave, or Telegram itself said no."""

import httpx
import pytest
from telegram.error import NetworkError

from bot.sending import MaybeSent, send

ADDRESS = httpx.Request("POST", "http://telegram")


class Telegram:
    """Fails with each cause in turn, then takes the message."""

    def __init__(self, *causes: Exception | None) -> None:
        self.causes = list(causes)
        self.sent = 0

    async def take(self) -> str:
        self.sent += 1
        if self.causes:
            raise NetworkError("no answer") from self.causes.pop(0)
        return "taken"


@pytest.mark.parametrize(
    "cause",
    [
        httpx.ReadError("", request=ADDRESS),
        httpx.ReadTimeout("", request=ADDRESS),
        httpx.RemoteProtocolError("", request=ADDRESS),
        RuntimeError("whatever else the way to Telegram raises"),
    ],
)
async def test_what_may_have_left_is_not_sent_again(cause: Exception) -> None:
    telegram = Telegram(cause)
    with pytest.raises(MaybeSent):
        await send(telegram.take)
    assert telegram.sent == 1


@pytest.mark.parametrize("cause", [httpx.ConnectError("", request=ADDRESS), None])
async def test_what_did_not_leave_and_what_telegram_refused_is_sent_again(cause: Exception | None) -> None:
    telegram = Telegram(cause)
    assert await send(telegram.take) == "taken"
    assert telegram.sent == 2
