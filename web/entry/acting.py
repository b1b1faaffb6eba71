"""Acting: one act of a person on one entry, and the page that answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from db.actors import load_actors
from db.decisions import Decision
from db.engine import reading, writing
from db.reviews import ReviewItem
from pipeline.desk.seen import Moved, Seen
from pipeline.duplicates.comparable import Grounds
from web.answers import back_to
from web.doors.competence import refusal
from web.doors.people import Person, ThisPerson
from web.entry.page import Around, Typing, asked_now, entry_context
from web.pages import RequestPages, ThesePages
from web.site import Number, Site, ThisSite

Deed = Callable[[Session, "Acting"], object]
NEXT = "/fragen/naechste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Who acts on which entry, what he had before him, and from which queue he came."""

    number: int
    site: Site
    pages: RequestPages
    person: Person
    seen: Seen
    queue: str = ""

    @property
    def grounds(self) -> Grounds:
        """What comparing two entries depends on."""
        return Grounds(sources=self.site.sources, actors=load_actors())

    def done(
        self,
        deed: Deed,
        kept: Mapping[str, str] | None = None,
        *,
        typing: Typing | None = None,
    ) -> Response:
        """Do it and go on to the next question; refused, the page comes again with all typed."""
        try:
            with writing(self.site.engine) as session:
                self._may(session)
                deed(session, self)
        except Moved as error:
            return self.page(409, notice=_sentence(error), kept=kept, typing=typing)
        except (LookupError, ValueError) as error:
            return self.page(422, notice=_sentence(error), kept=kept, typing=typing)
        return self.onward()

    def says(
        self, session: Session, act: Callable[..., Decision], about: int, **words: object
    ) -> Decision:
        """Let the desk write an act down as this person's, on what stood on the page."""
        by, now = self.person.by, self.site.now()
        return act(session, about, by=by, now=now, seen=self.seen, **words)

    def onward(self) -> Response:
        """Go on: to what is still asked of this entry, else to the next one of the queue."""
        if not self.queue:
            return back_to(f"/eintraege/{self.number}")
        with reading(self.site.engine) as session:
            if not asked_now(session, self.number, self.site.today()):
                # The same form again, which knows its queue and its token.
                return RedirectResponse(NEXT, status_code=307)
        return back_to(f"/eintraege/{self.number}?{urlencode({'warteschlange': self.queue})}")

    def page(
        self,
        status: int,
        *,
        notice: str = "",
        typing: Typing | None = None,
        kept: Mapping[str, str] | None = None,
    ) -> Response:
        """Return the page of the entry as it stands now, with what was typed."""
        around = Around(
            person=self.person,
            notice=notice,
            typing=typing,
            queue=self.queue,
            kept=dict(kept or {}),
        )
        return shown(self.site, self.pages, self.number, around, status)

    def _may(self, session: Session) -> None:
        try:
            refused = refusal(session, self.person, self.number)
        except LookupError as error:
            raise HTTPException(404, str(error)) from None
        if refused:
            raise HTTPException(403, refused)


def acting(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    gesehen: Annotated[str, Form(max_length=60)] = "",
    warteschlange: Annotated[str, Form(max_length=2000)] = "",
) -> Acting:
    """Return who acts on which entry, from the fields that every form of its page holds."""
    try:
        seen = Seen.of(gesehen)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    return Acting(
        number=number, site=site, pages=pages, person=person, seen=seen, queue=warteschlange
    )


ThisActing = Annotated[Acting, Depends(acting)]
Text = Annotated[str, Form(max_length=5000)]


def shown(
    site: Site, pages: RequestPages, number: int, around: Around, status: int = 200
) -> HTMLResponse:
    """Return the page of an entry. Raises HTTPException 404 where there is none."""
    with reading(site.engine) as session:
        context = entry_context(session, site, number, around)
        if context is None:
            raise HTTPException(404, "Einen Eintrag mit dieser Nummer gibt es nicht.")
        return HTMLResponse(pages.render("desk/entry/page.html", **context), status_code=status)


def item_of(session: Session, item_id: int, number: int) -> ReviewItem:
    """Return a question of this entry. Raises LookupError where it is another's or none."""
    item = session.get(ReviewItem, item_id)
    if item is None or item.opportunity_id != number:
        raise LookupError(f"eine Frage mit der Nummer {item_id} gibt es zu diesem Eintrag nicht")
    return item


def _sentence(error: Exception) -> str:
    text = str(error.args[0] if error.args else error)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
