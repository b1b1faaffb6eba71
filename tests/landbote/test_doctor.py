"""The doctor: what it says of a sound installation, and of each thing that can be wrong."""

from __future__ import annotations

import base64
import os
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from sqlalchemy import Engine, update
from typer.testing import CliRunner

from db import leases
from db.deliveries import Delivery
from db.engine import make_engine, writing
from db.vocabulary import DeliveryState
from landbote.cli import app as command_line
from landbote.clock import real_clock
from landbote.doctor import database, delivery, installation, mail_server, names
from landbote.doctor.examination import examine
from landbote.doctor.said import Mark, Patient, Said
from notifier.mail.mailbox import listening
from notifier.mail.probe import ProbeError, probe
from notifier.mail.transport import SmtpAddress
from tests.conftest import NOW
from tests.databases import SqliteTemplate
from tests.landbote.doctoring import Zone, name_service, patient
from tests.notifier.bounces.dovecot import make_certificate
from tests.notifier.bounces.samples import sent_mails

Look = Callable[[Patient], Iterator[Said]]
SOUND: Zone = {
    "verwaltung.example.org": ["v=spf1 mx -all", "something else"],
    "_dmarc.verwaltung.example.org": [
        "v=DMARC1; p=quarantine; rua=mailto:dmarc@verwaltung.example.org"
    ],
}


@pytest.fixture
def quick(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[Engine]:
    """A database of the quick kind, for whatever asks it nothing."""
    with sqlite_template.database(tmp_path) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def found(look: Look, who: Patient) -> dict[str, tuple[Mark, str]]:
    """What an examination says, by what it is about."""
    return {said.about: (said.mark, said.text) for said in look(who)}


def marks(look: Look, who: Patient) -> dict[str, str]:
    """How things stand, by what they are."""
    return {about: mark.value for about, (mark, _text) in found(look, who).items()}


def test_a_sound_installation_is_said_to_be_sound(quick: Engine, tmp_path: Path) -> None:
    """Nothing is bad, a mail server shakes hands, and nobody gets a mail."""
    sent_mails(quick)
    leases.take(quick, leases.SERVICE, "service", NOW, timedelta(minutes=2))
    (tmp_path / "Maildir" / "new").mkdir(parents=True)
    with listening(object()) as url, name_service(SOUND) as texts:
        box = f"maildir://{tmp_path / 'Maildir'}"
        who = patient(quick, tmp_path, texts, smtp_url=url, bounce_mailbox=box)
        said = list(examine(who))
    assert [str(one) for one in said if one.mark is Mark.BAD] == []
    assert {one.about for one in said} >= {
        "Adresse", "Geheimnis", "Platte", "Datenbank", "Uhr", "Dienst", "Zeitplan", "Briefe",
        "Mailserver", "Rückläufer", "SPF", "DKIM", "DMARC",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "about", "mark"),
    [
        ({"base_url": "http://landbote.verwaltung.example.org"}, "Adresse", "✗"),
        ({"base_url": "http://127.0.0.1:8000"}, "Adresse", "!"),
        ({"sender_address": "landbote@example.org"}, "Absender", "✗"),
        ({"secret": ""}, "Geheimnis", "!"),
    ],
)
def test_what_was_not_set_up_is_said(
    quick: Engine, tmp_path: Path, settings: dict[str, Any], about: str, mark: str
) -> None:
    """And the secret is not made by looking."""
    assert marks(installation.examine, patient(quick, tmp_path, **settings))[about] == mark
    assert not (tmp_path / "secret").exists()


def test_a_secret_that_others_can_read_is_none(quick: Engine, tmp_path: Path) -> None:
    """It is, once only its owner can."""
    file = tmp_path / "secret"
    file.write_text("hush")
    for mode, mark in ((0o644, "✗"), (0o600, "✓")):
        file.chmod(mode)
        who = patient(quick, tmp_path, secret="")
        assert marks(installation.examine, who)["Geheimnis"] == mark


def test_an_old_or_missing_database_is_left_as_it_is(tmp_path: Path) -> None:
    """Looking neither makes one nor brings one up to date; the rest says it cannot be checked."""
    file = tmp_path / "landbote.db"
    for mark in ("!", "✗"):
        engine = make_engine(f"sqlite:///{file}")
        who = patient(engine, tmp_path)
        assert marks(database.examine, who) == {"Datenbank": mark}
        assert "nicht prüfbar" in found(delivery.examine, who)["Ausgaben"][1]
        engine.dispose()
        assert file.exists() is (mark == "✗")
        file.touch()


def test_a_clock_that_is_behind_is_said(engine: Engine, tmp_path: Path) -> None:
    """What is stored lies in the future then, and the database's own clock goes otherwise."""
    now = real_clock()
    right = patient(engine, tmp_path, clock=lambda: now)
    assert marks(database.examine, right) == {"Datenbank": "✓", "Uhr": "✓"}
    sent_mails(engine, at=now - timedelta(minutes=5))
    behind = patient(engine, tmp_path, clock=lambda: now - timedelta(hours=1))
    assert marks(database.examine, right)["Uhr"] == "✓"
    assert marks(database.examine, behind)["Uhr"] == "✗"


def test_a_service_that_is_away_and_mails_that_wait_are_said(
    engine: Engine, tmp_path: Path
) -> None:
    """With the issue and the numbers."""
    sent_mails(engine, at=NOW - timedelta(hours=3))
    with writing(engine) as session:
        session.execute(update(Delivery).values(state=DeliveryState.PLANNED))
    said = found(delivery.examine, patient(engine, tmp_path))
    assert said["Dienst"][0] == said["Ausgaben"][0] == "✗"
    assert "2 von 2 Mails" in said["Ausgaben"][1]


@pytest.mark.parametrize(("by", "name"), [("service", "run"), ("workers", "worker")])
def test_who_does_the_jobs_is_named(quick: Engine, tmp_path: Path, by: str, name: str) -> None:
    """Where workers do them, nobody is told to start the service."""
    who = patient(quick, tmp_path, jobs_by=by)
    mark, said = found(delivery.examine, who)["Dienst"]
    assert mark == "✗" and f"„landbote {name}“ läuft n" in said
    leases.take(quick, leases.SERVICE, "somebody", NOW, timedelta(minutes=2))
    assert found(delivery.examine, who)["Dienst"] == ("✓", f"„landbote {name}“ läuft")


@pytest.mark.parametrize(
    ("url", "mark"),
    [("", "!"), ("folder:///tmp/x", "!"), ("smtp://127.0.0.1:1", "✗"), ("pop://x", "✗")],
)
def test_a_mail_server_that_is_not_there_is_said(
    quick: Engine, tmp_path: Path, url: str, mark: str
) -> None:
    """None at all, a folder, nobody listening, and what is no mail server."""
    who = patient(quick, tmp_path, smtp_url=url)
    assert marks(mail_server.examine, who)["Mailserver"] == mark


def test_a_mailbox_that_does_not_open_is_said(quick: Engine, tmp_path: Path) -> None:
    """Without its password."""
    box = "imaps://user:secret-word@127.0.0.1:1/INBOX"
    mark, text = found(mail_server.examine, patient(quick, tmp_path, bounce_mailbox=box))[
        "Rückläufer"
    ]
    assert mark == "✗" and "secret-word" not in text


def test_a_certificate_is_looked_at(tmp_path: Path) -> None:
    """One that somebody vouches for has its last day; any other ends the handshake."""
    make_certificate(tmp_path)
    certificate = str(tmp_path / "certificate.pem")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, str(tmp_path / "key.pem"))
    with listening(object(), tls_context=server) as url:
        port = url.rpartition(":")[2].partition("?")[0]
        address = SmtpAddress.parse(f"smtp://localhost:{port}?starttls=required")
        seen = probe(address, ssl.create_default_context(cafile=certificate))
        assert seen.encrypted.startswith("TLS") and seen.ends_at is not None
        with pytest.raises(ProbeError, match="Zertifikat"):
            probe(address)


@pytest.mark.parametrize("password", ["geheim", "geheim-ü"])
def test_whoever_signs_in_may_have_a_password_with_umlauts(password: str) -> None:
    """As the delivery does; another password is refused in the server's words."""

    def knows(_server: object, _session: object, _envelope: object, _how: str, who: Any) -> Any:
        return AuthResult(success=who.password.decode() == password, handled=False)

    options = {"authenticator": knows, "auth_require_tls": False}
    with listening(object(), **options) as url:
        right, wrong = (
            replace(SmtpAddress.parse(url), user="leser", password=one)
            for one in (password, f"{password}x")
        )
        assert probe(right).signed_in
        with pytest.raises(ProbeError, match="535"):
            probe(wrong)


@pytest.mark.parametrize(
    ("change", "about", "mark"),
    [
        ({"verwaltung.example.org": []}, "SPF", "✗"),
        ({"verwaltung.example.org": ["v=spf1 a", "v=spf1 mx"]}, "SPF", "✗"),
        ({"verwaltung.example.org": ["v=spf1 +all"]}, "SPF", "✗"),
        ({"verwaltung.example.org": ["v=spf1 ?all"]}, "SPF", "!"),
        ({"verwaltung.example.org": ["V=SPF1 redirect=_spf.anbieter.test"]}, "SPF", "✓"),
        ({"_dmarc.verwaltung.example.org": ["v=DMARC1; p=none"]}, "DMARC", "!"),
        ({"_dmarc.verwaltung.example.org": ["v=DMARC1; p=maybe"]}, "DMARC", "✗"),
        ({"_dmarc.verwaltung.example.org": []}, "DMARC", "✗"),
    ],
)
def test_what_others_look_up_is_looked_up(
    quick: Engine, tmp_path: Path, change: Zone, about: str, mark: str
) -> None:
    """Of a real name service: nothing, too much, too little, and what is right."""
    with name_service({**SOUND, **change}) as texts:
        assert marks(names.examine, patient(quick, tmp_path, texts))[about] == mark


def test_a_name_service_that_is_away_accuses_nobody(quick: Engine, tmp_path: Path) -> None:
    """It is said that nothing could be checked."""

    def away(_name: str) -> list[str]:
        raise names.NamesError("Timeout")

    said = found(names.examine, patient(quick, tmp_path, away))
    assert {mark for mark, _text in said.values()} == {Mark.DOUBT}
    assert "nicht prüfbar" in said["SPF"][1]


def test_the_key_that_signs_is_the_one_that_is_published(quick: Engine, tmp_path: Path) -> None:
    """Of both kinds; another one there, or none, and every signature is worth nothing."""
    zone = dict(SOUND)
    keys: dict[str, RSAPrivateKey | Ed25519PrivateKey] = {
        "rsa": generate_private_key(65537, 2048), "ed": Ed25519PrivateKey.generate(),
    }  # fmt: skip
    for name, key in keys.items():
        (tmp_path / name).write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        way = (
            (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            if name == "rsa"
            else (Encoding.Raw, PublicFormat.Raw)
        )
        public = base64.b64encode(key.public_key().public_bytes(*way)).decode()
        zone[f"{name}._domainkey.verwaltung.example.org"] = [f"v=DKIM1; k={name}; p={public}"]
    (tmp_path / "other").write_bytes((tmp_path / "ed").read_bytes())
    zone["other._domainkey.verwaltung.example.org"] = ["v=DKIM1; p=AAAA"]
    files = {name: tmp_path / name for name in ("rsa", "ed", "other")}
    with name_service(zone) as texts:
        who = patient(quick, tmp_path, texts, dkim_keys={**files, "none": tmp_path / "ed"})
        said = marks(names.examine, who)
    assert [said[f"DKIM {name}"] for name in ("rsa", "ed", "other", "none")] == ["✓", "✓", "✗", "✗"]


def test_the_command_ends_badly_where_something_is_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line a fact, in German, and code 1."""
    for name in [name for name in os.environ if name.startswith("LANDBOTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANDBOTE_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("LANDBOTE_SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setattr("landbote.doctor.names.texts_of", lambda: lambda _name: [])
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(command_line, ["doctor"])
    assert shown.exit_code == 1
    assert "✗ Mailserver: 127.0.0.1:1 ist nicht zu benutzen" in shown.output
    assert "! SPF, DKIM, DMARC: nicht geprüft" in shown.output
