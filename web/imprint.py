"""Imprint: what the issues of a site have in common, for the pages that show them again."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import HTTPException

from notifier.issue import Imprint
from web.site import Site


def imprint_of(site: Site) -> Imprint:
    """Return what the issues of a site have in common; where there are none, no page shows one."""
    if site.imprint is None:
        raise HTTPException(404)
    return site.imprint()


def path_of(url: str) -> str:
    """Return the path of a link of ours: a page leads to others wherever it is served."""
    return urlsplit(url).path
