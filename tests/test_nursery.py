"""Background work: kept, heard when it fails, ended with its block."""

import asyncio
import gc
import logging

import pytest

from core.nursery import Nursery


async def test_work_that_still_runs_is_cancelled_at_the_end() -> None:
    ended: list[str] = []

    async def forever() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("cleaned up")

    async with Nursery() as nursery:
        task = nursery.start(forever(), "forever")
        await asyncio.sleep(0)
    assert (task.cancelled(), ended) == (True, ["cleaned up"])


async def test_a_failure_is_logged_with_its_name_and_trace(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ZeroDivisionError("by design")

    async with Nursery() as nursery:
        task = nursery.start(fail(), "the failing work")
        await asyncio.wait([task])
        await asyncio.sleep(0)
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage() == "the failing work failed"
    assert record.exc_info
    assert isinstance(record.exc_info[1], ZeroDivisionError)


async def test_a_failure_that_is_met_at_the_end_is_logged_and_hides_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def fail_when_cancelled() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            raise ZeroDivisionError

    async with Nursery() as nursery:
        nursery.start(fail_when_cancelled(), "stubborn work")
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert [record.getMessage() for record in caplog.records] == ["stubborn work failed"]


async def test_the_blocks_own_error_comes_out() -> None:
    async def block() -> None:
        async with Nursery() as nursery:
            nursery.start(asyncio.sleep(60), "sleep")
            raise KeyError("own")

    with pytest.raises(KeyError, match="own"):
        await block()


async def test_work_is_not_collected_while_it_waits() -> None:
    done = asyncio.Event()

    async def wait_a_little() -> None:
        await asyncio.sleep(0.05)
        done.set()

    async with Nursery() as nursery:
        nursery.start(wait_a_little(), "waiting")
        gc.collect()
        await asyncio.wait_for(done.wait(), 30)


async def test_work_that_succeeds_leaves_no_word(caplog: pytest.LogCaptureFixture) -> None:
    async with Nursery() as nursery:
        assert await nursery.start(asyncio.sleep(0, "result"), "quick") == "result"
    assert caplog.records == []


async def test_a_cancellation_that_somebody_swallows_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.nursery.CANCEL_AGAIN", 0.01)
    swallowed: list[bool] = []

    async def stubborn() -> None:
        while len(swallowed) < 2:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                swallowed.append(True)
        await asyncio.sleep(60)

    async with asyncio.timeout(30), Nursery() as nursery:
        nursery.start(stubborn(), "stubborn")
        await asyncio.sleep(0)
    assert len(swallowed) == 2
