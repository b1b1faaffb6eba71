"""Answers: where a browser goes after it sent a form."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi.responses import RedirectResponse

LONGEST = 2000  # of an address of ours


def back_to(path: str) -> RedirectResponse:
    """Send the browser to a page of ours; an address of anybody else becomes the start page."""
    parts = urlsplit(path)
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc
    return RedirectResponse(path if ours else "/", status_code=303)
