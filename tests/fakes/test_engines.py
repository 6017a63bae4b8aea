"""The fake vendors are as strict as the services, and count right."""

import asyncio
import base64
import io
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.fakes.engines import ANALYSIS, FakeEngines
from tests.fakes.serving import serve, serving

PAINTER = "gemini-nano-banana-2.1"


@pytest.fixture(scope="module")
def fakes() -> FakeEngines:
    return FakeEngines()


@pytest.fixture(scope="module")
async def web(fakes: FakeEngines) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(fakes.app) as url, httpx.AsyncClient(base_url=url, timeout=60) as web:
        yield web


@pytest.fixture(autouse=True)
def _clean(fakes: FakeEngines) -> None:
    fakes.reset()


def _photo() -> str:
    out = io.BytesIO()
    Image.new("RGB", (32, 32), "tan").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


async def _generate(
    web: httpx.AsyncClient, parts: list[dict[str, Any]], engine: str = PAINTER, key: str = "k", **config: Any
) -> httpx.Response:
    settings = {"responseModalities": ["TEXT", "IMAGE"]} | config
    return await web.post(
        f"/gemini/v1/models/{engine}:generateContent",
        json={"contents": [{"parts": parts}], "generationConfig": settings},
        headers={"x-goog-api-key": key} if key else {},
    )


def _image(data: str | None = None) -> dict[str, Any]:
    return {"inlineData": {"mimeType": "image/jpeg", "data": data or _photo()}}


TEXT = {"text": "Create a photo"}


@pytest.mark.parametrize(
    ("parts", "config", "complaint"),
    [
        ([_image()], {}, "text part"),
        ([_image("AAAA"), TEXT], {}, "not valid"),
        ([_image("*"), TEXT], {}, "not valid"),
        ([_image() for _ in range(15)] + [TEXT], {}, "Too many images"),
        ([TEXT], {"candidateCount": 3}, "Multiple candidates is not enabled for this model"),
        ([TEXT], {"imageConfig": {"aspectRatio": "3:5"}}, "aspect_ratio"),
        ([TEXT], {"image_config": {"image_size": "1k"}}, "image_size"),
        ([TEXT], {"responseModalities": ["TEXT"]}, "IMAGE"),
    ],
)
async def test_gemini_refuses_what_the_service_refuses(
    web: httpx.AsyncClient, parts: list[dict[str, Any]], config: dict[str, Any], complaint: str
) -> None:
    answer = await _generate(web, parts, **config)
    assert answer.status_code == 400
    assert complaint in answer.json()["error"]["message"]


async def test_gemini_wants_a_key_and_a_known_engine(web: httpx.AsyncClient, fakes: FakeEngines) -> None:
    assert (await _generate(web, [TEXT], key="")).status_code == 403
    assert (await _generate(web, [TEXT], engine="gemini-1")).status_code == 404
    fakes.keys = {"right"}
    assert (await _generate(web, [TEXT], key="wrong")).status_code == 400
    assert (await _generate(web, [TEXT], key="right")).status_code == 200
    fakes.keys = None
    assert (fakes.count("gemini"), fakes.billed("gemini")) == (4, 1)


async def test_gemini_reads_both_ways_of_writing(web: httpx.AsyncClient, fakes: FakeEngines) -> None:
    data = _photo().replace("+", "-").replace("/", "_")
    answer = await _generate(web, [{"inline_data": {"mime_type": "image/jpeg", "data": data}}, TEXT])
    assert answer.status_code == 200
    assert fakes.calls[-1].images == [base64.b64decode(_photo())]
    assert fakes.calls[-1].prompt == "Create a photo"


SHAPE = {"type": "object", "properties": {"eyes": {"type": "string"}}, "required": ["eyes"]}
GOOD = SHAPE | {"additionalProperties": False}


async def _respond(
    web: httpx.AsyncClient,
    schema: dict[str, Any] = GOOD,
    url: str = "",
    key: str = "k",
    strict: bool = True,
    **more: Any,
) -> httpx.Response:
    image = {"type": "input_image", "image_url": url or f"data:image/jpeg;base64,{_photo()}"}
    content = [{"type": "input_text", "text": "Study"}, image]
    shape = {"type": "json_schema", "name": "Shape", "strict": strict, "schema": schema}
    body = {"model": "gpt-5", "input": [{"role": "user", "content": content}], "text": {"format": shape}} | more
    return await web.post("/openai/v1/responses", json=body, headers={"authorization": f"Bearer {key}"} if key else {})


@pytest.mark.parametrize(
    "broken",
    [
        {"schema": SHAPE},
        {"schema": GOOD | {"required": []}},
        {"schema": GOOD | {"properties": {"eyes": {"type": "string", "maxLength": 3}}}},
        {"strict": False},
        {"temperature": 0.2},
        {"model": "gpt-6.1-sol", "reasoning": {"effort": "minimal"}},
        {"url": "data:image/jpeg;base64,AAAA"},
        {"url": "https://example.org/photo.jpg"},
        {"input": []},
    ],
)
async def test_openai_refuses_what_the_service_refuses(web: httpx.AsyncClient, broken: dict[str, Any]) -> None:
    assert (await _respond(web, **broken)).status_code == 400


async def test_openai_wants_a_key_and_a_known_engine(web: httpx.AsyncClient, fakes: FakeEngines) -> None:
    assert (await _respond(web, key="")).status_code == 401
    assert (await _respond(web, model="gpt-4-of-old")).status_code == 404
    answer = await _respond(web)
    assert answer.json()["output"][0]["content"][0]["type"] == "output_text"
    assert fakes.calls[-1].schema_name == "Shape"


async def test_a_retired_engine_is_gone_from_calls_and_lists() -> None:
    fakes = FakeEngines()
    fakes.retire(PAINTER)
    async with serve(fakes.app) as url, httpx.AsyncClient(base_url=url) as web:
        assert (await _generate(web, [TEXT])).status_code == 404
        listed = (await web.get("/gemini/v1/models", headers={"x-goog-api-key": "k"})).json()["models"]
    assert PAINTER not in str(listed)


async def test_scripts_come_before_rules_and_each_call_takes_one(web: httpx.AsyncClient, fakes: FakeEngines) -> None:
    fakes.always("gemini", "overloaded")
    fakes.always("gemini", "internal", engine="gemini-3-pro-image")
    fakes.script("gemini", "ok", "rate_limited:7")
    statuses = [(await _generate(web, [TEXT])).status_code for _ in range(3)]
    assert statuses == [200, 429, 503]
    assert (await _generate(web, [TEXT], engine="gemini-3-pro-image")).status_code == 500


def test_a_misspelt_outcome_is_said_at_once(fakes: FakeEngines) -> None:
    with pytest.raises(ValueError, match="no outcome 'saftey'"):
        fakes.script("gemini", "saftey")


async def test_calls_at_once_are_counted_and_numbered_right(web: httpx.AsyncClient, fakes: FakeEngines) -> None:
    fakes.script("gemini", *["ok", "safety"] * 5)
    with fakes.holding("gemini"):
        asked = asyncio.gather(*(_generate(web, [TEXT]) for _ in range(10)))
        await fakes.arrived("gemini", 10)
    answers = await asked
    assert [call.number for call in fakes.calls] == list(range(1, 11))
    assert fakes.most_at_once["gemini"] == 10
    assert fakes.billed("gemini") == 5
    assert sum("inlineData" in answer.text for answer in answers) == 5


async def test_a_dropped_call_counts(web: httpx.AsyncClient, fakes: FakeEngines) -> None:
    fakes.script("gemini", "drop", "cut")
    for _ in range(2):
        with pytest.raises(httpx.RemoteProtocolError):
            await _generate(web, [TEXT])
    assert (fakes.count("gemini"), fakes.billed("gemini")) == (2, 2)


async def test_a_hanging_call_ends_when_the_client_leaves(fakes: FakeEngines) -> None:
    patience = httpx.Timeout(60, read=0.5)
    async with serve(fakes.app) as url, httpx.AsyncClient(base_url=url, timeout=patience) as web:
        fakes.script("gemini", "hang:600")
        with pytest.raises(httpx.ReadTimeout):
            await _generate(web, [TEXT])
    assert fakes.count("gemini") == 1  # and the server stopped although its answer was 600 seconds away


async def test_held_calls_go_on_when_the_test_says_so_the_oldest_first(
    web: httpx.AsyncClient, fakes: FakeEngines
) -> None:
    fakes.script("gemini", "held", "held:safety")
    answers = []
    for number in (1, 2):
        answers.append(asyncio.ensure_future(_generate(web, [TEXT])))
        await fakes.arrived("gemini", number)
    await _generate(web, [TEXT])  # was not held
    assert not any(answer.done() for answer in answers)

    fakes.release("gemini", 1)
    assert "inlineData" in (await answers[0]).text
    assert not answers[1].done()
    fakes.release("gemini")
    assert "IMAGE_SAFETY" in (await answers[1]).text
    assert [call.outcome for call in fakes.calls] == ["ok", "safety", "ok"]
    assert fakes.billed("gemini") == 2


async def test_a_reset_lets_go_of_what_was_held(web: httpx.AsyncClient, fakes: FakeEngines) -> None:
    fakes.script("gemini", "held")
    answer = asyncio.ensure_future(_generate(web, [TEXT]))
    await fakes.arrived("gemini", 1)
    fakes.reset()
    assert (await answer).status_code == 200


@pytest.mark.parametrize(
    ("ratio", "size", "pixels"), [("3:4", "1K", (880, 1184)), ("16:9", "2K", (2736, 1536)), ("1:1", "512", (512, 512))]
)
async def test_pictures_have_the_shape_and_weight_that_was_asked(
    web: httpx.AsyncClient, fakes: FakeEngines, ratio: str, size: str, pixels: tuple[int, int]
) -> None:
    fakes.picture_bytes = 1_000_000
    answer = await _generate(web, [TEXT], imageConfig={"aspectRatio": ratio, "imageSize": size})
    fakes.picture_bytes = 0
    data = base64.b64decode(answer.json()["candidates"][0]["content"]["parts"][-1]["inlineData"]["data"])
    assert len(data) == pytest.approx(1_000_000, abs=10)
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        assert picture.size == pixels


def test_it_runs_by_itself_and_says_where() -> None:
    command = [sys.executable, "-m", "tests.fakes.engines", "--port", "0", "--picture-seconds", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(2)]
        roots = dict(line.split("=", maxsplit=1) for line in lines)
        listed = httpx.get(f"{roots['GEMINI_BASE_URL']}/v1/models", headers={"x-goog-api-key": "k"})
        process.terminate()
    assert listed.status_code == 200
    assert roots["OPENAI_BASE_URL"].endswith("/openai/v1")


def test_the_answer_of_the_analyst_is_a_valid_analysis() -> None:
    from core.models import Analysis

    assert Analysis(**ANALYSIS).portrait_prompt.startswith("Create a photo of the person in image 1")


def test_a_server_that_cannot_start_says_so(fakes: FakeEngines) -> None:
    with serving(fakes.app) as url, pytest.raises(OSError, match="in use"), serving(fakes.app, int(url.split(":")[-1])):
        pass
