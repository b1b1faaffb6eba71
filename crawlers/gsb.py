"""GSB: addresses of the Government Site Builder, on which most federal sites run."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from crawlers.links import canonical

# Where the visitor came from and which list he was in: the page is the same without it.
_VISIT = re.compile(r"nn|view|cms_\w+", re.IGNORECASE)


def page_address(url: str) -> str:
    """Return the one address of a page that GSB links with session, navigation and list state.

    Only for pages: a list's own next part is told by such parameters.
    """
    names = (name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return canonical(url, drop=tuple(name for name in names if _VISIT.fullmatch(name)))
