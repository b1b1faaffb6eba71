"""Tip: anybody tells the service desk of a page worth reading, without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, Response

from db.engine import writing
from web.answers import back_to
from web.doors.session import same_site
from web.doors.throttle import allow, client_of
from web.pages import RequestPages, ThesePages
from web.site import ThisSite
from web.tips import address_of, tell

router = APIRouter(dependencies=[Depends(same_site)])

PER_CLIENT = 10
LONGEST = {"adresse": 2000, "satz": 1000, "antwort": 320}
TOLD = "/hinweis/danke"
Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What somebody typed, and by field what is wrong with it, in German."""

    address: str = ""
    sentence: str = ""
    reply_to: str = ""

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
def form(pages: ThesePages) -> str:
    """Show the form."""
    return _form(pages, Telling(), {})


@router.post("/hinweis")
def send(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    adresse: Text = "",
    satz: Text = "",
    antwort: Text = "",
    betreff: Text = "",
) -> Response:
    """Keep what somebody tells, or say what has to be put right."""
    telling = Telling(
        address=adresse.strip(),
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
            tell(session, address, telling.sentence, reply_to, site.now())
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


def _form(pages: RequestPages, telling: Telling, wrong: dict[str, str]) -> str:
    return pages.render("public/tip.html", telling=telling, wrong=wrong, longest=LONGEST)
