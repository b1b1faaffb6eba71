"""PDF: the text of a guideline, read under limits of pages, size, time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.pdf_lines import headed, paragraphs
from crawlers.shape import on_lines

PAGES = 60
CHARACTERS = 200_000
SECONDS = 20
MEGABYTES = 600  # of addresses, of which the libraries themselves take the greater part
_PROGRAM = Path(__file__).with_name("pdf_text.py")
_HEAD = 1024  # where the signature must stand


class PdfUnreadable(Exception):
    """A PDF gives no text; `str(error)` is a German clause that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """The text of a PDF, a line per paragraph; `whole` is False where a limit cut it."""

    text: str
    whole: bool


def read_pdf(body: bytes) -> PdfText:
    """Return the text of a PDF. Raises PdfUnreadable for anything that gives none."""
    if b"%PDF-" not in body[:_HEAD]:
        raise PdfUnreadable("die Datei ist kein PDF")
    found = _run(body)
    pages = zip(found["texts"], found["headings"], strict=True)
    text = on_lines(page for text, heads in pages if (page := headed(paragraphs(text), heads)))
    if not text:
        raise PdfUnreadable("das PDF enthält keinen Text (vermutlich eingescannt)")
    return PdfText(text=text, whole=found["whole"])


def _run(body: bytes) -> dict[str, Any]:
    limits = map(str, (PAGES, CHARACTERS, SECONDS, MEGABYTES))
    command = [sys.executable, "-I", str(_PROGRAM), *limits]
    try:
        # Twice the processor time, for a machine that has other things to do.
        done = subprocess.run(command, input=body, capture_output=True, timeout=2 * SECONDS)
    except subprocess.TimeoutExpired as error:
        raise PdfUnreadable(f"das Lesen dauerte länger als {2 * SECONDS} Sekunden") from error
    if done.returncode < 0:
        raise PdfUnreadable("das Lesen überschritt Zeit oder Speicher")
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise PdfUnreadable(f"das PDF ist beschädigt oder geschützt ({''.join(last)[:200]})")
    found: dict[str, Any] = json.loads(done.stdout)
    return found
