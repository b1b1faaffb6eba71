"""Reading on its own: what the grammars find in a text, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from crawlers.observe.outcome import PageChangedError
from db.labels import STAGES
from landbote.page_text import from_html
from pipeline.claim import Claim
from pipeline.reading import read
from pipeline.reading.time.second_reader import shipped_weights

COLOURS = {"deadline": "red", "opens": "red", "annual": "red", "status": "magenta"}
COLOURS |= {"award": "green", "cost": "green", "budget": "green", "rate": "cyan", "own": "cyan"}
COLOURS |= {"applicant": "blue", "excluded": "blue", "population": "blue", "partners": "blue"}


class LineError(ValueError):
    """A line of JSON Lines input cannot be used; the message names it."""


def answer_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield for each line {"id", "text", "published_on", "language"} its claims as JSON.

    In place of a text a line may hold the `html` of a page; its answer then has the `text` that
    the claims quote. Raises LineError naming the line.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = _answer(json.loads(line))
        except (KeyError, TypeError, AttributeError, ValueError, PageChangedError) as error:
            raise LineError(f"Zeile {number} der Eingabe: {_told(error)}") from error
        yield json.dumps(answer, ensure_ascii=False)


def _told(error: Exception) -> str:
    """Return what is wrong with a line, in words of those who wrote it."""
    if isinstance(error, json.JSONDecodeError):
        return f"kein JSON ({error})"
    if isinstance(error, KeyError):
        return f"das Feld „{error.args[0]}“ fehlt"
    if isinstance(error, (TypeError, AttributeError)):
        return "kein Objekt mit „id“ und „text“ oder „html“"
    return str(error)


def _answer(asked: dict[str, Any]) -> dict[str, object]:
    published = asked.get("published_on")
    published_on = date.fromisoformat(published) if published else None
    answer: dict[str, object] = {"id": asked["id"]}
    if "html" in asked:
        page = from_html(asked["html"])
        text, published_on = page.text, published_on or page.published_on
        answer["text"] = text
    else:
        text = asked["text"]
    language = asked.get("language") or "de"
    claims = read(text, published_on=published_on, language=language, second=shipped_weights())
    return answer | {"claims": [claim_json(claim) for claim in claims]}


def claim_json(claim: Claim) -> dict[str, object]:
    """Return a claim as the JSON Lines answer has it."""
    return {
        "field": claim.field.value,
        "value": claim.value,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "review": claim.review,
        "rule": claim.rule,
        "stage": claim.stage.value if claim.stage else None,
    }


def show(console: Console, text: str, published_on: date | None, language: str) -> None:
    """Print a text with its claims marked, and a table of them."""
    claims = read(text, published_on=published_on, language=language, second=shipped_weights())
    marked = Text(text)
    for claim in claims:
        style = "yellow underline" if claim.review else f"bold {_colour(claim)}"
        marked.stylize(style, claim.start, claim.end)
    console.print(marked)
    if not claims:
        console.print("Aus diesem Text wird nichts gelesen.")
        return
    table = Table(Column("Angabe", no_wrap=True), "Wert", "Stufe", "Wortlaut", "Regel", "Frage")
    for claim in claims:
        value = f"{claim.value:g}" if isinstance(claim.value, float) else str(claim.value)
        stage = STAGES[claim.stage] if claim.stage else ""
        cells = (claim.field.value, value, stage, claim.quote, claim.rule, claim.doubt)
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def _colour(claim: Claim) -> str:
    return COLOURS.get(claim.field.value.split("_")[0], "yellow")
