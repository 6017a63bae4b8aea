"""Everybody is spoken to in a language of their own: the client's, or the one that was chosen."""

import io
import json
import zipfile

from bot.texts.catalogue import LANGUAGES
from core.models import CONSENT_VERSION
from tests.fakes.house import House, Person
from tests.fakes.pictures import photo
from tests.fakes.telegram_user import Json


def labels(message: Json) -> set[str]:
    return {button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row}


async def chooses(person: Person, language: str) -> None:
    await person.says("/language")
    await person.taps(language)


async def test_whose_client_speaks_german_is_spoken_to_in_german_from_the_first_word_on(house: House) -> None:
    """By the handlers and by the worker, in captions and on buttons."""
    ida = await house.someone(agreed=False, language="de-AT")
    await ida.says("/start")
    await ida.sees("Willkommen bei Keepface")
    await ida.taps("Ich stimme zu")
    await ida.sees("Schick mir drei Fotos")

    (first,) = await ida.sends_photos(photo(811))
    await ida.sees("Foto 1 von 3 ✓ Noch 2, bitte.")
    await ida.sends_photos(photo(812), photo(813))
    await ida.sees("3 von 3 Porträts sind fertig.")
    selection = await ida.sees("Wähl dein Referenzbild")
    assert labels(selection) == {"1", "2", "3", "Auswahl bestätigen", "Drei neue", "Mehr wie …"}

    await ida.taps("1")
    await ida.taps("Auswahl bestätigen")
    await ida.sees_photo("Festgelegt.")
    await ida.says("im Café")
    scene = await ida.sees_photo("Modell 1 · von KI erzeugt")
    assert {"Nochmal", "Variante", "Ändern", "☆ Merken"} < labels(scene)

    house.engines.always("gemini", "prohibited")
    await ida.says("etwas Verbotenes")
    await ida.sees("Das erstellt die Bild-KI nicht.")
    await house.settled()
    said = " ".join(str(one.get("text", "")) for one in await ida.messages() if not one["outgoing"])
    assert "Your " not in said
    assert first["outgoing"]


async def test_a_client_in_a_language_that_the_bot_does_not_speak_hears_english(house: House) -> None:
    ida = await house.someone(agreed=False, language="tlh")
    await ida.says("/start")
    await ida.sees("Welcome to Keepface")


async def test_the_language_can_be_chosen_and_given_back_to_the_client(house: House) -> None:
    ida, _ = await house.locked()
    await ida.says("/language")
    asked = await ida.sees("I speak English now", buttons=True)
    assert labels(asked) == {*LANGUAGES.values(), "✓ As in Telegram"}

    await ida.taps("Русский")
    answer = await ida.sees("Теперь я говорю по-русски", buttons=True)
    assert {"English", "✓ Русский", "Как в Telegram"} <= labels(answer)
    await ida.says("/settings")
    assert "Избегать …" in labels(await ida.sees("Проверка лица"))
    await ida.says("в саду")
    assert "Ещё раз" in labels(await ida.sees_photo("создано ИИ"))

    await chooses(ida, "Как в Telegram")
    await ida.sees("I speak English now", buttons=True)
    await ida.says("/help")
    await ida.sees("One locked face, every scene.")


async def test_a_restart_keeps_the_choice(house: House) -> None:
    ida, _ = await house.locked()
    await chooses(ida, "Deutsch")
    await ida.sees("Ich spreche jetzt Deutsch mit dir")
    await house.closes()
    await house.opens()
    await ida.says("/models")
    await ida.sees_photo("Gesicht festgelegt")


async def test_the_language_can_be_chosen_before_the_terms_are_read(house: House) -> None:
    ida = await house.someone(agreed=False)
    await ida.says("/start")
    await ida.sees("Welcome to Keepface")
    await chooses(ida, "Deutsch")
    await ida.sees("Ich spreche jetzt Deutsch mit dir")
    await ida.says("/start")
    await ida.sees("Willkommen bei Keepface")
    await house.settled()
    assert await house.value("SELECT consent_version FROM users WHERE id = %s", ida.id) is None


async def test_an_export_has_the_choice_and_erasing_forgets_it_after_a_receipt_in_it(house: House) -> None:
    ida, _ = await house.locked()
    await chooses(ida, "Deutsch")
    await ida.sees("Ich spreche jetzt Deutsch mit dir")

    await ida.says("/export")
    await ida.sees("Das ist alles:")
    (sent,) = [one for one in await ida.messages() if "document" in one and not one["outgoing"]]
    assert sent["caption"] == "Teil 1"
    with zipfile.ZipFile(io.BytesIO(await ida.download(sent))) as archive:
        (row,) = json.loads(archive.read("data.json"))["users"]
    assert (row["language"], row["client_language"]) == ("de", "en")

    await ida.says("/delete")
    await ida.taps("Alles")
    await ida.taps("Ja, endgültig löschen")
    await ida.sees("Gelöscht.")
    await house.settled()
    assert await house.rows("SELECT language FROM users WHERE id = %s", ida.id) == []
    await ida.says("/start")
    await ida.sees("Welcome to Keepface")


async def test_the_owner_and_a_stranger_each_hear_their_own_language(house: House) -> None:
    await house.rows("TRUNCATE decisions, claim, claim_tries, access, invites")
    owner = await house.someone("Ida")
    await chooses(owner, "Deutsch")
    await owner.sees("Ich spreche jetzt Deutsch mit dir")
    async with house.told(allowed_users="", owner_id=owner.id):
        eve = await house.someone("Eve", agreed=False, language="en")
        await eve.says("/start")
        await eve.sees("This bot is private")
        await owner.sees("möchte den Bot benutzen")
        await owner.taps("Hereinlassen")
        await eve.sees("has let you in")

        otto = await house.someone("Otto", agreed=False, language="de")
        await otto.says("/start")
        await otto.sees("Dieser Bot ist privat")
        await owner.sees("möchte den Bot benutzen")
        await owner.taps("Hereinlassen")
        await otto.sees("hat dich hereingelassen")


async def test_the_menu_has_every_language_and_english_for_all_others(house: House) -> None:
    await house.closes()
    house.playground.calls.clear()
    await house.opens()
    await house.until(lambda: _menus_shown(house, 1 + len(LANGUAGES)))
    menus = {call.get("language_code", ""): call["commands"] for call in house.called("setMyCommands")}
    assert set(menus) == {"", *LANGUAGES}
    assert menus[""] == menus["en"]
    assert [one["command"] for one in menus["de"]] == [one["command"] for one in menus["en"]]
    assert {one["description"] for one in menus["de"]}.isdisjoint(one["description"] for one in menus["en"])


async def _menus_shown(house: House, number: int) -> bool:
    return len(house.called("setMyCommands")) >= number


async def test_a_client_that_is_as_before_writes_no_row(house: House) -> None:
    ida = await house.someone(language="de")
    await ida.says("/help")
    await ida.sees("Ein festes Gesicht")
    await house.settled()
    before = await house.rows("SELECT xmin::text, client_language, consent_version FROM users WHERE id = %s", ida.id)
    await ida.says("/help")
    await ida.sees("Ein festes Gesicht")
    await house.settled()
    after = await house.rows("SELECT xmin::text, client_language, consent_version FROM users WHERE id = %s", ida.id)
    assert before == after
    assert before[0]["client_language"] == "de"
    assert before[0]["consent_version"] == CONSENT_VERSION
