from datetime import UTC, date, datetime

from workbench.app.telling import KIND_WORDS, clock, day, moment, span
from workbench.model.upcast import EVENT_TYPES

AT = int(datetime(2026, 11, 22, 14, 2, tzinfo=UTC).timestamp() * 1_000_000)


def test_every_event_has_plain_words():
    assert KIND_WORDS.keys() == EVENT_TYPES.keys()


def test_a_moment_is_told_on_this_machines_clock():
    local = datetime.fromtimestamp(AT / 1_000_000, tz=UTC).astimezone()
    assert moment(AT) == f"{local.day} {local:%b %Y, %H:%M}"
    assert clock(AT) == f"{local:%H:%M}"
    assert day(AT) == f"{local.day} {local:%b %Y}"


def test_a_span_holds_its_last_day_whole():
    since, until = span(date(2026, 11, 22), date(2026, 11, 22))
    assert since is not None
    assert until is not None
    assert until - since == 24 * 3600 * 1_000_000


def test_an_open_span_has_no_end():
    assert span(None, None) == (None, None)
