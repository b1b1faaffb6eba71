"""Errors: a German page for whatever cannot be answered."""

from __future__ import annotations

import re
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from web.doors.session import SAFE
from web.headers import headers_of
from web.interfaces.problems import is_interface, problem
from web.pages import Pages

MOST_BYTES = 1_000_000  # of a form; all that is typed on a page is far less

TITLES = {
    403: "Das dürfen Sie hier nicht",
    404: "Diese Seite gibt es nicht",
    405: "So lässt sich diese Seite nicht aufrufen",
    409: "Das geht so nicht mehr",
    413: "Das ist zu viel auf einmal",
    422: "Diese Angaben sind nicht zu verstehen",
    429: "Bitte warten Sie einen Augenblick",
    500: "Das hat nicht geklappt",
    503: "Das geht gerade nicht",
}
SENTENCES = {
    403: "Ihr Konto ist dafür nicht vorgesehen, oder Sie sind nicht mehr angemeldet.",
    404: "Vielleicht ist die Adresse nicht vollständig, oder der Eintrag wird nicht mehr gezeigt.",
    405: "Bitte öffnen Sie sie wie jede andere Seite, über ihre Adresse.",
    409: "Inzwischen hat sich etwas geändert.",
    413: "Bitte senden Sie weniger Text.",
    422: "Die Adresse enthält etwas, das hier nicht vorgesehen ist.",
    429: "Das waren zu viele Versuche. In einer Viertelstunde geht es wieder.",
    503: "Bitte versuchen Sie es später noch einmal.",
    500: "Der Fehler liegt bei uns und ist vermerkt. Bitte versuchen Sie es später noch einmal.",
}

# In JSON: the character zero, and half of a pair that is none without the other.
_NO_WORDS = re.compile(rb"\\u(0000|[dD][89a-fA-F])")


def add_error_pages(app: FastAPI) -> None:
    """Answer with a page of ours where the framework would answer in English or in JSON."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(Exception, _failed)


async def refuse_no_words(request: Request) -> None:
    """Refuse what asks or says a character that is in nobody's words and that no database takes."""
    said: list[object] = [*request.path_params.values(), *request.query_params.values()]
    if request.method not in SAFE:
        said += (await request.form()).values()
        if "json" in request.headers.get("content-type", "") and _NO_WORDS.search(
            await request.body()
        ):
            raise HTTPException(422)
    if any("\0" in str(value) for value in said):
        raise HTTPException(422)


class WithinBounds:
    """The application for whoever sends no more than any form of ours, and says how much."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is too much before any of it is read."""
        if scope["type"] == "http" and _too_much(Headers(scope=scope)):
            await _page(Request(scope), 413)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _too_much(headers: Headers) -> bool:
    length = headers.get("content-length", "0")
    known = length.isdecimal() and "transfer-encoding" not in headers
    return not known or len(length) > 9 or int(length) > MOST_BYTES


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if onward := (error.headers or {}).get("Location"):
        return RedirectResponse(onward, status_code=error.status_code)
    phrase = HTTPStatus(error.status_code).phrase
    # What is wrong with a form itself the framework says, in English.
    ours = error.status_code != HTTPStatus.BAD_REQUEST and error.detail != phrase
    page = _page(request, error.status_code, error.detail if ours else "")
    page.headers.update(error.headers or {})
    return page


def _misunderstood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if is_interface(request.url.path):
        return problem(request, 422, "Die Anfrage ist nicht zu verstehen.", error.errors())
    # What is wrong in the path itself, such as a number too large, names no page at all.
    in_path = any(problem["loc"][0] == "path" for problem in error.errors())
    return _page(request, 404 if in_path else 422)


def _failed(request: Request, _error: Exception) -> Response:
    return _page(request, 500)


def _page(request: Request, status: int, sentence: str = "") -> Response:
    if is_interface(request.url.path):
        return problem(request, status, sentence or SENTENCES.get(status, SENTENCES[422]))
    pages: Pages = request.app.state.pages
    known = status if status in TITLES else 422 if status < 500 else 500
    text = pages.seen_by(request).render(
        "error.html", title=TITLES[known], sentence=sentence or SENTENCES[known]
    )
    # A failure of ours is answered outside of all that adds headers.
    return HTMLResponse(text, status_code=status, headers=headers_of(request))
