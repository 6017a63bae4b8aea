"""The painter through the real SDK and real HTTP: what leaves, and what each answer becomes."""

import asyncio
import io
import logging
import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest
from PIL import Image

from core.adapters.gemini import GeminiPainter
from core.adapters.prices import picture_price, tokens_price
from core.errors import (
    EngineError,
    EngineOverloaded,
    EngineRateLimited,
    EngineRefused,
    EngineRetired,
    EngineUnreachable,
    OperatorProblem,
    OutcomeUnknown,
    ReferenceMissing,
)
from core.models import Drawing, DrawRequest, Reference
from tests.fakes.engines import OUTCOMES, SPOKEN, FakeEngines
from tests.fakes.serving import serve

KEY = "AIzaSyTESTKEYthatMustNeverShowUpAnywhere012"
ENGINE = "gemini-nano-banana-2.1"
PROMPT = 'Create a photo of the person in image 1 — it\'s a "secret" place.\nStanding in a coffee shop by the sea.'
FREE = {"charged": False, "cost_usd": 0.0}
PAID_BLINDLY = {"charged": True, "cost_usd": picture_price(ENGINE, "1K")}
IN_WORDS = {"charged": True, "cost_usd": tokens_price(ENGINE, 2 * 260 + len(PROMPT) // 4, 12)}

OUTCOME_TO_ERROR: list[tuple[str, type[EngineError], dict[str, Any]]] = [
    ("blocked_input", EngineRefused, {"why": "input"} | FREE),
    ("blocked_prohibited", EngineRefused, {"why": "policy"} | FREE),
    ("blocked_unknown", EngineRefused, {"why": "input"} | FREE),
    ("bad_image", EngineRefused, {"why": "input"} | FREE),
    ("safety", EngineRefused, {"why": "safety", "words": "Unable to show the generated image."} | FREE),
    ("prohibited", EngineRefused, {"why": "policy"} | FREE),
    ("recitation", EngineRefused, {"why": "recitation"} | FREE),
    ("image_other", EngineRefused, {"why": "other"} | FREE),
    ("unknown_finish", EngineRefused, {"why": "other", "detail": "IMAGE_BRAND_NEW_REASON"} | FREE),
    ("no_image", EngineRefused, {"why": "words"} | FREE),
    ("text_only", EngineRefused, {"why": "words", "words": SPOKEN} | IN_WORDS),
    ("empty", EngineRefused, {"why": "other"} | FREE),
    ("no_content", EngineRefused, {"why": "other"} | FREE),
    ("corrupt_image", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("not_a_picture", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("bad_base64", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("gif", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("huge", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("html", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("bad_json", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("truncated_json", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("limited_account", OperatorProblem, {"reason": "account"}),
    ("forbidden", OperatorProblem, {"reason": "account"}),
    ("daily_quota", OperatorProblem, {"reason": "quota"}),
    ("spend_limit", OperatorProblem, {"reason": "billing"}),
    ("insufficient_quota", OperatorProblem, {"reason": "billing"}),
    ("payment", OperatorProblem, {"reason": "billing"}),
    ("bad_key", OperatorProblem, {"reason": "key"}),
    ("leaked_key", OperatorProblem, {"reason": "key"}),
    ("region", OperatorProblem, {"reason": "region"}),
    ("bad_request", OperatorProblem, {"reason": "request"}),
    ("echo", OperatorProblem, {"reason": "request"}),
    ("redirect", OperatorProblem, {"reason": "request"}),
    ("rate_limited:55", EngineRateLimited, {"retry_after": 55.0}),
    ("rate_limited:0.25", EngineRateLimited, {"retry_after": 0.25}),
    ("rate_limited:soon", EngineRateLimited, {"retry_after": 30.0}),
    ("overloaded", EngineOverloaded, {}),
    ("internal", EngineOverloaded, {}),
    ("retired", EngineRetired, {}),
    ("deadline", OutcomeUnknown, {}),
    ("gateway_html", OutcomeUnknown, {}),
    ("drop", OutcomeUnknown, {}),
    ("cut", OutcomeUnknown, {}),
    ("hang:600", OutcomeUnknown, {}),
]
OUTCOME_TO_PICTURE = [
    ("ok", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("wrong_mime", "image/jpeg"),
    ("thought_then_image", "image/jpeg"),
    ("only_thought", "image/jpeg"),
    ("hang:0.1", "image/jpeg"),
]


@pytest.fixture(scope="module")
def fakes() -> FakeEngines:
    return FakeEngines()


@pytest.fixture(scope="module")
async def root(fakes: FakeEngines) -> AsyncIterator[str]:
    async with serve(fakes.app) as url:
        yield f"{url}/gemini"


@pytest.fixture(scope="module")
async def painter(root: str) -> AsyncIterator[GeminiPainter]:
    async with GeminiPainter(KEY, root, deadline=60.0) as painter:
        yield painter


@pytest.fixture(scope="module")
async def hasty(root: str) -> AsyncIterator[GeminiPainter]:
    """For calls that never end. The others have a minute: a large picture takes seconds on a busy machine."""
    async with GeminiPainter(KEY, root, deadline=2.0) as painter:
        yield painter


@pytest.fixture(autouse=True)
def _clean(fakes: FakeEngines) -> None:
    fakes.reset()


@pytest.fixture(scope="module")
def request_() -> DrawRequest:
    return DrawRequest((Reference(_jpeg("tan"), "face"), Reference(_jpeg("linen"), "side")), PROMPT, seed=7)


def _jpeg(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (96, 128), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(("outcome", "kind", "fields"), OUTCOME_TO_ERROR, ids=[row[0] for row in OUTCOME_TO_ERROR])
async def test_every_outcome_becomes_one_of_our_errors_after_one_request(
    fakes: FakeEngines,
    painter: GeminiPainter,
    hasty: GeminiPainter,
    request_: DrawRequest,
    outcome: str,
    kind: type[EngineError],
    fields: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    fakes.script("gemini", outcome)
    with caplog.at_level(logging.DEBUG), pytest.raises(EngineError) as caught:
        await (hasty if outcome.startswith("hang") else painter).draw(ENGINE, request_)
    assert type(caught.value) is kind
    assert caught.value.engine == ENGINE
    assert {name: getattr(caught.value, name) for name in fields} == pytest.approx(fields)
    assert fakes.count("gemini") == 1
    printed = caplog.text + repr(caught.value) + "".join(traceback.format_exception(caught.value))
    for secret in (KEY, KEY[8:24], "coffee shop", "secret", "/9j/"):
        assert secret not in printed


@pytest.mark.parametrize(("outcome", "mime"), OUTCOME_TO_PICTURE, ids=[row[0] for row in OUTCOME_TO_PICTURE])
async def test_a_picture_is_what_its_bytes_say(
    fakes: FakeEngines, painter: GeminiPainter, request_: DrawRequest, outcome: str, mime: str
) -> None:
    fakes.script("gemini", outcome)
    drawing = await painter.draw(ENGINE, request_)
    assert (drawing.mime, drawing.engine, drawing.finish_reason) == (mime, ENGINE, "STOP")
    assert drawing.cost_usd == pytest.approx(picture_price(ENGINE, "1K", 2 * 260 + len(PROMPT) // 4))
    with Image.open(io.BytesIO(drawing.data)) as picture:
        assert picture.height > 1000, "a sketch was taken for the picture"
        assert picture.width / picture.height == pytest.approx(3 / 4, abs=0.02)


def test_the_tables_leave_no_outcome_out() -> None:
    named = [row[0] for row in OUTCOME_TO_ERROR] + [row[0] for row in OUTCOME_TO_PICTURE]
    assert {outcome.partition(":")[0] for outcome in named} == OUTCOMES["gemini"]


async def test_what_leaves(fakes: FakeEngines, painter: GeminiPainter, request_: DrawRequest) -> None:
    await painter.draw(ENGINE, request_)
    [call] = fakes.calls
    assert call.parts == [request_.references[0].data, request_.references[1].data, PROMPT]
    assert call.body == {
        "store": False,
        "generationConfig": {
            "responseModalities": ["TEXT", "IMAGE"],
            "imageConfig": {"aspectRatio": "3:4", "imageSize": "1K"},
            "seed": 7,
        },
    }
    assert call.key == KEY
    assert call.headers["x-server-timeout"] == "60"


async def test_no_seed_is_sent_unless_asked(fakes: FakeEngines, painter: GeminiPainter, request_: DrawRequest) -> None:
    await painter.draw(ENGINE, DrawRequest(request_.references, PROMPT, "16:9", "4K"))
    [call] = fakes.calls
    assert call.config == {
        "responseModalities": ["TEXT", "IMAGE"],
        "imageConfig": {"aspectRatio": "16:9", "imageSize": "4K"},
    }


@pytest.mark.parametrize("references", [(), (Reference(b"", "face"),)])
async def test_without_reference_bytes_nothing_is_called(
    fakes: FakeEngines, painter: GeminiPainter, references: tuple[Reference, ...]
) -> None:
    with pytest.raises(ReferenceMissing):
        await painter.draw(ENGINE, DrawRequest(references, PROMPT))
    assert fakes.count("gemini") == 0


async def test_a_reference_that_does_not_decode_is_refused_as_input(fakes: FakeEngines, painter: GeminiPainter) -> None:
    with pytest.raises(EngineRefused) as caught:
        await painter.draw(ENGINE, DrawRequest((Reference(b"\xff\xd8 no picture", "face"),), PROMPT))
    assert caught.value.why == "input"


async def test_too_many_references_are_our_own_mistake(
    fakes: FakeEngines, painter: GeminiPainter, request_: DrawRequest
) -> None:
    with pytest.raises(OperatorProblem) as caught:
        await painter.draw(ENGINE, DrawRequest(request_.references * 8, PROMPT))
    assert caught.value.reason == "request"


async def test_a_scene_about_api_keys_does_not_pass_for_a_wrong_key(
    fakes: FakeEngines, painter: GeminiPainter, request_: DrawRequest
) -> None:
    fakes.script("gemini", "echo")
    scene = "Holding a sign: API key not valid, location is not supported, safety policy"
    with pytest.raises(OperatorProblem) as caught:
        await painter.draw(ENGINE, DrawRequest(request_.references, scene))
    assert caught.value.reason == "request"


async def test_an_engine_that_was_shut_down_is_retired(
    fakes: FakeEngines, painter: GeminiPainter, request_: DrawRequest
) -> None:
    with pytest.raises(EngineRetired):
        await painter.draw("gemini-2.5-flash-image", request_)


async def test_a_wrong_base_url_does_not_retire_the_engine(root: str, request_: DrawRequest) -> None:
    async with GeminiPainter(KEY, f"{root}/one/folder/too/deep") as painter:
        with pytest.raises(OperatorProblem):
            await painter.draw(ENGINE, request_)


async def test_nobody_listening_is_unreachable(request_: DrawRequest) -> None:
    async with GeminiPainter(KEY, "http://127.0.0.1:9") as painter:
        with pytest.raises(EngineUnreachable):
            await painter.draw(ENGINE, request_)
        with pytest.raises(EngineUnreachable):
            await painter.engines()


@pytest.mark.parametrize("key", ["AIza-schlüssel-über-alles", "AIza-line\nbreak-in-the-middle"])
async def test_a_key_that_no_header_takes_is_the_operators_problem(root: str, request_: DrawRequest, key: str) -> None:
    async with GeminiPainter(key, root) as painter:
        with pytest.raises(OperatorProblem) as caught:
            await painter.draw(ENGINE, request_)
    printed = "".join(traceback.format_exception(caught.value))
    assert key.split("\n", maxsplit=1)[0] not in printed


async def test_the_surroundings_change_neither_key_nor_service_nor_transport(
    root: str, fakes: FakeEngines, request_: DrawRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_API_KEY", "another-key")
    monkeypatch.setenv("GOOGLE_GENAI_USE_ENTERPRISE", "true")
    monkeypatch.setenv("GOOGLE_GENAI_API_VERSION", "v9")
    monkeypatch.setattr("google.genai._api_client.has_aiohttp", True)  # as if it were installed
    fakes.script("gemini", "drop")
    async with GeminiPainter(KEY, root) as painter:
        with pytest.raises(OutcomeUnknown):
            await painter.draw(ENGINE, request_)
        await painter.draw(ENGINE, request_)
    assert [call.key for call in fakes.calls] == [KEY, KEY]


async def test_the_deadline_cuts_a_call_that_hangs(root: str, fakes: FakeEngines, request_: DrawRequest) -> None:
    fakes.script("gemini", "hang:600")
    async with asyncio.timeout(60), GeminiPainter(KEY, root, deadline=0.3) as painter:
        with pytest.raises(OutcomeUnknown):
            await painter.draw(ENGINE, request_)


async def test_an_endless_answer_is_cut_before_it_fills_the_memory(
    root: str, painter: GeminiPainter, request_: DrawRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.adapters.gemini.MOST_ANSWER_BYTES", 20_000)
    async with GeminiPainter(KEY, root) as careful:
        with pytest.raises(EngineRefused) as caught:
            await careful.draw(ENGINE, request_)
    assert (caught.value.why, caught.value.charged) == ("rubbish", True)
    assert isinstance(await painter.draw(ENGINE, request_), Drawing)


async def test_a_cancelled_call_leaves_the_painter_usable(
    fakes: FakeEngines, painter: GeminiPainter, request_: DrawRequest
) -> None:
    fakes.script("gemini", "hang:600")
    call = asyncio.ensure_future(painter.draw(ENGINE, request_))
    await fakes.arrived("gemini", 1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert (await painter.draw(ENGINE, request_)).engine == ENGINE


async def test_three_at_once(fakes: FakeEngines, painter: GeminiPainter, request_: DrawRequest) -> None:
    with fakes.holding("gemini"):
        drawing = asyncio.gather(*(painter.draw(ENGINE, request_) for _ in range(3)))
        await fakes.arrived("gemini", 3)
    drawings = await drawing
    assert len({drawing.data for drawing in drawings}) == 3
    assert (fakes.count("gemini"), fakes.most_at_once["gemini"]) == (3, 3)


async def test_the_engines_of_the_account(fakes: FakeEngines, painter: GeminiPainter) -> None:
    assert await painter.engines() == dict.fromkeys(fakes.engines["gemini"])


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("bad_key", OperatorProblem),
        ("rate_limited:5", EngineRateLimited),
        ("internal", EngineOverloaded),
        ("html", EngineUnreachable),
        ("bad_json", EngineUnreachable),
        ("drop", EngineUnreachable),
    ],
)
async def test_a_list_that_does_not_come_costs_nothing(
    fakes: FakeEngines, painter: GeminiPainter, outcome: str, kind: type[EngineError]
) -> None:
    fakes.script("gemini/models", outcome)
    with pytest.raises(kind) as caught:
        await painter.engines()
    assert KEY not in "".join(traceback.format_exception(caught.value))
