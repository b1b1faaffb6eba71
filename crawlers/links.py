"""Links: absolute, canonical addresses with an allowed scheme, and which of them are one page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

# What a visit adds to an address; the page is the same without it.
_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|matomo_\w+|piwik_\w+|pk_\w+|hsa_\w+|mc_[ce]id|wt_(?:mc|zmc)|et_\w+|etcc_\w+|"
    r"_gl|_ga|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|li_fat_id|"
    r"jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken|sessionid|session_id|sid",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sid)=[^/?#]*|/\((?:[A-Z]\([^()/]*\))+\)(?=/)", re.IGNORECASE
)
# The Government Site Builder tells by `nn` which page the visitor came from.
_GSB_PAGE = re.compile(r".+\.html?", re.IGNORECASE)
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
# Press on hessen.de's platform: the same release stands under every ministry's host.
_RELEASE = re.compile(r"/presse/(?:pressearchiv/|pressemitteilungen/)?([^/]+)")
_FILES = re.compile(r"/sites/[^/]+/files/", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_DEFAULT_PORT = {"http": 80, "https": 443}


def canonical(address: str, base: str = "", drop: tuple[str, ...] = ()) -> str:
    """Return the absolute, canonical form of an address, or "" if it may not be linked.

    Session ids, tracking parameters, the parameters named in `drop`, the fragment, a user
    and a default port are left out, dot segments resolved and needless escapes undone (RFC
    3986, 6.2.2); Outlook's safe links are unwrapped. A mail address loses its subject. The
    scheme must be http, https or mailto.
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
    host = (parts.hostname or "").rstrip(".")
    if not host:
        return ""
    if host.endswith("safelinks.protection.outlook.com"):
        return canonical(parse_qs(parts.query).get("url", [""])[0], drop=drop)
    place = f"[{host}]" if ":" in host else host
    if port and port != _DEFAULT_PORT[parts.scheme]:
        place = f"{place}:{port}"
    path = _path(parts.path)
    return urlunsplit((parts.scheme, place, path, _query(parts.query, path, drop), ""))


def identity(address: str) -> str:
    """Return what tells one page from another, whatever address leads to it; not for linking.

    Scheme, "www.", a last slash and an index file make no other page. On hessen.de neither
    do small and capital letters, and a press release is one under every ministry's host.
    """
    parts = urlsplit(canonical(address))
    host = (parts.netloc or "").removeprefix("www.")
    path = _INDEX.sub("/", unquote(parts.path)).rstrip("/")
    if host == "hessen.de" or host.endswith(".hessen.de"):
        path = path if _FILES.match(path) else path.casefold()
        if release := _RELEASE.fullmatch(path):
            host, path = "hessen.de", f"/presse/{release[1]}"
    return f"{host}{path}{'?' if parts.query else ''}{parts.query}"


def host_of(address: str) -> str:
    """Return the host that an address names, without "www."; "" where it names none."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _path(path: str) -> str:
    """Return a path without needless escapes, session and dot segments."""
    plain = _SESSION.sub("", _ENCODED.sub(_escape, path))
    kept: list[str] = []
    *folders, last = plain.split("/")[1:] or [""]
    for segment in folders:
        if segment == ".." and kept:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    if last in (".", ".."):
        kept, last = (kept[:-1] if last == ".." else kept), ""
    return "/" + "/".join([*kept, last])


def _escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if _UNRESERVED.fullmatch(character) else f"%{match[1].upper()}"


def _query(query: str, path: str, drop: tuple[str, ...]) -> str:
    """Return the query without what a visit adds; untouched where nothing is to go."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair[0] not in drop and not _of_visit(*pair, path)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _of_visit(name: str, value: str, path: str) -> bool:
    from_list = name == "nn" and value.isdigit() and bool(_GSB_PAGE.fullmatch(path))
    return from_list or bool(_TRACKING.fullmatch(name))
