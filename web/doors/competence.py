"""Competence: on which entries somebody who is signed in may decide, and why not on others."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.actors import load_actors
from db.vocabulary import Role
from pipeline.desk.competence import Matter, matters, may_decide
from web.doors.people import Person


def competent(person: Person, matter: Matter) -> bool:
    """Whether somebody may decide on an entry."""
    own = {"authority": person.authority, "area": person.area}
    return may_decide(person.role, matter, load_actors(), **own)


def why_not(person: Person, matter: Matter) -> str:
    """Return why somebody may not decide on an entry, in German; empty where he may."""
    if competent(person, matter):
        return ""
    if person.role is Role.MANAGER:
        return "Dieser Eintrag gilt nicht nur für Ihre Region. Sie können ihn lesen."
    of = ", ".join(load_actors().present_names(matter.funders)) or "eine andere Stelle"
    return f"Zuständig für diesen Eintrag ist {of}. Sie können ihn lesen, aber nicht entscheiden."


def refusal(session: Session, person: Person, number: int) -> str:
    """Return why somebody may not decide on an entry as it stands now; empty where he may.

    Raises LookupError, in German, where there is no such entry.
    """
    matter = matters(session, [number]).get(number)
    if matter is None:
        raise LookupError("Einen Eintrag mit dieser Nummer gibt es nicht.")
    return why_not(person, matter)
