"""What SQLite refuses by itself: any change to the trail and its parts."""

from __future__ import annotations

_REFUSED = "BEGIN SELECT RAISE(ABORT, 'the trail is only ever appended to'); END"
_SAME = {"trail": "seq = NEW.seq", "parts": "seq = NEW.seq AND n = NEW.n"}


def _triggers(table: str) -> tuple[str, ...]:
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {_SAME[table]})"  # noqa: S608 - own constants
    return (
        f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} {_REFUSED}",
        f"CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table} {_REFUSED}",
        f"CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table} WHEN {there} {_REFUSED}",
    )


#: SQLite refuses every change to what was appended, whoever asks and by whatever statement. The
#: insert triggers stand against INSERT OR REPLACE on connections without recursive triggers.
TRIGGERS: tuple[str, ...] = (*_triggers("trail"), *_triggers("parts"))
