"""What a command says when it cannot go on."""

import pytest
import typer

from bot.__main__ import _finish
from core.errors import DatabaseAway


def test_a_database_that_goes_away_during_the_start_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    async def starts() -> None:
        raise DatabaseAway("OperationalError")

    with pytest.raises(typer.Exit) as ended:
        _finish(starts())
    assert ended.value.exit_code == 2
    assert "start it again when the server is back" in capsys.readouterr().err
