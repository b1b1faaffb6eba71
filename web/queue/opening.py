"""Opening: whoever opens an entry from the queue works on it, and the others see that."""

from __future__ import annotations

from db.engine import reading, writing
from pipeline.desk.taking import take, taken
from web.doors.competence import refusal
from web.doors.people import Person
from web.site import Site


def opened(site: Site, person: Person, number: int) -> str:
    """Take an entry that is there, or go on working on it; return who else has it, or "".

    Whoever may only read it takes it from nobody.
    """
    with writing(site.engine) as session:
        if refusal(session, person, number) or take(session, number, person.by, site.now()):
            return ""
    with reading(site.engine) as session:
        return taken(session, [number], site.now()).get(number, "")
