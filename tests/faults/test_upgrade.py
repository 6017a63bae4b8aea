"""New code on a database that older code left in mid-work: what it had in hand is finished, none is stuck."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.adapters.postgres.database import open_database
from core.adapters.postgres.migrate import FOLDER, migrate
from core.models import CONSENT_VERSION
from tests.conftest import Server
from tests.fakes.bot_process import running
from tests.fakes.house import House, Person, furnished
from tests.fakes.pictures import drawn, photo
from tests.faults.conftest import TAKEOVER, Site
from tests.faults.test_killed import from_bot

OLDEST_WITH_CLAIMS = 5  # the first version whose processes shared an inbox
VERSIONS = [int(file.name[:4]) for file in sorted(FOLDER.glob("*.sql"))]


@pytest.fixture(params=[version for version in VERSIONS if version >= OLDEST_WITH_CLAIMS])
async def old_house(
    request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> AsyncIterator[House]:
    """A house whose database is at an older version of the code, each of them in turn."""
    dsn = server.create("template1")
    for file in sorted(FOLDER.glob("*.sql"))[: request.param]:
        shutil.copy(file, tmp_path / file.name)
    async with open_database(dsn) as database:
        await migrate(database, tmp_path)
    async with furnished(dsn, tmp_path_factory.mktemp("house"), takeover_seconds=TAKEOVER) as house:
        yield house
    server.drop(dsn)


async def left_by_older_code(house: House, person: Person) -> None:
    """A locked model, a scene that waits for a worker, one that a dead worker had in hand, one behind the two, and an
    update that nobody handled: in the columns that every version has had.
    """
    store = house.store
    await house.rows("INSERT INTO users (id, consent_version) VALUES (%s, %s)", person.id, CONSENT_VERSION)
    (model,) = await house.rows(
        "INSERT INTO models (telegram_id, name, stage, merged_prompt, locked_reference_image, reference_images)"
        " VALUES (%s, 'Anna', 'locked', 'A portrait.', 'made/lock.jpg', %s) RETURNING id::text AS id",
        person.id,
        json.dumps([{"key": f"photos/{n}.jpg", "fingerprint": "", "message": n} for n in (1, 2, 3)]),
    )
    store("made/lock.jpg", drawn(5))
    for n in (1, 2, 3):
        store(f"photos/{n}.jpg", photo(n))
    await house.rows("UPDATE users SET active_model = %s WHERE id = %s", model["id"], person.id)
    for name, status, job in (("taken", "running", "doing"), ("queued", "queued", "todo"), ("behind", "waiting", "")):
        await house.rows(
            "INSERT INTO generations (id, kind, idempotency_key, user_id, chat_id, model_id, status, run, prompt,"
            " wanted) VALUES (%s, 'scene', %s, %s, %s, %s, %s, %s, %s, '{1}')",
            *(name, name, person.id, person.id, model["id"], status, int(job == "doing"), f"a scene that was {name}"),
        )
        if job:
            await house.rows(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
                " VALUES ('default', 'generate', %s, %s, %s)",
                json.dumps({"generation_id": name}),
                job,
                int(job == "doing"),
            )
    await house.rows(
        "INSERT INTO calls (generation_id, user_id, purpose, n, run, engine, reserved_usd)"
        " VALUES ('taken', %s, 'scene', 1, 1, 'gemini-3-pro-image', 0.1)",
        person.id,
    )
    said = {
        "message_id": 900,
        "date": 1_790_000_000,
        "chat": {"id": person.id, "type": "private", "first_name": "Ida"},
        "from": {"id": person.id, "is_bot": False, "first_name": "Ida"},
        "text": "a scene that nobody has read",
    }
    await house.rows(
        "INSERT INTO inbox (update_id, chat_id, payload, claimed_by) VALUES (1, %s, %s, 'a process that is gone')",
        person.id,
        json.dumps({"update_id": 1, "message": said}),
    )


async def test_new_code_finishes_what_older_code_had_in_hand(old_house: House) -> None:
    house = old_house
    ida = await house.someone(agreed=False)
    await left_by_older_code(house, ida)

    async with running(house.settings(), house.data_dir) as bot:
        await house.settled()
        house.logs.lines += bot.lines
    assert house.logs.leaks() == []
    assert len(await from_bot(ida)) == 4
    assert house.paid() == (0, 4)
    states = await house.rows("SELECT status, count(*) AS n FROM generations GROUP BY 1")
    assert states == [{"status": "done", "n": 4}]
    calls = await house.rows("SELECT outcome, count(*) AS n FROM calls GROUP BY 1 ORDER BY 1")
    assert calls == [{"outcome": "ok", "n": 4}, {"outcome": "unknown", "n": 1}]


async def test_a_database_of_newer_code_is_refused_and_its_work_left_alone(site: Site) -> None:
    house = site.house
    await house.rows("INSERT INTO migrations (version, name) VALUES (9999, 'from the future')")
    try:
        code, text = await site.command("run")
    finally:
        await house.rows("DELETE FROM migrations WHERE version = 9999")
    assert code == 2
    assert "run the newer version of Keepface" in text
