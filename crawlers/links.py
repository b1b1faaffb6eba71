"""Links: absolute, canonical addresses with an allowed scheme."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

# What a visit adds to an address; the page is the same without it.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mtm_\w+|pk_\w+|jsessionid|phpsessid", re.I)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_DEFAULT_PORT = {"http": 80, "https": 443}


def canonical(address: str, base: str = "", drop: tuple[str, ...] = ()) -> str:
    """Return the absolute, canonical form of an address, or "" if it may not be linked.

    Session ids, tracking parameters, the parameters named in `drop`, the fragment and a
    default port are left out; Outlook's safe links are unwrapped. A mail address loses
    its subject. The scheme must be http, https or mailto.
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ALLOWED_SCHEMES:
        return ""
    if parts.scheme == "mailto":
        return f"mailto:{parts.path}" if "@" in parts.path else ""
    if not parts.hostname:
        return ""
    if parts.hostname.endswith("safelinks.protection.outlook.com"):
        return canonical(parse_qs(parts.query).get("url", [""])[0], drop=drop)
    host = parts.hostname
    if port and port != _DEFAULT_PORT[parts.scheme]:
        host = f"{host}:{port}"
    path = _SESSION.sub("", parts.path) or "/"
    return urlunsplit((parts.scheme, host, path, _query(parts.query, drop), ""))


def _query(query: str, drop: tuple[str, ...]) -> str:
    """Return the query without what a visit adds; untouched where nothing is to go."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair[0] not in drop and not _TRACKING.fullmatch(pair[0])]
    return query if len(kept) == len(pairs) else urlencode(kept)
