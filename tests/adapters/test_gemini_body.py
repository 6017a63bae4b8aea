"""Pictures take the place of their stand-ins in a request, and nothing is sent without them."""

import base64
import json
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from core.adapters.gemini_body import Answer, Inline, LostReferenceError, PastTheSdk, Spliced, carry
from tests.fakes.engines import FakeEngines
from tests.fakes.serving import serve


def request(stand_ins: list[bytes]) -> bytes:
    """As the SDK writes it."""
    data = [base64.urlsafe_b64encode(one).decode() for one in stand_ins]
    return json.dumps({"parts": [*data, "a prompt"]}).encode()


async def sent(body: bytes, pictures: dict[bytes, bytes]) -> bytes:
    spliced = Spliced(body, pictures)
    whole = b"".join([piece async for piece in spliced])
    assert len(whole) == spliced.size
    return whole


@pytest.mark.parametrize("sizes", [(1,), (2, 3), (300_000, 300_001, 300_002), (1_000_007, 4)])
async def test_each_picture_travels_whole_in_its_own_place(sizes: tuple[int, ...]) -> None:
    pictures = [bytes([n]) * size for n, size in enumerate(sizes)]
    stand_ins, carried = carry(pictures)
    arrived = json.loads(await sent(request(stand_ins), carried.pictures))
    assert [base64.b64decode(part) for part in arrived["parts"][:-1]] == pictures
    assert arrived["parts"][-1] == "a prompt"


async def test_a_request_that_lost_a_stand_in_is_not_sent() -> None:
    stand_ins, carried = carry([b"face", b"other"])
    with pytest.raises(LostReferenceError):
        await sent(request(stand_ins[:1]), carried.pictures)


async def test_a_request_whose_pictures_changed_places_is_not_sent() -> None:
    stand_ins, carried = carry([b"face", b"other"])
    with pytest.raises(LostReferenceError):
        await sent(request(stand_ins[::-1]), carried.pictures)


async def test_an_empty_picture_is_not_sent() -> None:
    stand_ins, carried = carry([b""])
    with pytest.raises(LostReferenceError):
        await sent(request(stand_ins), carried.pictures)


@pytest.fixture
def fakes() -> FakeEngines:
    return FakeEngines()


@pytest.fixture
async def sdk(fakes: FakeEngines) -> AsyncIterator[httpx.AsyncClient]:
    """As the SDK has it: whatever it sends goes through the transport."""
    transport = PastTheSdk(1_000_000, 2)
    async with serve(fakes.app) as url, httpx.AsyncClient(transport=transport, base_url=f"{url}/gemini") as client:
        yield client


async def test_a_request_that_nobody_gave_pictures_to_is_not_sent(sdk: httpx.AsyncClient, fakes: FakeEngines) -> None:
    for _ in range(2):
        with pytest.raises(LostReferenceError):
            await sdk.post("/v1/models/any:generateContent", content=request([]))
    assert fakes.count("gemini") == 0


async def test_pictures_leave_with_one_request_and_no_second_one_is_sent(
    sdk: httpx.AsyncClient, fakes: FakeEngines
) -> None:
    stand_ins, carried = carry([b"face"])
    await sdk.post("/v1/models/any:generateContent", content=request(stand_ins))
    assert carried.gone
    with pytest.raises(LostReferenceError):
        await sdk.post("/v1/models/any:generateContent", content=request(stand_ins))
    assert fakes.count("gemini") == 1


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_both_alphabets_of_base64_are_read(encode: Callable[[bytes], bytes]) -> None:
    data = bytes(range(256))
    part = {"inlineData": {"mimeType": "image/jpeg", "data": encode(data).decode()}}
    answer = Answer.model_validate_json(json.dumps({"candidates": [{"content": {"parts": [part]}}]}))
    assert answer.parts[0].inlineData
    assert answer.parts[0].inlineData.decoded() == data


@pytest.mark.parametrize("broken", ["/9j/4AAQ!", "/9j/4", "/9j/ 4AAQ", "_9j_4AA!!"])
def test_what_is_no_base64_is_said(broken: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Inline(data=broken).decoded()
