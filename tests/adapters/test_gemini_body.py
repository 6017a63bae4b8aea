"""Pictures take the place of their stand-ins in a request, and nothing is sent without them."""

import base64
import json
from collections.abc import Callable

import httpx2
import pytest

from core.adapters.gemini_body import STEP, Answer, LostReferenceError, splice, tokens


def request(stand_ins: list[bytes]) -> httpx2.Request:
    """As the SDK writes it."""
    data = [base64.urlsafe_b64encode(token).decode() for token in stand_ins]
    return httpx2.Request("POST", "http://engine", json={"parts": [*data, "a prompt"]})


async def sent(made: httpx2.Request) -> bytes:
    assert isinstance(made.stream, httpx2.AsyncByteStream)
    return b"".join([piece async for piece in made.stream])


@pytest.mark.parametrize("sizes", [(1,), (2, 3), (STEP - 1, STEP, STEP + 1), (3 * STEP + 7, 4)])
async def test_each_picture_travels_whole_in_its_own_place(sizes: tuple[int, ...]) -> None:
    pictures = [bytes([n]) * size for n, size in enumerate(sizes)]
    made = request(tokens(pictures))
    await splice(made)
    body = await sent(made)
    assert [base64.b64decode(part) for part in json.loads(body)["parts"][:-1]] == pictures
    assert made.headers["content-length"] == str(len(body))
    assert await sent(made) == body, "a redirect sends it once more"
    await splice(made)
    assert await sent(made) == body


async def test_a_request_that_lost_a_stand_in_is_not_sent() -> None:
    stand_ins = tokens([b"face", b"other"])
    with pytest.raises(LostReferenceError):
        await splice(request(stand_ins[:1]))


async def test_a_request_whose_pictures_changed_places_is_not_sent() -> None:
    stand_ins = tokens([b"face", b"other"])
    with pytest.raises(LostReferenceError):
        await splice(request(stand_ins[::-1]))


async def test_an_empty_picture_is_not_sent() -> None:
    with pytest.raises(LostReferenceError):
        await splice(request(tokens([b""])))


async def test_a_request_without_pictures_is_left_alone() -> None:
    made = request([])
    await splice(made)
    assert json.loads(await sent(made)) == {"parts": ["a prompt"]}


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_both_alphabets_of_base64_are_read(encode: Callable[[bytes], bytes]) -> None:
    data = bytes(range(256))
    part = {"inlineData": {"mimeType": "image/jpeg", "data": encode(data).decode()}}
    answer = Answer.model_validate_json(json.dumps({"candidates": [{"content": {"parts": [part]}}]}))
    assert answer.parts[0].inlineData
    assert answer.parts[0].inlineData.data == data
