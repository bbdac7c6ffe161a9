"""The address of a database that holds an SSD, as a URL. Its password appears in nothing that is said or kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from scrutable.errors import UsageFault

_KINDS = {"postgresql": "postgresql", "postgres": "postgresql", "mssql": "mssql", "sqlserver": "mssql"}
_LIKE = "Write it like postgresql://reader@server/database, or mssql://server/database for SQL Server."


@dataclass(frozen=True)
class Address:
    """Where a database is and as whom to ask it. As text it is the URL without the password."""

    kind: str  # postgresql or mssql
    host: str
    port: int | None
    database: str
    user: str
    password: str = field(default="", repr=False)
    options: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # what stands after the ?

    def __str__(self) -> str:
        user = f"{quote(self.user)}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"{self.kind}://{user}{self.host}{port}/{self.database}"

    def uri(self, **more: str) -> str:
        """Return the URL with its password, for the driver of PostgreSQL alone."""
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        user = f"{quote(self.user, safe='')}{secret}@" if self.user or secret else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        options = urlencode(dict(self.options) | more, quote_via=quote)
        return f"postgresql://{user}{host}{port}/{quote(self.database)}" + (f"?{options}" if options else "")


def parse(url: str, password_from: str | None, environment: Mapping[str, str]) -> Address:
    """Return the address in a URL. `password_from` names the variable of the environment that holds the password.

    Raises UsageFault U162 for a URL that is none, U163 where the variable is not set.

    >>> str(parse("postgresql://reader:secret@db.example:5433/cases?sslmode=require", None, {}))
    'postgresql://reader@db.example:5433/cases'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise UsageFault("U162", "What follows --from is not the address of a database.", _LIKE) from None
    kind = _KINDS.get(parts.scheme.lower())
    database = unquote(parts.path.strip("/"))
    if kind is None or not database:
        says = "names no database" if kind else "begins with neither postgresql:// nor mssql://"
        raise UsageFault("U162", f"The address after --from {says}.", _LIKE)
    options = parse_qsl(parts.query)
    secret = unquote(parts.password or "") or dict(options).get("password", "")
    if password_from:
        secret = environment.get(password_from, "")
        if not secret:
            raise UsageFault(
                "U163", f"The environment has no variable {password_from}, or it is empty.",
                "Set it to the password before the command, and name it after --password-from.",
            )  # fmt: skip
    others = tuple((name, value) for name, value in options if name != "password")
    return Address(
        kind, unquote(parts.hostname or ""), port, database, unquote(parts.username or ""), secret, others
    )
