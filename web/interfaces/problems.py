"""Problems: what a program is told that asked for what it cannot have (RFC 9457, CommonGrants)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

OWN, COMMON_GRANTS = "/api/", "/common-grants/"
PROBLEM_JSON = "application/problem+json"


class Fault(BaseModel):
    """One thing that was not understood: where it stands, and what is wrong with it."""

    where: str = Field(
        description="Stelle der Anfrage, z. B. query.betrag", examples=["query.seite"]
    )
    what: str = Field(description="Was daran nicht stimmt", examples=["Input should be > 0"])


class Problem(BaseModel):
    """Why a request was not answered, after RFC 9457."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Dieser Eintrag ist nicht veröffentlicht."])
    errors: list[Fault] = Field(description="Nur bei 422: was nicht zu verstehen war")


class CommonGrantsError(BaseModel):
    """Why a request was not answered, as CommonGrants says it."""

    status: int = Field(examples=[404])
    message: str = Field(examples=["Not Found"])
    errors: list[str] = Field(examples=[["query.pageSize: Input should be less than 101"]])


def is_interface(path: str) -> bool:
    """Whether programs are answered at a path, and not people."""
    return path.startswith((OWN, COMMON_GRANTS))


def problem(
    request: Request, status: int, detail: str, wrong: Iterable[Mapping[str, Any]] = ()
) -> Response:
    """Return why a request is not answered, in the words of the protocol it speaks.

    `wrong` is what the framework found in the request.
    """
    return problem_at(request.url.path, status, detail, _faults(wrong))


def problem_at(path: str, status: int, detail: str, faults: Sequence[Fault] = ()) -> Response:
    """Return why nothing is answered at a path."""
    phrase = HTTPStatus(status).phrase
    if path.startswith(COMMON_GRANTS):
        said = [f"{one.where}: {one.what}" for one in faults] or [detail]
        error = CommonGrantsError(status=status, message=phrase, errors=said)
        return _json(error, status, "application/json")
    found = Problem(
        type="about:blank", title=phrase, status=status, detail=detail, errors=list(faults)
    )
    return _json(found, status, PROBLEM_JSON)


def _faults(wrong: Iterable[Mapping[str, Any]]) -> list[Fault]:
    return [Fault(where=".".join(map(str, one["loc"])), what=str(one["msg"])) for one in wrong]


def _json(said: BaseModel, status: int, media_type: str) -> Response:
    body = json.dumps(said.model_dump(), ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status_code=status, media_type=media_type)
