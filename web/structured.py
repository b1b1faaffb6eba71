"""Structured: what an entry is in the words of schema.org, for programs that look for meaning.

Only what is sure is told, and in no narrower word than ours: a funder is no organiser, whoever
gives need be no government, and what is not said to be money is no monetary grant. The words of
others stand in a script element, which no browser runs since it is a block of another type;
whatever could end it is written in another way.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from db.labels import KINDS, label
from db.values import Values

Json = dict[str, Any]
FUNDING = frozenset({"programme", "call", "prize"})
_GIVEN = frozenset({"grant", "prize"})  # not to be paid back
_ONLINE = ("online", "digital", "virtuell")
# In a string of JSON each may stand as its number; in HTML it then means nothing.
_ESCAPED = {one: f"\\u{ord(one):04x}" for one in "<>&'\u2028\u2029"}


def written(said: Json) -> Markup:
    """Return a record as it may stand within a script element, whatever others wrote into it."""
    text = json.dumps(said, ensure_ascii=False)
    for one, number in _ESCAPED.items():
        text = text.replace(one, number)
    return Markup(text)


def record(values: Values, address: str, area_name: Callable[[str], str]) -> Json:
    """Return what an entry is; `address` is where it stands with us, empty where nobody knows."""
    said: Json = {"@context": "https://schema.org", "name": values.title}
    said |= {"description": values.summary} if values.summary else {}
    said |= {"url": address} if address else {}
    said |= {"sameAs": values.url} if values.url else {}
    said |= {"inLanguage": values.language} if values.kind == "event" else {}
    who = [{"@type": "Organization", "name": name} for name in values.funders]
    where = [{"@type": "AdministrativeArea", "name": area_name(key)} for key in values.areas]
    if values.kind == "event":
        return said | _event(values) | ({"funder": who} if who else {})
    if values.kind in ("call", "prize") and set(values.instruments) <= _GIVEN:
        money = values.instruments or values.award_max is not None
        return (
            said
            | {"@type": "MonetaryGrant" if money else "Grant"}
            | ({"funder": who} if who else {})
        )
    if values.kind not in FUNDING:
        return said | {"@type": "CreativeWork", "genre": label(KINDS, values.kind)}
    said |= {"@type": "Service", "serviceType": label(KINDS, values.kind)}
    return said | ({"provider": who} if who else {}) | ({"areaServed": where} if where else {})


def _event(values: Values) -> Json:
    said: Json = {"@type": "Event"}
    if values.cancelled:
        said["eventStatus"] = "https://schema.org/EventCancelled"
    if values.event_starts_on:
        said["startDate"] = values.event_starts_on.isoformat()
    if values.event_ends_on:
        said["endDate"] = values.event_ends_on.isoformat()
    if values.event_place.casefold().strip() in _ONLINE:
        said["eventAttendanceMode"] = "https://schema.org/OnlineEventAttendanceMode"
    elif values.event_place:
        said["location"] = {"@type": "Place", "name": values.event_place}
    return said
