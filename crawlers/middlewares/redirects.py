"""Redirects: one that leads in a circle is no answer, and is told as such."""

from __future__ import annotations

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response


class StraightRedirects(RedirectMiddleware):
    """Scrapy's redirects; the way back to where they began would be dropped without a word."""

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Follow a redirect. Raises IgnoreRequest for one that leads in a circle."""
        found = super().process_response(request, response)
        if isinstance(found, Request) and found.url in found.meta.get("redirect_urls", ()):
            raise IgnoreRequest("Weiterleitung im Kreis")
        return found
