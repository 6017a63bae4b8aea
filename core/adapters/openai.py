"""The analyst on OpenAI's Responses API: one paid call, no retries, every outcome as one of our errors."""

import asyncio
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pybase64
from pydantic import ConfigDict, ValidationError

from core.adapters.openai_client import ABOUT_INPUT, OpenAIClient
from core.adapters.prices import analysis_estimate, tokens_price
from core.errors import EngineError, EngineOverloaded, EngineRateLimited, EngineRefused, OperatorProblem
from core.models import Analysis, Study

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.responses import ResponseInputContentParam, ResponseUsage
    from openai.types.responses.parsed_response import ParsedResponse

MOST_OUTPUT_TOKENS = 6000  # reasoning and answer
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,2}")
WORDS = 500  # of a refusal, kept for the user


def _without_lengths(schema: dict[str, Any]) -> None:
    """Strict schemas may not say maxLength: it becomes words here, and is enforced when the answer is read."""
    for shape in schema["properties"].values():
        for part in (shape, shape.get("items", {})):
            if most := part.pop("maxLength", None):
                part["description"] = f"{part.get('description', '')} (at most {most} characters)".strip()


class Description(Analysis):
    """Visible features of one person as art direction."""

    model_config = ConfigDict(json_schema_extra=_without_lengths)


class OpenAIAnalyst(OpenAIClient):
    """`Analyst` on OpenAI."""

    def _load(self, client: "AsyncOpenAI") -> None:
        _ = client.responses.parse  # some hundred modules

    async def study(self, engine: str, photos: Sequence[bytes], user: str, language: str = "") -> Study:
        client = self._open()
        content: list[ResponseInputContentParam] = [
            {
                "type": "input_text",
                "text": f"Study these {len(photos)} photos of one person, in order.{_ideas_in(language)}",
            }
        ]
        for photo in photos:
            url = "data:image/jpeg;base64," + pybase64.b64encode_as_string(photo)
            content.append({"type": "input_image", "image_url": url, "detail": "high"})
        with self._paying(engine, analysis_estimate(engine)):
            async with asyncio.timeout(self._deadline):
                response = await client.responses.parse(
                    model=engine,
                    instructions=instructions(),
                    input=[{"role": "user", "content": content}],
                    text_format=Description,
                    # The SDK would parse inside the call and lose the usage of an answer that does not fit.
                    parse_as=None,
                    reasoning={"effort": "low"},  # the lowest that every engine of the chain takes
                    max_output_tokens=MOST_OUTPUT_TOKENS,
                    safety_identifier=user,
                    store=False,
                )
            return _read(engine, response)


def _ideas_in(language: str) -> str:
    """A client's word for its language is data too: only what looks like one is said."""
    return f" Write the ideas in the language {language}." if LANGUAGE.fullmatch(language) else ""


@lru_cache(maxsize=1)
def instructions() -> str:
    return files("core").joinpath("prompts/analyst.txt").read_text(encoding="utf-8")


def _read(engine: str, response: "ParsedResponse[None]") -> Study:
    cost = _cost(engine, response.usage)
    text, refusal = "", ""
    for item in response.output or []:
        if item.type == "message" and getattr(item, "phase", None) in {None, "final_answer"}:
            for part in item.content or []:
                if part.type == "refusal":
                    refusal += part.refusal
                else:
                    text += part.text
    if response.status == "failed":
        raise _failed(engine, response.error.code if response.error else "unknown", cost)
    reason = response.incomplete_details.reason if response.incomplete_details else None
    if refusal or reason == "content_filter":
        detail = "refusal" if refusal else "content_filter"
        raise EngineRefused(engine, detail, "input", refusal[:WORDS], charged=cost > 0, cost_usd=cost)
    if response.status == "incomplete" or not text:
        detail = f"{response.status}, {reason or 'no text'}"
        raise EngineRefused(engine, detail, "rubbish", charged=True, cost_usd=cost or analysis_estimate(engine))
    return Study(_parsed(engine, text, cost or analysis_estimate(engine)), engine, cost or analysis_estimate(engine))


def _parsed(engine: str, text: str, cost: float) -> Analysis:
    try:
        analysis = Analysis.model_validate(_clipped(json.loads(text)))
    except ValidationError as error:
        places = ", ".join(f"{'.'.join(map(str, e['loc']))}: {e['type']}" for e in error.errors(include_input=False))
        # Not `from error`: pydantic's text quotes the description of a person.
        raise EngineRefused(engine, places, "rubbish", charged=True, cost_usd=cost) from None
    except ValueError:
        raise EngineRefused(engine, "not JSON", "rubbish", charged=True, cost_usd=cost) from None
    if not analysis.portrait_prompt.strip():
        raise EngineRefused(engine, "no portrait prompt", "rubbish", charged=True, cost_usd=cost)
    return analysis


def _clipped(answer: Any) -> Any:
    """Cut what is too long, rather than throw away a paid answer."""
    if not isinstance(answer, dict):
        return answer
    for name, shape in _shapes().items():
        value = answer.get(name)
        if isinstance(value, str):
            answer[name] = value[: shape["maxLength"]]
        elif isinstance(value, list):
            most = shape["items"]["maxLength"]
            answer[name] = [item[:most] if isinstance(item, str) else item for item in value[: shape["maxItems"]]]
    return answer


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Any]:
    shapes: dict[str, Any] = Analysis.model_json_schema()["properties"]
    return shapes


def _cost(engine: str, usage: "ResponseUsage | None") -> float:
    return tokens_price(engine, usage.input_tokens, usage.output_tokens) if usage else 0.0


def _failed(engine: str, code: str, cost: float) -> EngineError:
    if code == "rate_limit_exceeded":
        return EngineRateLimited(engine, code)
    if code == "data_residency_mismatch":
        return OperatorProblem(engine, code, "region")
    if ABOUT_INPUT.search(code) or "policy" in code:
        return EngineRefused(engine, code, "input", charged=cost > 0, cost_usd=cost)
    return EngineOverloaded(engine, code)
