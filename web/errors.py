"""Errors: a German page for whatever cannot be answered."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from web.headers import HEADERS
from web.pages import Pages

TITLES = {
    403: "Das dürfen Sie hier nicht",
    404: "Diese Seite gibt es nicht",
    405: "So lässt sich diese Seite nicht aufrufen",
    409: "Das geht so nicht mehr",
    422: "Diese Angaben sind nicht zu verstehen",
    500: "Das hat nicht geklappt",
}
SENTENCES = {
    403: "Ihr Konto ist dafür nicht vorgesehen, oder Sie sind nicht mehr angemeldet.",
    404: "Vielleicht ist die Adresse nicht vollständig, oder der Eintrag wird nicht mehr gezeigt.",
    405: "Bitte öffnen Sie sie wie jede andere Seite, über ihre Adresse.",
    409: "Inzwischen hat sich etwas geändert.",
    422: "Die Adresse enthält etwas, das hier nicht vorgesehen ist.",
    500: "Der Fehler liegt bei uns und ist vermerkt. Bitte versuchen Sie es später noch einmal.",
}


def add_error_pages(app: FastAPI) -> None:
    """Answer with a page of ours where the framework would answer in English or in JSON."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(Exception, _failed)


async def refuse_no_words(request: Request) -> None:
    """Refuse what asks with a character that is in nobody's words and that no database takes."""
    asked = (*request.path_params.values(), *request.query_params.values())
    if any("\0" in str(value) for value in asked):
        raise HTTPException(422)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if onward := (error.headers or {}).get("Location"):
        return RedirectResponse(onward, status_code=error.status_code)
    phrase = HTTPStatus(error.status_code).phrase
    return _page(request, error.status_code, "" if error.detail == phrase else error.detail)


def _misunderstood(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, RequestValidationError)
    # What is wrong in the path itself, such as a number too large, names no page at all.
    in_path = any(problem["loc"][0] == "path" for problem in error.errors())
    return _page(request, 404 if in_path else 422)


def _failed(request: Request, _error: Exception) -> HTMLResponse:
    return _page(request, 500)


def _page(request: Request, status: int, sentence: str = "") -> HTMLResponse:
    pages: Pages = request.app.state.pages
    known = status if status in TITLES else 422 if status < 500 else 500
    text = pages.seen_by(request).render(
        "error.html", title=TITLES[known], sentence=sentence or SENTENCES[known]
    )
    # A failure of ours is answered outside of all that adds headers.
    return HTMLResponse(text, status_code=status, headers=HEADERS)
