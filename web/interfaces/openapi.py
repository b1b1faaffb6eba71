"""OpenAPI: what the programming interfaces say of themselves, made of their routes."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from db import labels
from db.vocabulary import OpportunityStatus
from web.filters import CLOSING_WORDS
from web.interfaces.problems import (
    COMMON_GRANTS,
    PROBLEM_JSON,
    CommonGrantsError,
    Problem,
    is_interface,
)

_REF = "#/components/schemas/"
_HEADERS = {
    "RateLimit-Limit": "Anfragen je Minute",
    "RateLimit-Remaining": "davon noch frei",
    "RateLimit-Reset": "Sekunden, bis die Zählung neu beginnt",
}
_ABOUT = """\
Landbote liest, was Förderer veröffentlichen, und sagt zu jeder Angabe, auf welchen Worten der
Quelle sie beruht. Alles hier ist ohne Anmeldung lesbar.

* Eine Angabe gilt für ihren Förderfall (`case`) und in ihrer Einheit (`units`).
* `standing` `contested` heißt: Quellen oder Textstellen widersprechen sich. Geben Sie das nicht
  als Tatsache weiter.
* Verbindlich ist allein die Veröffentlichung des Förderers (`url`). Bei einer Wiedergabe nennen
  Sie bitte die Zeile aus `licence`.
* `ETag` und `Last-Modified` mit `If-None-Match` und `If-Modified-Since` sparen Abrufe.
"""
_STATEMENT = """\
Eine Angabe: ein Wert eines Feldes für einen Förderfall. Was leer ist, fehlt.

`units` sagt, wofür ein Betrag gilt, `unit_words` wie es dort heißt; `deadline_stage`, `at` (HH:MM)
und `newcomers` gehören zu Fristen. `evidence.quote` sind die Worte der Quelle. `rule` ist die
Regel, nach der gelesen wurde, `checked_on` der Tag, an dem ein Mensch dafür eingestanden ist.
"""
# What the filter's names mean, which are those of the pages.
_PARAMETERS: dict[str, tuple[str, Any]] = {
    "suche": ("Suchwörter; gefunden wird auch ein Teil eines Wortes", "Radweg"),
    "gebiet": ("Schlüssel eines Gebiets, siehe /api/v1/gebiete", "06535011"),
    "nur_eigene": ("Nur, was eigens für dieses Gebiet ist: ja oder nein", "nein"),
    "thema": ("Themen, siehe /api/v1/themen; mehrfach heißt: eines davon", ["mobility"]),
    "ebene": (f"Wer fördert: {', '.join(labels.LEVELS)}", ["state"]),
    "kategorie": (f"Was es ist: {', '.join(labels.KINDS)}", ["call"]),
    "wer": (f"Wer sich bewirbt: {', '.join(labels.APPLICANTS)}", ["municipality"]),
    "stand": (f"Stand heute: {', '.join(OpportunityStatus)}", ["open"]),
    "art": (f"Wie gefördert wird: {', '.join(labels.INSTRUMENTS)}", ["grant"]),
    "quelle": ("Quellen, siehe /api/v1/quellen", []),
    "frist": (f"Wann die Frist endet: {', '.join(CLOSING_WORDS)}", ["4-wochen"]),
    "frist_ab": ("Frühester Tag einer Frist", "2026-12-01"),
    "frist_bis": ("Spätester Tag einer Frist", "2027-03-31"),
    "betrag": ("So viel EUR muss ein Zuschuss erreichen können", "20000"),
    "eigenanteil": ("Höchster Eigenanteil in Prozent", "20"),
    "ohne_angabe": ("Auch, was zu Betrag oder Eigenanteil nichts sagt: ja oder nein", "ja"),
    "geprueft": ("Ob ein Mensch dafür einsteht: ja oder nein", "ja"),
}


def description(app: FastAPI, base_url: str) -> dict[str, Any]:
    """Return the description of both interfaces, made once."""
    if not hasattr(app.state, "interfaces_described"):
        app.state.interfaces_described = _described(app, base_url)
    found: dict[str, Any] = app.state.interfaces_described
    return found


def _described(app: FastAPI, base_url: str) -> dict[str, Any]:
    whole = get_openapi(
        title="Landbote",
        version="1",
        summary="Förderungen für den ländlichen Raum, mit Beleg",
        description=_ABOUT,
        routes=app.routes,
        servers=[{"url": base_url or "/"}],
    )
    whole["paths"] = {
        path: operations for path, operations in whole["paths"].items() if is_interface(path)
    }
    _refs, errors = models_json_schema(
        [(Problem, "serialization"), (CommonGrantsError, "serialization")],
        ref_template=_REF + "{model}",
    )
    schemas = whole.get("components", {}).get("schemas", {}) | errors["$defs"]
    if said := schemas.get("Statement"):
        del said["properties"]["question"]  # what staff are asked is told nobody else
        said["description"] = _STATEMENT
    for path, operations in whole["paths"].items():
        for operation in operations.values():
            _complete(path, operation)
    whole["components"] = {"schemas": _used(whole["paths"], schemas)}
    return whole


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Say what holds of every route: its errors, its headers, what its parameters mean."""
    for parameter in operation.get("parameters", ()):
        about, example = _PARAMETERS.get(parameter["name"], ("", None))
        if about and "description" not in parameter:
            parameter["description"] = about
            parameter["example"] = example
    common = path.startswith(COMMON_GRANTS)
    schema, media = (
        ("CommonGrantsError", "application/json") if common else ("Problem", PROBLEM_JSON)
    )
    refused = {"content": {media: {"schema": {"$ref": _REF + schema}}}}
    answers = operation["responses"]
    codes = {"422": "Nicht zu verstehen", "429": "Zu viele Anfragen", "404": "Gibt es nicht"}
    if "{" not in path:
        del codes["404"]
    if "requestBody" in operation:
        codes |= {"400": "Kein JSON", "413": "Zu groß"}
    for code, words in codes.items():
        answers[code] = {"description": words, **refused}
    if "requestBody" not in operation:
        answers["304"] = {"description": "Unverändert"}
    for one in answers.values():
        one["headers"] = {
            name: {"description": about, "schema": {"type": "integer"}}
            for name, about in _HEADERS.items()
        }


def _used(paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the shapes that some paths lead to; those of pages and forms are nobody's business."""
    used: dict[str, Any] = {}
    waiting = [json.dumps(paths)]
    while waiting:
        words = waiting.pop()
        for name, shape in schemas.items():
            if name not in used and f'"{_REF}{name}"' in words:
                used[name] = shape
                waiting.append(json.dumps(shape))
    return dict(sorted(used.items()))
