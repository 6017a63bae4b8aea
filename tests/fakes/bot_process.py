"""The bot as production runs it: a process of its own that is told everything by environment variables."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.fakes.logbook import WHOLE_RUN

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0  # seconds; a start or a stop takes one or two, unless the machine is busy with something else


@dataclass
class BotProcess:
    """`python -m bot …`; `lines` is all that it wrote, to standard output and to its log."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    _readers: list[asyncio.Task[None]] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    async def started(cls, settings: Mapping[str, object], folder: Path, *arguments: str, module: str = "bot") -> Self:
        """Only these settings count: no `.env` lies in `folder`, and nothing of the tests' environment is passed on."""
        environment = {name.upper(): str(value) for name, value in settings.items()}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", module, *arguments),
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        bot = cls(process)
        loop = asyncio.get_running_loop()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            bot._readers.append(loop.create_task(bot._read(stream)))
        return bot

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while line := await stream.readline():
            self.lines.append(line.decode().rstrip("\n"))
            WHOLE_RUN.lines.add(self.lines[-1])
            self._news.set()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    async def says(self, words: str, within: float = PATIENCE) -> str:
        """The line with these words, as soon as it is written."""
        async with asyncio.timeout(within):
            while True:
                for line in self.lines:
                    if words in line:
                        return line
                if all(reader.done() for reader in self._readers):
                    raise AssertionError(f"the bot ended without saying {words!r}:\n{self.text}")
                self._news.clear()
                waits = [*self._readers, asyncio.get_running_loop().create_task(self._news.wait())]
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
                waits[-1].cancel()

    async def ready(self) -> None:
        await self.says("ready: @")

    async def ends(self) -> int:
        """Its exit code."""
        async with asyncio.timeout(PATIENCE):
            return await self.over()

    async def over(self) -> int:
        """Its exit code, however long that takes."""
        code = await self.process.wait()
        await asyncio.gather(*self._readers)
        return code

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def paused(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def resumed(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    async def killed(self) -> None:
        """As a power cut would end it."""
        self.process.kill()
        await self.ends()

    async def gone(self) -> None:
        if self.process.returncode is None:
            await self.killed()


@asynccontextmanager
async def running(settings: Mapping[str, object], folder: Path) -> AsyncIterator[BotProcess]:
    """The bot, polling. Whatever is left of it is killed when the block ends."""
    bot = await BotProcess.started(settings, folder, "run")
    try:
        await bot.ready()
        yield bot
    finally:
        await bot.gone()


async def finished(settings: Mapping[str, object], folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and all output of a command that ends by itself."""
    bot = await BotProcess.started(settings, folder, *arguments)
    try:
        return await bot.ends(), bot.text
    finally:
        await bot.gone()
