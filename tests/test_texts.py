"""What the texts work out by themselves."""

from datetime import UTC, datetime

import pytest

from bot import texts


@pytest.mark.parametrize(
    ("hour", "minute", "wait"),
    [(0, 0, "24 hours"), (12, 10, "12 hours"), (22, 29, "2 hours"), (22, 31, "89 min"), (23, 59, "1 min")],
)
def test_when_the_day_begins_anew_is_said_without_a_time_zone_too(hour: int, minute: int, wait: str) -> None:
    now = datetime(2026, 11, 24, hour, minute, tzinfo=UTC)
    assert texts.failures.renewal(now) == f"00:00 UTC, in about {wait}"
