"""The listener through the real SDK and real HTTP: what leaves, and what each answer becomes."""

import logging
import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest

from core.adapters.openai_voice import OpenAIListener
from core.adapters.prices import minutes_price, price_list
from core.errors import (
    EngineError,
    EngineOverloaded,
    EngineRateLimited,
    EngineRefused,
    EngineRetired,
    EngineUnreachable,
    OperatorProblem,
    OutcomeUnknown,
)
from core.models import Recording
from tests.fakes.engines import OUTCOMES, FakeEngines
from tests.fakes.serving import serve
from tests.fakes.sounds import recording

KEY = "sk-proj-TESTKEYthatMustNeverShowUpAnywhere0123456789"
SAID = Recording(recording(), "voice.ogg", "audio/ogg", 4.0)
PAID_BLINDLY = {"charged": True, "cost_usd": minutes_price("gpt-transcribe", 4.0)}

OUTCOME_TO_ERROR: list[tuple[str, type[EngineError], dict[str, Any]]] = [
    ("unreadable", EngineRefused, {"why": "input", "charged": False}),
    ("prohibited", OperatorProblem, {"reason": "request"}),
    ("blocked_input", EngineRefused, {"why": "input", "charged": False}),
    ("html", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("bad_json", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("empty", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("truncated_json", EngineRefused, {"why": "rubbish"} | PAID_BLINDLY),
    ("retired", EngineRetired, {}),
    ("bad_key", OperatorProblem, {"reason": "key"}),
    ("region", OperatorProblem, {"reason": "region"}),
    ("limited_account", OperatorProblem, {"reason": "account"}),
    ("insufficient_quota", OperatorProblem, {"reason": "quota"}),
    ("credit_exhausted", OperatorProblem, {"reason": "billing"}),
    ("payment", OperatorProblem, {"reason": "billing"}),
    ("bad_request", OperatorProblem, {"reason": "request"}),
    ("echo", OperatorProblem, {"reason": "request"}),
    ("wrong_url", OperatorProblem, {"reason": "request"}),
    ("rate_limited:55", EngineRateLimited, {"retry_after": 55.0}),
    ("overloaded", EngineOverloaded, {}),
    ("internal", EngineOverloaded, {}),
    ("gateway_html", OutcomeUnknown, {}),
    ("drop", OutcomeUnknown, {}),
    ("cut", OutcomeUnknown, {}),
    ("hang:600", OutcomeUnknown, {}),
]
NO_ERROR = {"ok", "silence", "noise", "hang", "redirect", "rate_limited"}


@pytest.fixture(scope="module")
def fakes() -> FakeEngines:
    return FakeEngines()


@pytest.fixture(scope="module")
async def root(fakes: FakeEngines) -> AsyncIterator[str]:
    async with serve(fakes.app) as url:
        yield f"{url}/openai/v1"


@pytest.fixture(scope="module")
async def listener(root: str) -> AsyncIterator[OpenAIListener]:
    async with OpenAIListener(KEY, root, deadline=60.0) as listener:
        yield listener


@pytest.fixture(scope="module")
async def hasty(root: str) -> AsyncIterator[OpenAIListener]:
    """For calls that never end. The others have a minute: nothing else is to cut them on a busy machine."""
    async with OpenAIListener(KEY, root, deadline=2.0) as listener:
        yield listener


@pytest.fixture(autouse=True)
def _clean(fakes: FakeEngines) -> None:
    fakes.reset()


async def test_one_request_carries_the_sound_its_kind_and_nothing_that_not_every_engine_takes(
    fakes: FakeEngines, listener: OpenAIListener
) -> None:
    heard = await listener.transcribe("gpt-transcribe", SAID)

    (call,) = fakes.calls
    assert (call.sound, call.file_name, call.engine) == (SAID.data, "voice.ogg", "gpt-transcribe")
    assert call.body == {"model": "gpt-transcribe", "response_format": "json"}
    assert heard.words == "on a beach at sunset"
    assert heard.cost_usd == pytest.approx(0.0045 * 4 / 60)


async def test_any_language_and_any_script_is_what_was_said(fakes: FakeEngines, listener: OpenAIListener) -> None:
    fakes.spoken = "  на пляже на закате, в льняной рубашке "
    heard = await listener.transcribe("gpt-4o-mini-transcribe", SAID)
    assert heard.words == "на пляже на закате, в льняной рубашке"
    assert heard.cost_usd == pytest.approx(0.003 * 4 / 60)


@pytest.mark.parametrize("outcome", ["silence", "noise"])
async def test_silence_and_noise_are_no_words_and_paid(
    fakes: FakeEngines, listener: OpenAIListener, outcome: str
) -> None:
    fakes.script("openai/voice", outcome)
    heard = await listener.transcribe("gpt-transcribe", SAID)
    assert (heard.words, heard.cost_usd > 0) == ("", True)


@pytest.mark.parametrize(("outcome", "kind", "fields"), OUTCOME_TO_ERROR, ids=[row[0] for row in OUTCOME_TO_ERROR])
async def test_every_outcome_becomes_one_of_our_errors_after_one_request(
    fakes: FakeEngines,
    listener: OpenAIListener,
    hasty: OpenAIListener,
    outcome: str,
    kind: type[EngineError],
    fields: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    fakes.script("openai/voice", outcome)
    with caplog.at_level(logging.DEBUG), pytest.raises(EngineError) as caught:
        await (hasty if outcome.startswith("hang") else listener).transcribe("gpt-transcribe", SAID)
    assert type(caught.value) is kind
    assert {name: getattr(caught.value, name) for name in fields} == fields
    assert fakes.count("openai/voice") == 1
    told = caplog.text + "".join(traceback.format_exception(caught.value))
    assert KEY not in told


def test_the_table_knows_every_outcome() -> None:
    assert {row[0].partition(":")[0] for row in OUTCOME_TO_ERROR} | NO_ERROR == OUTCOMES["openai/voice"]


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with OpenAIListener(KEY, "http://127.0.0.1:9/v1") as listener:
        with pytest.raises(EngineUnreachable):
            await listener.transcribe("gpt-transcribe", SAID)


async def test_the_engines_of_the_account_are_listed_with_their_last_days(listener: OpenAIListener) -> None:
    assert (await listener.engines())["gpt-transcribe"] is None


def test_an_unknown_engine_costs_the_dearest() -> None:
    known = price_list()["minutes"]
    assert all(minutes_price("unheard-of", 60) >= minutes_price(engine, 60) for engine in known)
