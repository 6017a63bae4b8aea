"""In which language somebody is spoken to, as the rows tell it."""

from core.adapters.postgres.database import Database
from core.adapters.postgres.door import PostgresDoor
from core.adapters.postgres.erasures import PostgresErasures
from core.adapters.postgres.exports import PostgresExports
from core.adapters.postgres.users import PostgresUsers
from core.models import CONSENT_VERSION, Known
from tests.adapters.postgres.conftest import House


async def test_the_choice_wins_over_the_client_until_it_is_taken_back(database: Database) -> None:
    users, door = PostgresUsers(database), PostgresDoor(database)
    await users.agree(7, CONSENT_VERSION)
    assert await users.language(7) == ""
    await door.look(7, "Ida", "de-AT")
    assert await users.language(7) == "de-AT"
    await users.speak(7, "ru")
    assert await users.language(7) == "ru"
    assert await door.look(7, "Ida", "de-AT") == Known(CONSENT_VERSION, has_data=True, language="ru")
    await users.speak(7, None)
    assert await users.language(7) == "de-AT"


async def test_a_client_that_changes_its_language_is_noted_at_once(database: Database) -> None:
    users, door = PostgresUsers(database), PostgresDoor(database)
    await users.agree(7, CONSENT_VERSION)
    for language in ("de", "pt-BR", ""):
        await door.look(7, "Ida", language)
        assert await users.language(7) == language


async def test_the_language_can_be_chosen_before_anything_is_agreed_to(database: Database) -> None:
    users = PostgresUsers(database)
    await users.speak(7, "es")
    assert (await users.language(7), await users.agreed(7)) == ("es", None)


async def test_a_stranger_who_asked_is_answered_in_the_clients_language(database: Database) -> None:
    users, door = PostgresUsers(database), PostgresDoor(database)
    assert await users.language(7) == ""
    await door.ask(7, "Ida", "pt-BR", 10)
    assert await users.language(7) == "pt-BR"


async def test_work_and_letters_know_the_language_of_their_user(house: House) -> None:
    users = PostgresUsers(house.database)
    one = await house.running(8)
    await users.speak(8, "ru")
    started = await house.generations.start(one.id)
    assert started
    assert started.language == "ru"
    exports = PostgresExports(house.database)
    assert await exports.ask(8, 8)
    export = await exports.due(60)
    assert export
    assert export.language == "ru"
    erasures = PostgresErasures(house.database, house.generations.promote)
    erasure = await erasures.begin(8, 8, None)
    assert erasure
    assert erasure.language == "ru"
    assert await users.language(8) == "", "the choice went with everything else"
    await erasures.done(erasure)
    assert await house.database.rows("SELECT language FROM erasures") == [{"language": ""}]
