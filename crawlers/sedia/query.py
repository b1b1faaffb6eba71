"""Query: the one form of request that the search API understands.

Body multipart/form-data with the parts query, languages and sort, each a *file* part.
Any other form is answered with 4.18 million unfiltered rows, or with 500; so the body is
built here by hand, and every returned row is held against the query (`crawlers.sedia.rows`).
"""

from __future__ import annotations

import json

from crawlers.sedia.programmes import PROGRAMMES

SEARCH = "https://api.tech.ec.europa.eu/search-api/prod/rest/search"
PAGE_SIZE = 100
WINDOW = 10_000  # rows the API pages through at most

GRANT, CASCADE = "1", "8"
FORTHCOMING, OPEN = "31094501", "31094502"
TYPES = (GRANT, CASCADE)
STATUSES = (FORTHCOMING, OPEN)
DATASOURCE = "SEDIA"  # other copies are frozen, and lie
LANGUAGES = ("en", "de")  # English is the truth, German a machine's translation

_BOUNDARY = "landbote-0d1f6e3b5a"


def page_url(number: int) -> str:
    """Return the address of a result page; the first is 1."""
    return f"{SEARCH}?apiKey=SEDIA&text=***&pageSize={PAGE_SIZE}&pageNumber={number}"


def body() -> bytes:
    """Return the request's body, the same for every page."""
    parts = {
        "query": {"bool": {"must": [{"terms": {key: list(v)}} for key, v in _terms().items()]}},
        "languages": list(LANGUAGES),
        "sort": {"field": "identifier", "order": "ASC"},
    }
    lines = [line for name, value in parts.items() for line in _part(name, value)]
    return "\r\n".join([*lines, f"--{_BOUNDARY}--", ""]).encode()


def headers() -> dict[str, str]:
    """Return the headers that belong to the body."""
    return {
        "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
        "Accept": "application/json",
    }


def _terms() -> dict[str, tuple[str, ...]]:
    return {
        "type": TYPES,
        "status": STATUSES,
        "DATASOURCE": (DATASOURCE,),
        "frameworkProgramme": tuple(PROGRAMMES),
    }


def _part(name: str, value: object) -> list[str]:
    return [
        f"--{_BOUNDARY}",
        f'Content-Disposition: form-data; name="{name}"; filename="blob"',
        "Content-Type: application/json",
        "",
        json.dumps(value),
    ]
