"""What the owner is told without asking."""

from html import escape

from bot.texts import panel
from bot.texts.catalogue import choice, message
from core import likeness
from core.models import Broadcast, EngineLikeness, EngineNews, Incident, News

KEYS = {"OpenAI": "OPENAI_API_KEY", "Gemini": "GEMINI_API_KEY"}


def of(news: News | Broadcast) -> str:
    match news:
        case Broadcast():
            return panel.broadcast(news, ended=True)
        case EngineLikeness():
            return engine_likeness(news)
        case EngineNews():
            return engine(news)
    return incident(news) if news.lasted is None else incident_over(news)


def incident(begun: Incident) -> str:
    name, reason = _code(begun.name), escape(begun.reason)
    match begun.what:
        case "engine" if begun.reason == "quota":
            return message("news-quota", name=name)
        case "engine":
            return message("news-engine", name=name, reason=reason)
        case "account":
            return choice("news-account", begun.reason, name=escape(begun.name), key=KEYS[begun.name])
        case "storage" if reason:
            return message("news-storage-refuses", reason=reason)
        case "storage":
            return message("news-storage-away")
        case "budget":
            return message("news-budget", budget=f"${reason}")
    return message("news-surprise", name=name)


def incident_over(ended: Incident) -> str:
    after = panel.duration(ended.lasted or 0.0)
    match ended.what:
        case "engine":
            return message("news-engine-over", name=_code(ended.name), after=after)
        case "account":
            return message("news-account-over", name=escape(ended.name), after=after)
        case "storage":
            return message("news-storage-over", after=after)
    return message("news-database-over", after=after)


def engine_likeness(fallen: EngineLikeness) -> str:
    return message(
        "news-likeness",
        engine=_code(fallen.engine),
        pictures=fallen.pictures,
        recent=likeness.index(fallen.recent),
        pictures_before=fallen.pictures_before,
        before=likeness.index(fallen.before),
    )


def engine(news: EngineNews) -> str:
    name, what = _code(news.engine), _what(news)
    if news.next_engine is None:
        return message("news-no-next", what=what)
    follows = _code(news.next_engine)
    if news.state == "retired":
        return message("news-next-now", what=what, next=follows, name=name)
    return message("news-next-then", what=what, next=follows, name=name)


def _what(news: EngineNews) -> str:
    name, day = _code(news.engine), str(news.last_day)
    if news.state == "retired":
        return message("news-retired-on", name=name, day=day) if news.last_day else message("news-retired", name=name)
    return message("news-ending-on", name=name, day=day) if news.last_day else message("news-ending", name=name)


def stranger_asks(user_id: int, name: str) -> str:
    who = f"<b>{escape(name) or message('news-somebody')}</b>"
    return message("news-stranger-asks", who=who, id=user_id)


def _code(name: str) -> str:
    return f"<code>{escape(name)}</code>"
