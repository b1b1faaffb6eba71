"""Imprint: what all issues of this installation have in common, and who answers for it."""

from __future__ import annotations

from db.actors import load_actors
from landbote.application import Application
from landbote.settings import Settings
from notifier.issue import Imprint
from web.operator import Operator


def imprint_of(app: Application) -> Imprint:
    """Return what planning an issue and looking at it beforehand both need."""
    return Imprint(
        sender=app.sender,
        places=app.areas,
        sources=app.sources,
        topics={topic.id: topic.label for topic in app.topics},
        actors=load_actors(),
        contacts=lambda area: load_actors().contacts_for(area, app.areas),
    )


def operator_of(settings: Settings) -> Operator:
    """Return who answers for this installation, as far as somebody has said so."""
    contact = "" if is_example(settings.contact_address) else settings.contact_address
    return Operator(
        name=settings.operator_name,
        address=_lines(settings.operator_address),
        person=settings.operator_person,
        phone=settings.operator_phone,
        mail=settings.operator_mail or contact,
        supervisor=_lines(settings.operator_supervisor),
        enforcement=_lines(settings.enforcement_body),
        privacy_officer=_lines(settings.privacy_officer),
        privacy_note=settings.privacy_note,
    )


def is_example(address: str) -> bool:
    """Whether an address is one that nobody has set."""
    return address.rpartition("@")[2] in ("example.org", "example.com", "example.net")


def _lines(said: str) -> str:
    return "\n".join(line.strip() for line in said.replace(";", "\n").splitlines())
