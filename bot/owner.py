"""What the owner is told by itself."""

import logging
import re

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import texts
from bot.sending import MaybeSent, send
from core.errors import ChatGone
from core.models import News

log = logging.getLogger(__name__)


class TelegramOwner:
    """Implements core.ports.Owner. Without OWNER_ID there is nobody to tell but the log."""

    def __init__(self, bot: Bot, owner_id: int | None) -> None:
        self._bot = bot
        self._owner_id = owner_id

    async def tell(self, news: News) -> None:
        owner = self._owner_id
        text = texts.owner_news(news)
        if owner is None:
            log.warning("no OWNER_ID to tell it to: %s", re.sub("<[^>]+>", "", text))
            return
        try:
            await send(lambda: self._bot.send_message(owner, text, parse_mode=ParseMode.HTML))
        except MaybeSent:
            log.info("the owner may have been told already: %s", news)
        except BadRequest as error:
            raise ChatGone(str(error)) from error
