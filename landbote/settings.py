"""Settings: from environment variables LANDBOTE_…, then from an optional TOML file."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from email_validator import validate_email
from platformdirs import user_data_path
from pydantic import AfterValidator, EmailStr, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

_SECRET = frozenset(
    {"secret", "smtp_url", "database_url", "oidc_secret", "bounce_mailbox", "metrics_token"}
)  # may hold a password


def _ascii_address(address: str) -> str:
    """Return an address as it stands in the headers of mails: gemeinde@xn--mcke-0ra.de."""
    found = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    assert found.ascii_email is not None
    return found.ascii_email


def _ascii_url(url: str) -> str:
    """Return a web address as it stands in the headers of mails; what is none stays as it is."""
    host = urlsplit(url).netloc.rpartition("@")[2].partition(":")[0]
    if host.isascii():
        return url
    found = validate_email(f"landbote@{host}", check_deliverability=False)
    return url.replace(host, found.ascii_domain, 1)


_Address = Annotated[EmailStr, AfterValidator(_ascii_address)]


class SettingsError(ValueError):
    """A setting cannot be used; the message names it."""


class Settings(BaseSettings):
    """Everything an installation can choose; each field is one setting."""

    model_config = SettingsConfigDict(
        env_prefix="LANDBOTE_", extra="forbid", use_attribute_docstrings=True
    )

    data_folder: Path = Field(default_factory=lambda: user_data_path("landbote"))
    """Where Landbote keeps its own files: the SQLite database, the secret, delivered mail."""

    database_url: str = ""
    """Address of the database; empty: landbote.db in the working folder or the data folder."""

    smtp_url: str = ""
    """Mail server, such as smtp://user:password@mail.example.org:587?starttls=required."""

    smtp_connections: int = Field(default=4, ge=1, le=50)
    """How many connections to the mail server are used at once."""

    domain_connections: int = Field(default=4, ge=1, le=50)
    """How many mails of one recipient domain are on their way at once."""

    domain_pause: float = Field(default=0.0, ge=0, le=3600)
    """Seconds between two mails of one recipient domain; a domain that complains gets more."""

    bounce_address: _Address | None = None
    """Mailbox that reads bounces, with a plus in its addresses; none: the sender's address."""

    dkim_keys: dict[str, Path] = Field(default_factory=dict)
    """Private keys that sign mails: selector and PEM file, RSA or Ed25519; both may be set."""

    base_url: Annotated[str, AfterValidator(_ascii_url)] = "http://127.0.0.1:8000"
    """Public address of the web pages, as it stands in the mails' links."""

    secret: str = ""
    """Key that signs the links in mails; empty: made once and kept in the data folder."""

    mail_days: int = Field(default=30, ge=7, le=3650)
    """How many days the text of a mail is kept after it was sent; that it was sent stays."""

    proof_years: int = Field(default=3, ge=0, le=30)
    """How many years after the one of leaving a subscriber's rows are kept, as proof of consent."""

    sender_name: str = "Landbote"
    """Name that the mails come from."""

    sender_address: _Address = "landbote@example.org"
    """Address that the mails come from."""

    bounce_mailbox: str = ""
    """Where bounces come to: imaps://user:password@mail.example.org/INBOX or maildir:///folder."""

    contributor_id: str = Field(default="", pattern=r"[\w.-]*")
    """As what GovData lists this installation, in the catalogue of open data; empty: not listed."""

    contact: str = "Servicestelle Vitale Orte 2030"
    """Whom readers may ask; stands at the foot of every mail."""

    contact_address: EmailStr = "servicestelle@example.org"
    """Mail address of that contact."""

    operator_name: str = ""
    """Who answers for this installation, as the imprint says; empty: the page asks for it."""

    operator_address: str = ""
    """Postal address of the operator; lines end with a semicolon or a line break."""

    operator_person: str = ""
    """Who may speak for the operator, such as "Bürgermeisterin Erika Muster"."""

    operator_phone: str = ""
    """Telephone number of the operator."""

    operator_mail: EmailStr | None = None
    """Mail address of the operator; none: that of the contact, unless that is the example."""

    operator_supervisor: str = ""
    """Body that oversees the operator."""

    enforcement_body: str = ""
    """Whom one may turn to who is not heard about barriers: name, address; lines as above."""

    privacy_officer: str = ""
    """Data protection officer: name or office, and how to reach it; lines as above."""

    privacy_note: str = ""
    """What the notice on data protection says besides, such as legal bases and who hosts it all."""

    crawl_contact: str = "https://example.org/landbote"
    """Web address in the crawlers' user agent, so that publishers can reach us."""

    crawl_minutes: int = Field(default=30, ge=1, le=24 * 60)
    """Time limit of one crawl."""

    jobs_by: Literal["service", "workers"] = "service"
    """Who does the jobs: `landbote run` itself, or workers (`landbote worker`, PostgreSQL)."""

    worker_visits: int = Field(default=4, ge=1, le=50)
    """How many sources one worker visits at once; one host is visited by one worker at a time."""

    web_host: str = "127.0.0.1"
    """Address that the web pages are served on."""

    web_port: int = Field(default=8000, ge=0, le=65535)
    """Port that the web pages are served on; 0 takes a free one."""

    metrics_token: str = ""
    """What a Prometheus shows to read /metrics; empty: they are read on this machine alone."""

    api_per_minute: int = Field(default=120, ge=1, le=100_000)
    """How often one client may ask the programming interfaces in a minute."""

    webhook_loopback: bool = False
    """Whether webhooks may lead to this machine and over http: for trying them out only."""

    oidc_issuer: str = ""
    """Provider of OpenID Connect, such as https://login.example.org/realms/land; empty: none."""

    oidc_client: str = "landbote"
    """As whom Landbote is known to that provider."""

    oidc_secret: str = ""
    """What Landbote proves that with."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before file, so that a file can be shared and a secret kept out of it."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))

    def database(self) -> str:
        """Return the address of the database to use."""
        if self.database_url:
            return self.database_url
        here = Path("landbote.db")
        path = here if here.exists() else self.data_folder / "landbote.db"
        path.parent.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{path.resolve()}"

    def signing_secret(self) -> str:
        """Return the key for signed links, making it once if there is none."""
        if self.secret:
            return self.secret
        path = self.data_folder / "secret"
        if not path.exists():
            self.data_folder.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32))
        return path.read_text().strip()


# What is wrong with a value, by the framework's names for it.
_WRONG = {
    "int_parsing": "erwartet wird eine ganze Zahl",
    "int_type": "erwartet wird eine ganze Zahl",
    "greater_than_equal": "der kleinste Wert ist {ge}",
    "less_than_equal": "der größte Wert ist {le}",
    "string_type": "erwartet wird ein Text",
    "literal_error": "möglich ist {expected}",
    "path_type": "erwartet wird ein Pfad",
    "value_error": "erwartet wird eine Mailadresse",
    "extra_forbidden": "eine solche Einstellung gibt es nicht; möglich sind: {names}",
}


def _said(problem: ErrorDetails) -> str:
    """Return which setting was not understood, what it said, and what it may be."""
    name = "_".join(str(part) for part in problem["loc"])
    facts = {"names": ", ".join(sorted(Settings.model_fields)), **problem.get("ctx", {})}
    wrong = _WRONG.get(problem["type"], problem["msg"]).format(**facts)
    shown = name not in _SECRET and problem["type"] != "extra_forbidden"
    value = f" = {problem['input']!r}" if shown else ""
    return f"Einstellung {name} (LANDBOTE_{name.upper()}){value}: {wrong}"


def load_settings(file: Path | None = None) -> Settings:
    """Read the settings. Raises SettingsError naming the setting or the file."""
    if file is not None and not file.exists():
        raise SettingsError(f"die Einstellungsdatei {file} gibt es nicht")

    class _FromFile(Settings):
        model_config = SettingsConfigDict(
            toml_file=file or Path("landbote.toml"), title=Settings.__name__
        )

    try:
        return _FromFile()
    except ValidationError as error:
        raise SettingsError(_said(error.errors()[0])) from None
    except ValueError as error:
        name = file or "landbote.toml"
        raise SettingsError(f"die Einstellungsdatei {name} ist kein TOML: {error}") from None
