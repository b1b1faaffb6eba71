"""RawEntry: one entry as its publisher wrote it. Standard library only."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from crawlers.shape import from_rows, to_rows

# The label under which the text of a guideline stands among an entry's fields.
GUIDELINE = "Richtlinie (PDF)"
# Nobody's words, and what a database or UTF-8 refuses: control characters that are no white
# space, halves of a character pair.
_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
_UNSTORABLE = re.compile(r"(?P<control>[\x00-\x08\x0b\x0e-\x1f\x7f])|[\ud800-\udfff]")


class Kind(StrEnum):
    """What an entry is. An award is news about money already given: never an opportunity."""

    PROGRAMME = "programme"
    CALL = "call"
    PRIZE = "prize"
    EVENT = "event"
    NOTICE = "notice"
    AWARD = "award"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """One part of an entry under the label it has on the page."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDeadline:
    """A submission date that the source states as a value, not as prose."""

    on: date
    stage: str = ""  # sketch, interest, application, registration; empty: not said
    at: str = ""  # HH:MM, only where the source gives an hour
    newcomers: bool = True  # False: a second stage, open only to those of the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask, as the source names them."""

    organisation: str = ""
    person: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link the entry gives, with its role: guideline, form, more, or empty."""

    url: str
    title: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the source states in machine-readable form, in Landbote's vocabulary.

    Empty means: not stated. Applicants are the codes of `pipeline.claim`'s applicant
    field, areas are area keys, amounts are EUR, rates percent. `subjects`, `instruments`
    and `funders` are labels in the publisher's own words.
    """

    level: str = ""  # where one source carries entries of several levels
    opens_on: date | None = None
    deadlines: tuple[GivenDeadline, ...] = ()
    status: str = ""  # open, closed, forecast
    award_min: float | None = None
    award_max: float | None = None
    budget: float | None = None
    rate_max: float | None = None
    applicants: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    links: tuple[Link, ...] = ()
    event_starts_on: date | None = None
    event_ends_on: date | None = None
    event_place: str = ""
    notes: tuple[str, ...] = ()  # German questions for staff that the source itself raises


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry of a source: identity, the publisher's words, and what it states as values.

    `fields` keep the page's labels and order; `body` is the running text. Both are plain
    text with line breaks between blocks. `structured` is the source's own record where it
    has one (for later readers of this row), `given` what we understand of it. `prose`
    names the labels whose text may be read for deadlines, money and status; all others
    (legal basis, citation, internal remarks) are kept but not read.

    A text may know its shape (`crawlers.shape`), which is no content: `to_json` has the words
    alone, `to_line` and `shape` beside them how these are built.

    Every entry can be stored: as JSON and back from it, a control character is left out, and
    half a character is the replacement character, wherever the source had them.
    """

    source: str
    key: str
    url: str
    kind: Kind
    title: str
    summary: str = ""
    fields: tuple[LabelledText, ...] = ()
    prose: tuple[str, ...] = ()
    body: str = ""
    language: str = "de"
    published_on: date | None = None
    given: Given = Given()
    structured: Mapping[str, Any] | None = None

    def to_json(self) -> str:
        """Return the entry as JSON with sorted keys, the form that is stored and compared."""
        dumped = _dumped(self)
        return dumped if _is_storable(dumped) else _dumped(_storable(self))

    def shape(self) -> dict[str, Any] | None:
        """Return the shape of its texts as JSON has it, None where no text has one."""
        texts = (self.summary, self.body, *(field.text for field in self.fields))
        summary, body, *fields = (
            # What is left out of a text when it is stored would shift its marks.
            None if _UNSTORABLE.search(text) else to_rows(text)
            for text in texts
        )
        if summary is None and body is None and not any(rows is not None for rows in fields):
            return None
        return {"summary": summary, "fields": fields, "body": body}

    def to_line(self) -> str:
        """Return the line of a crawl's file: the JSON, and behind a tab its shape if it has one."""
        shape = self.shape()
        return self.to_json() + (f"\t{json.dumps(shape, separators=(',', ':'))}" if shape else "")

    @classmethod
    def from_line(cls, line: str) -> RawEntry:
        """Rebuild an entry from `to_line`. Raises ValueError as `from_json` does."""
        payload, shape = parted(line)
        return cls.from_json(payload, shape)

    @classmethod
    def from_json(cls, text: str, shape: Mapping[str, Any] | None = None) -> RawEntry:
        """Rebuild an entry from `to_json` and the shape of its texts.

        Raises ValueError naming a missing or unknown key, or for a shape that is another's.
        """
        record = json.loads(text)
        try:
            given = record["given"]
            record["kind"] = Kind(record["kind"])
            record["published_on"] = _date(record["published_on"])
            record["fields"] = tuple(LabelledText(**part) for part in record["fields"])
            record["prose"] = tuple(record["prose"])
            given["deadlines"] = tuple(
                GivenDeadline(**{**part, "on": date.fromisoformat(part["on"])})
                for part in given["deadlines"]
            )
            given["contacts"] = tuple(Contact(**part) for part in given["contacts"])
            given["links"] = tuple(Link(**part) for part in given["links"])
            for name in ("opens_on", "event_starts_on", "event_ends_on"):
                given[name] = _date(given[name])
            for name in ("applicants", "areas", "instruments", "subjects", "funders", "notes"):
                given[name] = tuple(given[name])
            record["given"] = Given(**given)
            entry = cls(**record)
            entry = entry if _is_storable(text) else _storable(entry)
            return entry if shape is None else _shaped(entry, shape)
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a raw entry: {error}") from error


def digest(payload: str) -> str:
    """Return the hash by which two stored entries are told apart."""
    return hashlib.sha256(payload.encode()).hexdigest()


def parted(line: str) -> tuple[str, dict[str, Any] | None]:
    """Return the JSON and the shape that stand on a line of a crawl's file."""
    payload, _, shape = line.rstrip("\n").partition("\t")
    return payload, json.loads(shape) if shape else None


def storable(text: str) -> str:
    """Return a text that every database takes: no control characters, no half characters."""
    return _UNSTORABLE.sub(lambda found: "" if found["control"] else "\ufffd", text)


def _shaped(entry: RawEntry, shape: Mapping[str, Any]) -> RawEntry:
    fields = zip(entry.fields, shape["fields"], strict=True)
    return replace(
        entry,
        summary=from_rows(entry.summary, shape["summary"]),
        fields=tuple(replace(field, text=from_rows(field.text, rows)) for field, rows in fields),
        body=from_rows(entry.body, shape["body"]),
    )


def _is_storable(dumped: str) -> bool:
    """Whether nothing in a JSON text wants cleaning; an escape in it may always be one."""
    # Bytes are looked through five times as fast as by a regular expression.
    try:
        encoded = dumped.encode()
    except UnicodeEncodeError:
        return False
    escaped = "\\u" in dumped or "\\b" in dumped
    return not escaped and len(encoded.translate(None, _CONTROLS)) == len(encoded)


def _dumped(entry: RawEntry) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, default=_plain)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value) if _UNSTORABLE.search(value) else value  # a Kind stays one
    if isinstance(value, Mapping):
        return {_storable(key): _storable(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_storable(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{name: _storable(getattr(value, name)) for name in _names(type(value))}
        )
    return value


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: object) -> object:
    """Return what JSON has no form for in one that it has; called from the outside inwards."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _names(type(value))}
    raise TypeError(f"{type(value).__name__} has no place in a raw entry")


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))
