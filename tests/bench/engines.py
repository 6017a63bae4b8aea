"""Both vendors at a fixed latency, counting calls and bytes: a process of its own, so that it takes nothing from what
is measured. `python -m tests.bench.engines` prints its URL and serves until its input ends."""

import argparse
import asyncio
import base64
import io
import json
import random
import sys
from collections import Counter
from functools import partial

from PIL import Image

from tests.bench.wire import Reply, Request, answer, serving
from tests.fakes.engines import ANALYSIS
from tests.photos import astronaut

WIDTH, HEIGHT = 896, 1200  # what the image model draws for 3:4 at 1K


def painted(size: int) -> bytes:
    """A JPEG of about `size` bytes that must really be decoded: a portrait with so much grain."""
    with Image.open(astronaut()) as opened:
        portrait = opened.convert("RGB").crop((60, 0, 444, 512)).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    dice = random.Random(7)  # noqa: S311  # the same picture each time
    noise = Image.frombytes("L", (WIDTH, HEIGHT), dice.randbytes(WIDTH * HEIGHT)).convert("RGB")
    grainy = Image.blend(portrait, noise, 0.15)
    best = b""
    for quality in range(70, 101):
        out = io.BytesIO()
        grainy.save(out, "JPEG", quality=quality)
        best = out.getvalue()
        if len(best) >= size:
            break
    return best


class Engines:
    def __init__(self, analysis_seconds: float, picture_seconds: float, picture_bytes: int) -> None:
        self._latency = {"analysis": analysis_seconds, "pictures": picture_seconds}
        self._answers = {"analysis": _analysis(), "pictures": _picture(painted(picture_bytes))}
        self._counts: Counter[str] = Counter()
        names = {
            "openai": [{"id": name, "object": "model", "created": 1, "owned_by": "openai"} for name in ("gpt-5",)],
            "gemini": [
                {"name": f"models/{name}", "supportedGenerationMethods": ["generateContent"]}
                for name in ("gemini-nano-banana-2.1", "gemini-3-pro-image", "gemini-3.1-flash-lite-image")
            ],
        }
        self._lists = {
            "openai": answer(json.dumps({"object": "list", "data": names["openai"]}).encode()),
            "gemini": answer(json.dumps({"models": names["gemini"]}).encode()),
        }

    def handle(self, request: Request, reply: Reply) -> None:
        if request.path == "/counts":
            reply(answer(json.dumps(self._counts).encode()))
        elif request.verb == "GET":
            reply(self._lists["openai" if request.path.startswith("/openai") else "gemini"])
        else:
            what = "analysis" if request.path.startswith("/openai") else "pictures"
            self._counts[what] += 1
            self._counts[f"{what}_bytes"] += request.size
            self._counts["at_once"] += 1
            self._counts["most_at_once"] = max(self._counts["most_at_once"], self._counts["at_once"])
            asyncio.get_running_loop().call_at(request.at + self._latency[what], partial(self._done, what, reply))

    def _done(self, what: str, reply: Reply) -> None:
        self._counts["at_once"] -= 1
        reply(self._answers[what])


def _analysis() -> bytes:
    content = [{"type": "output_text", "text": json.dumps(ANALYSIS), "annotations": [], "logprobs": []}]
    message = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content}
    details = {"input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0}}
    details |= {"output_tokens_details": {"reasoning_tokens": 200}}
    body = {
        "id": "resp_1",
        "object": "response",
        "created_at": 1.0,
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "model": "gpt-5",
        "output": [message],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {"input_tokens": 4000, "output_tokens": 1000, "total_tokens": 5000, **details},
    }
    return answer(json.dumps(body).encode())


def _picture(data: bytes) -> bytes:
    inline = {"inlineData": {"mimeType": "image/jpeg", "data": base64.b64encode(data).decode()}}
    content = {"role": "model", "parts": [{"text": "Here it is."}, inline]}
    usage = {"promptTokenCount": 1000, "candidatesTokenCount": 1120}
    candidate = {"content": content, "finishReason": "STOP", "index": 0}
    return answer(json.dumps({"candidates": [candidate], "usageMetadata": usage, "modelVersion": "bench"}).encode())


async def main(engines: Engines) -> None:
    async with serving(engines.handle) as url:
        print(url, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--analysis-seconds", type=float, default=1.0)
    parser.add_argument("--picture-seconds", type=float, default=1.0)
    parser.add_argument("--picture-bytes", type=int, default=1_000_000)
    told = parser.parse_args()
    asyncio.run(main(Engines(told.analysis_seconds, told.picture_seconds, told.picture_bytes)))
