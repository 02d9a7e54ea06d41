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
_WHOLE_FORM = "postgresql://USER:PASSWORD@HOST/DATABASE?project=NAME"
#: Of a schema's name, the part for people; PostgreSQL keeps 63 bytes of the whole.
_SLUG_LENGTH = 40
_SECRET = frozenset({"password", "sslpassword"})
#: What the server's own client takes beside user, password, host, port and database.
#: Source: PostgreSQL 17, 32.1.2 "Parameter Key Words"; none of these is a secret.
_PARAMETERS = (
    "application_name channel_binding client_encoding connect_timeout fallback_application_name "
    "gssdelegation gssencmode gsslib host hostaddr keepalives keepalives_count keepalives_idle "
    "keepalives_interval krbsrvname load_balance_hosts options passfile port require_auth "
    "requirepeer service ssl_max_protocol_version ssl_min_protocol_version sslcert sslcertmode "
    "sslcompression sslcrl sslcrldir sslkey sslmode sslnegotiation sslrootcert sslsni "
    "target_session_attrs tcp_user_timeout user"
)
_SHOWN = frozenset(_PARAMETERS.split())
_LOOKS_SECRET = re.compile(r"pass(word|wd|phrase)?\W*=|pwd\W*=", re.IGNORECASE)


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
        query = {key: value for key, value in self.server.query.items() if key in _SHOWN}
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
    return re.match(r"(?i)\s*postgres(ql)?(\+\w+)?\s*:", where) is not None


def read_address(where: str) -> Address:
    """Return an address as a person wrote it.

    Raises:
        InvalidActionError: It is not of this form, or names no database.
    """
    try:
        url = make_url(where.strip())
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
    _refuse_stray_secrets(url)
    server = url.difference_update_query(["project"]).set(drivername="postgresql+psycopg")
    return Address(server, unicodedata.normalize("NFC", name))


def _refuse_stray_secrets(url: URL) -> None:
    """Refuse what may be a password in a place that is shown; no message repeats any of it."""
    asked = {key: value for key, value in url.query.items() if key != "project"}
    if not asked.keys() <= _SHOWN | _SECRET or any(
        not isinstance(asked.get(key, ""), str) for key in _SECRET
    ):
        raise InvalidActionError(
            "This address asks for something that is unknown or stands twice. Behind the “?” write "
            "project=NAME and what the server's client takes, such as sslmode, in small letters; "
            f"write a password between user and server: {_WHOLE_FORM}."
        )
    if ":" in f"{url.username or ''}{asked.get('user', '')}":
        raise InvalidActionError(
            f"In an address a plain “:” parts user and password, not %3A: {_WHOLE_FORM}."
        )
    shown = (url.database, url.username, url.host, *url.query.values())
    values = (
        one for value in shown for one in ((value,) if isinstance(value, str) else value or ())
    )
    if any(_LOOKS_SECRET.search(value) for value in values if value not in _held(url)):
        raise InvalidActionError(
            "This address seems to hold a password where it would be shown. Write it between user "
            f"and server: {_WHOLE_FORM}."
        )


def _held(url: URL) -> set[object]:
    """Return the values that are never shown."""
    return {url.query.get(key) for key in _SECRET}
