"""Addresses of projects on a PostgreSQL server: ``postgresql://USER@HOST/DATABASE?project=NAME``.

An address is shown, remembered and passed on without its password. Where it has none, the server's
own client looks for one, as it always does: in ``PGPASSWORD``, then in the file ``~/.pgpass``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from workbench.errors import InvalidActionError

FORM = "postgresql://USER@HOST/DATABASE?project=NAME"
#: Of a schema's name, the part for people; PostgreSQL keeps 63 bytes of the whole.
_SLUG_LENGTH = 40
_SECRET = frozenset({"password", "sslpassword"})


@dataclass(frozen=True, slots=True)
class Address:
    """A project on a server.

    Attributes:
        server: The database, with what it takes to enter it.
        name: The project's name there; empty where none was given.
    """

    server: URL
    name: str

    @property
    def schema(self) -> str:
        """The schema that holds the project: lowercase letters, digits and `_` only."""
        plain = unicodedata.normalize("NFKD", self.name).casefold()
        slug = re.sub(r"[^a-z0-9]+", "_", plain)[:_SLUG_LENGTH].strip("_") or "project"
        return f"qwb_{slug}_{hashlib.sha256(self.name.encode()).hexdigest()[:12]}"

    @property
    def password(self) -> str | None:
        """The password, where the address holds one."""
        held = self.server.password or self.server.query.get("password")
        return held if isinstance(held, str) else None

    def named(self, name: str) -> Address:
        """Return the address of another project in the same database."""
        return Address(self.server, name)

    def __str__(self) -> str:
        query = {key: value for key, value in self.server.query.items() if key not in _SECRET}
        shown = URL.create(
            "postgresql",
            username=self.server.username,
            host=self.server.host,
            port=self.server.port,
            database=self.server.database,
            query={**query, **({"project": self.name} if self.name else {})},
        )
        return shown.render_as_string(hide_password=False)

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"


def is_address(where: str) -> bool:
    """Tell whether a place is meant as the address of a server, not as a path."""
    return re.match(r"(?i)postgres(ql)?(\+\w+)?:", where) is not None


def read_address(where: str) -> Address:
    """Return an address as a person wrote it.

    Raises:
        InvalidActionError: It is not of this form, or names no database.
    """
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        url = None
    if url is None or not url.database:
        raise InvalidActionError(f"This is no address of a project. Write it as {FORM}.")
    if "@" in (url.host or ""):  # part of a password, which would be shown with the address
        raise InvalidActionError(
            "An address holds one “@”, before the server. Write one in a user or password as %40."
        )
    name = url.query.get("project", "")
    if not isinstance(name, str):
        raise InvalidActionError("An address names one project. Write ?project=NAME once.")
    server = url.difference_update_query(["project"]).set(drivername="postgresql+psycopg")
    return Address(server, unicodedata.normalize("NFC", name))
