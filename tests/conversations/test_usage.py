"""/usage: what was drawn, what is left, and for the owner what it costs."""

from tests.fakes.house import House


async def test_usage_says_what_is_left_today_and_what_the_month_had(house: House) -> None:
    async with house.told(daily_pictures_per_user=3):
        ida, _ = await house.locked()
        for scene in ("by a lake", "in a bookshop"):
            await ida.says(scene)
            await ida.sees_photo("Anna")
        await house.settled()
        house.made_up_ledger = "the month has lines that nobody bought"
        await house.rows(
            "INSERT INTO calls (user_id, purpose, n, run, engine, outcome, reserved_usd, cost_usd, created_at)"
            " VALUES (%s, 'scene', 1, 1, 'e', 'ok', 1, 1, now() - interval '40 days')",
            ida.id,
        )
        # A study, a voice message and a picture that failed are none of the user's pictures.
        await house.rows(
            "INSERT INTO calls (user_id, purpose, n, run, engine, outcome, reserved_usd, cost_usd)"
            " VALUES (%s, 'analysis', 1, 1, 'e', 'ok', 1, 1), (%s, 'transcription', 1, 1, 'e', 'ok', 1, 1),"
            " (%s, 'scene', 9, 1, 'e', 'failed', 1, 0)",
            *[ida.id] * 3,
        )

        await ida.says("/usage")
        said = (await ida.sees("You have 1 picture left today."))["text"]

        assert "Drawn today: 2." in said
        assert "The count begins anew at 00:00 UTC, in about" in said
        assert "This month: 2 pictures." in said
        assert "$" not in said

        await ida.says("in a third place")
        await ida.sees_photo("Anna")
        await ida.says("/usage")
        await ida.sees("No picture is left today.")


async def test_the_owner_sees_what_the_month_cost(house: House) -> None:
    ida, _ = await house.locked()
    eve, _ = await house.locked("Eve")
    for person in (ida, eve):
        await person.says("by a lake")
        await person.sees_photo("Anna")
    await house.settled()
    (row,) = await house.rows(
        "SELECT sum(cost_usd) FILTER (WHERE user_id = %s) AS own, sum(cost_usd) AS everybody FROM calls"
        " WHERE created_at >= date_trunc('month', now())",
        ida.id,
    )

    async with house.told(owner_id=ida.id):
        await ida.says("/usage")
        said = (await ida.sees("That cost about"))["text"]

    assert f"That cost about ${row['own']:.2f}," in said
    assert f"all users together ${row['everybody']:.2f}." in said
