"""The mail server and the mailbox for bounces: whether they are there; no mail is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from landbote.doctor.said import Patient, Said, bad, doubt, good
from notifier.bounces.boxes import open_box
from notifier.mail.probe import ProbeError, probe
from notifier.mail.transport import LOOPBACK, SmtpAddress

ENDS_SOON = timedelta(days=14)


def examine(patient: Patient) -> Iterator[Said]:
    """Shake hands with both."""
    settings = patient.app.settings
    if not settings.smtp_url:
        yield doubt("Mailserver", "keiner eingestellt (LANDBOTE_SMTP_URL): alle Mails warten")
    elif settings.smtp_url.startswith("folder:"):
        yield doubt("Mailserver", "Mails werden nur in einen Ordner geschrieben")
    else:
        yield _server(patient, settings.smtp_url)
    yield _mailbox(settings.bounce_mailbox)
    if settings.bounce_mailbox and not settings.bounce_address:
        yield doubt(
            "Adresse für Rückläufer",
            "ohne LANDBOTE_BOUNCE_ADDRESS ist nur zuzuordnen, was das Original mitbringt",
        )


def _server(patient: Patient, url: str) -> Said:
    try:
        address = SmtpAddress.parse(url)
    except ValueError as error:
        return bad("Mailserver", str(error))
    try:
        found = probe(address)
    except ProbeError as error:
        return bad("Mailserver", f"{address.host}:{address.port} ist nicht zu benutzen: {error}")
    name = f"{address.host}:{address.port} antwortet"
    signed_in = ", die Anmeldung geht" if found.signed_in else ""
    if not found.encrypted:
        if address.host in LOOPBACK:
            return good("Mailserver", f"{name}, auf diesem Rechner ohne Verschlüsselung{signed_in}")
        return bad("Mailserver", f"{name}, aber ohne Verschlüsselung{signed_in}")
    ends = found.ends_at
    if ends is None:
        return doubt("Mailserver", f"{name} mit {found.encrypted}, ohne prüfbares Zertifikat")
    until = f"{name} mit {found.encrypted}, Zertifikat bis {ends:%d.%m.%Y}{signed_in}"
    soon = ends < patient.app.clock() + ENDS_SOON
    return (doubt if soon else good)("Mailserver", until)


def _mailbox(address: str) -> Said:
    if not address:
        return doubt("Rückläufer", "werden nicht gelesen (LANDBOTE_BOUNCE_MAILBOX)")
    try:
        with open_box(address):
            return good("Rückläufer", "das Postfach lässt sich öffnen")
    except ValueError as error:
        return bad("Rückläufer", str(error))
