"""What an administrator sets: about a dozen variables, read once, refused with a sentence."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from corecase.core.errors import InputError

VARIABLES: Final[Mapping[str, str]] = {
    "CORECASE_HOME": "the folder of the database, the keys and the anchors",
    "CORECASE_DATABASE_URL": "postgresql://…, with ?sslmode=verify-full and the like; "
    "without it, SQLite in CORECASE_HOME",
    "CORECASE_HOSTS": "host names it answers to, with commas between",
    "CORECASE_HTTPS": "1 where browsers reach it by https",
    "CORECASE_PROXIES": "how many trusted proxies stand before it (0)",
    "CORECASE_ADDRESS": "where people reach the staff site, like https://corecase.example.gov.uk; "
    "reminders link there; without it, they say where to look",
    "CORECASE_PUBLIC_ADDRESS": "where anybody reads what is published, like "
    "https://reports.example.gov.uk; without it, the staff site does not link there, and the "
    "public view keeps no page in memory that is asked for by an unusual port of a proxy",
    "CORECASE_SURVEY_ADDRESS": "where respondents answer surveys, like "
    "https://survey.example.gov.uk; without it, no sheet with a code can be made",
    "CORECASE_SURVEY_GRACE": "for how many days (0 to 14) a form that was open when its survey "
    "ended can still be sent (1); the same for the staff site and the survey site",
    "CORECASE_CODE_OF_PRACTICE": "a YAML file with the inspectorate's own code of practice and its "
    "days for answers; without it, the one that comes with Corecase",
    "CORECASE_SECURITY_CONTACT": "where anybody reports a weakness, like "
    "mailto:security@example.gov.uk; without it, the public view has no security.txt",
    "CORECASE_PUBLIC_RATE": "how many pages of the national picture, comparisons, tables and "
    "answers of the API that have to be made anew one address gets in a minute from each process "
    "of the public view (120); 0 for as many as it asks for",
    "CORECASE_SNAPSHOTS": "how many snapshots the worker keeps in the home (5), beside those that "
    "a kept answer names; 0 for all",
    "CORECASE_DEMO": "1 for the demonstration; its people sign in without a second factor",
    "CORECASE_MAIL_URL": "smtps://user:password@host:465, or smtp+tls://…:587 for "
    "STARTTLS; smtp:// is not encrypted; without it, mail is printed",
    "CORECASE_MAIL_FROM": "the address that mail comes from",
    "CORECASE_OIDC_ISSUER": "address of a sign-in provider (OpenID Connect)",
    "CORECASE_OIDC_CLIENT": "the client identifier at that provider",
    "CORECASE_OIDC_SECRET": "the client secret at that provider",
}

TOLD_TO_LIBPQ: Final = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")
"""What an address of PostgreSQL may say after its `?`."""

MOST_GRACE: Final = 14
"""A survey whose forms could come for longer would not be over."""

MOST_NUMBER: Final = 1_000_000
"""What a number may be at most where nothing else bounds it."""

MAIL_PORTS: Final = {"smtps": 465, "smtp+tls": 587, "smtp": 25}
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail server, and how it is spoken to."""

    scheme: str
    host: str
    port: int
    user: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The variables as values."""

    home: Path
    database_url: str = ""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    https: bool = False
    proxies: int = 0
    address: str = ""
    public_address: str = ""
    survey_address: str = ""
    survey_grace: int = 1
    code_of_practice: str = ""
    security_contact: str = ""
    public_rate: int = 120
    snapshots: int = 5
    demo: bool = False
    mail_url: str = ""
    mail_from: str = "corecase@localhost"
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: str = ""

    @property
    def anchors(self) -> Path:
        """Where the heads of the audit's chains are kept, outside the database."""
        return self.home / "anchors"

    def key(self, name: str) -> str:
        """A secret of this home, made on first use and readable by its owner only.

        Without a home there is nothing to keep, and the secret ends with the process: a tool
        that only reads the settings leaves nothing behind.
        """
        if not self.home.is_dir():
            return token_urlsafe(48)
        path = self.home / f"{name}.key"
        if not path.exists():
            _write_once(path, token_urlsafe(48))
        return path.read_text(encoding="ascii").strip()

    def mail(self) -> Mail | None:
        """The mail server; None where mail is printed.

        Raises InputError for another scheme, and where a password would travel unencrypted.
        """
        if not self.mail_url:
            return None
        parts = urlsplit(self.mail_url)
        if parts.scheme not in MAIL_PORTS or not parts.hostname:
            raise InputError("CORECASE_MAIL_URL has to look like smtps://user:password@host:465.")
        if parts.scheme == "smtp" and parts.password and parts.hostname not in _LOCAL:
            raise InputError(
                "CORECASE_MAIL_URL would send its password unencrypted; write smtps:// or "
                "smtp+tls:// instead of smtp://."
            )
        return Mail(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or MAIL_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def database(self) -> dict[str, object]:
        """Django's entry for the database."""
        if self.database_url:
            return _postgresql(self.database_url)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(self.home / "corecase.sqlite3"),
            "ATOMIC_REQUESTS": False,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;",
            },
        }


def read(variables: Mapping[str, str] | None = None) -> Environment:
    """The environment as values; InputError where one of them cannot be used."""
    given = os.environ if variables is None else variables
    hosts = tuple(h.strip() for h in given.get("CORECASE_HOSTS", "").split(",") if h.strip())
    if "*" in hosts:
        raise InputError("CORECASE_HOSTS is '*'; name the hosts that it answers to.")
    proxies = given.get("CORECASE_PROXIES", "0")
    if not proxies.isdigit():
        raise InputError("CORECASE_PROXIES has to be a whole number.")
    grace = given.get("CORECASE_SURVEY_GRACE", "1")
    if not (grace.isascii() and grace.isdigit() and int(grace) <= MOST_GRACE):
        raise InputError(f"CORECASE_SURVEY_GRACE has to be a number from 0 to {MOST_GRACE}.")
    return Environment(
        home=Path(given.get("CORECASE_HOME", "corecase-home")).absolute(),
        database_url=given.get("CORECASE_DATABASE_URL", ""),
        hosts=hosts or ("127.0.0.1", "localhost"),
        https=given.get("CORECASE_HTTPS", "") == "1",
        proxies=int(proxies),
        address=_address(given.get("CORECASE_ADDRESS", ""), "CORECASE_ADDRESS", "corecase"),
        public_address=_address(
            given.get("CORECASE_PUBLIC_ADDRESS", ""), "CORECASE_PUBLIC_ADDRESS", "reports"
        ),
        survey_address=_address(
            given.get("CORECASE_SURVEY_ADDRESS", ""), "CORECASE_SURVEY_ADDRESS", "survey"
        ),
        survey_grace=int(grace),
        code_of_practice=given.get("CORECASE_CODE_OF_PRACTICE", ""),
        security_contact=_contact(given.get("CORECASE_SECURITY_CONTACT", "")),
        public_rate=_number(given.get("CORECASE_PUBLIC_RATE", "120"), "CORECASE_PUBLIC_RATE"),
        snapshots=_number(given.get("CORECASE_SNAPSHOTS", "5"), "CORECASE_SNAPSHOTS"),
        demo=given.get("CORECASE_DEMO", "") == "1",
        mail_url=given.get("CORECASE_MAIL_URL", ""),
        mail_from=given.get("CORECASE_MAIL_FROM", "corecase@localhost"),
        oidc_issuer=given.get("CORECASE_OIDC_ISSUER", ""),
        oidc_client=given.get("CORECASE_OIDC_CLIENT", ""),
        oidc_secret=given.get("CORECASE_OIDC_SECRET", ""),
    )


def read_only(database: dict[str, object]) -> dict[str, object]:
    """The entry of a database for a process that never writes: the database refuses it, too."""
    told: Any = database["OPTIONS"]
    if "init_command" in told:
        options = {"timeout": told["timeout"], "init_command": "PRAGMA query_only=ON;"}
    else:
        options = {**told, "options": "-c default_transaction_read_only=on"}
    return {**database, "OPTIONS": options}


def _address(typed: str, name: str, example: str) -> str:
    """The address of a site, ending with its slash; empty where none is given."""
    parts = urlsplit(typed)
    if typed and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise InputError(f"{name} has to look like https://{example}.example.gov.uk.")
    return f"{typed.rstrip('/')}/" if typed else ""


def _contact(typed: str) -> str:
    """Where weaknesses are reported, as security.txt writes it; empty where nobody says."""
    starts = ("mailto:", "https://", "tel:")
    if typed and (not typed.startswith(starts) or any(c.isspace() for c in typed)):
        raise InputError(
            "CORECASE_SECURITY_CONTACT has to look like mailto:security@example.gov.uk or "
            "https://example.gov.uk/security."
        )
    return typed


def _number(typed: str, name: str) -> int:
    if not (typed.isascii() and typed.isdigit() and int(typed) <= MOST_NUMBER):
        raise InputError(f"{name} has to be a number from 0 to {MOST_NUMBER}.")
    return int(typed)


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise InputError(
            "CORECASE_DATABASE_URL has to look like postgresql://user:password@host:5432/name."
        )
    told = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(told.keys() - set(TOLD_TO_LIBPQ)):
        raise InputError(
            f"CORECASE_DATABASE_URL says {', '.join(unknown)} after its '?'; only "
            f"{', '.join(TOLD_TO_LIBPQ)} can be said there."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**told, "options": "-c synchronous_commit=on"},
    }


def _write_once(path: Path, text: str) -> None:
    """Writes a file for its owner; another process that was quicker keeps its own."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
