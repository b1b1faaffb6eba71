"""Tip: anybody tells the service desk of a page, or of what is wrong here, without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from db.engine import reading, writing
from db.queries.entry_source import entry_source
from db.queries.own_settings import published_title
from web.answers import back_to
from web.doors.session import same_site
from web.doors.throttle import allow, client_of
from web.pages import RequestPages, ThesePages
from web.site import LAST, Site, ThisSite
from web.tips import address_of, tell

router = APIRouter(dependencies=[Depends(same_site)])

PER_CLIENT = 10
LONGEST = {"adresse": 2000, "satz": 1000, "antwort": 320}
TOLD = "/hinweis/danke"
Text = Annotated[str, Form()]
Entry = Annotated[int | None, Query(ge=1, le=LAST)]
EntrySent = Annotated[int | None, Form(ge=1, le=LAST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The entry that somebody came from."""

    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What somebody typed, and by field what is wrong with it, in German."""

    address: str = ""
    sentence: str = ""
    reply_to: str = ""
    about: About | None = None

    def wrong(self) -> dict[str, str]:
        """Return by field what has to be put right."""
        found = {}
        if len(self.address) > LONGEST["adresse"] or not address_of(self.address):
            found["adresse"] = (
                "Bitte geben Sie die Adresse einer Seite an, zum Beispiel "
                "https://www.beispiel.de/foerderung."
            )
        if not any(map(str.isalpha, self.sentence)):
            found["satz"] = "Bitte sagen Sie in einem Satz, worum es geht."
        elif len(self.sentence) > LONGEST["satz"]:
            found["satz"] = f"Bitte höchstens {LONGEST['satz']} Zeichen."
        if self.reply_to and not mail_address(self.reply_to):
            found["antwort"] = "Das ist keine Mailadresse. Sie können das Feld auch leer lassen."
        return found


@router.get("/hinweis")
def form(site: ThisSite, pages: ThesePages, eintrag: Entry = None) -> str:
    """Show the form; who comes from an entry need not say which page it is about."""
    address, about = _about(site, eintrag)
    if eintrag is not None and about is None:
        raise HTTPException(404, "Diesen Eintrag zeigen wir nicht.")
    return _form(pages, Telling(address=address, about=about), {})


@router.post("/hinweis")
def send(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    adresse: Text = "",
    satz: Text = "",
    antwort: Text = "",
    betreff: Text = "",
    eintrag: EntrySent = None,
) -> Response:
    """Keep what somebody tells, or say what has to be put right."""
    page, about = _about(site, eintrag)
    telling = Telling(
        about=about,
        address=adresse.strip() or page,
        sentence=satz.strip().replace("\r\n", "\n"),
        reply_to=antwort.strip(),
    )
    wrong = telling.wrong()
    if wrong:
        return HTMLResponse(_form(pages, telling, wrong), status_code=422)
    allow(site.engine, ((f"tip:{client_of(request)}", PER_CLIENT),), site.now())
    # A field that no person sees: whoever fills it in is a program, and needs not know.
    if not betreff:
        address, reply_to = address_of(telling.address), mail_address(telling.reply_to)
        with writing(site.engine) as session:
            entry = about.number if about else None
            tell(session, address, telling.sentence, reply_to, site.now(), entry)
    return back_to(TOLD)


@router.get(TOLD)
def thanks(pages: ThesePages) -> str:
    """Say what happens next."""
    return pages.render("public/tip_told.html")


def mail_address(typed: str) -> str:
    """Return a mail address as it is kept; "" for what is none."""
    try:
        return validate_email(typed, check_deliverability=False).normalized if typed else ""
    except EmailNotValidError:
        return ""


def _about(site: Site, number: int | None) -> tuple[str, About | None]:
    """Return the page that an entry was read from, or ours, and the entry; None if it is hidden."""
    if number is None:
        return "", None
    with reading(site.engine) as session:
        if not (title := published_title(session, number)):
            return "", None
        url = entry_source(session, number).url
    ours = f"{site.base_url.rstrip('/')}/foerderungen/{number}"
    return address_of(url) or address_of(ours), About(number=number, title=title)


def _form(pages: RequestPages, telling: Telling, wrong: dict[str, str]) -> str:
    return pages.render("public/tip.html", telling=telling, wrong=wrong, longest=LONGEST)
