"""Entry: all that is known of one entry, published or not, for whoever has to decide on it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse

from crawlers.items import RawEntry
from db.engine import reading
from db.queries.dossier import dossier
from db.statements import Subject, statements_from_json
from db.values import from_json
from db.vocabulary import Role
from web.doors.people import Only, ThisPerson
from web.entry.acting import shown
from web.entry.page import Around, Typing
from web.entry.values import begun
from web.pages import ThesePages
from web.queue.opening import opened
from web.site import Number, Site, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])
Place = Annotated[int, Query(ge=0, le=2**31 - 1)]
Words = Annotated[str, Query(max_length=5000)]


@router.get("/eintraege/{number}")
def entry(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    warteschlange: Words = "",
    feld: Words = "",
    fall: Words = "",
    wort: Words = "",
    teil: Place | None = None,
    von: Place | None = None,
    bis: Place | None = None,
) -> HTMLResponse:
    """Show an entry with its questions; with `feld` also the form for a value of that subject.

    `wort` are the words it rests on, in the part `teil` from `von` to `bis`; where only they are
    known, they are looked for.
    """
    typing = None
    if feld:
        if feld not in set(Subject):
            raise HTTPException(422)
        words = Typing(
            subject=Subject(feld), case_key=fall, words=wort, part=teil, start=von, end=bis
        )
        typing = _begun(site, number, words)
    around = Around(person=person, typing=typing, queue=warteschlange)
    answer = shown(site, pages, number, around)
    if warteschlange:
        opened(site, person, number)
    return answer


def _begun(site: Site, number: int, words: Typing) -> Typing:
    with reading(site.engine) as session:
        found = dossier(session, number)
        if found is None:
            raise HTTPException(404, "Einen Eintrag mit dieser Nummer gibt es nicht.")
        raw = RawEntry.from_json(found.stored.payload, found.stored.shape)
        stands = from_json(found.present.content).statements
        read = statements_from_json(found.present.read)
    return begun(words, raw, stands or read, site)
