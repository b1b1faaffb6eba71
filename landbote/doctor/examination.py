"""Examination: every part of an installation in turn; one that fails stops no other."""

from __future__ import annotations

from collections.abc import Iterator

from landbote.doctor import database, delivery, installation, mail_server, names
from landbote.doctor.said import Patient, Said, bad

PARTS = (
    ("Installation", installation.examine),
    ("Datenbank", database.examine),
    ("Ausgaben", delivery.examine),
    ("Mailserver", mail_server.examine),
    ("Namensdienst", names.examine),
)


def examine(patient: Patient) -> Iterator[Said]:
    """Yield what is found, as it is found."""
    for about, look in PARTS:
        try:
            yield from look(patient)
        except Exception as error:
            words = " ".join(str(getattr(error, "orig", None) or error).split())[:200]
            yield bad(about, f"nicht prüfbar: {words or type(error).__name__}")
