"""Retry: try again after a server error, and not before the server asks for it."""

from __future__ import annotations

import asyncio
from email.utils import parsedate_to_datetime

from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, with Retry-After respected.

    A wait longer than the setting RETRY_AFTER_MAX (seconds) is not sat out: the answer
    stands and the run ends. 429 without Retry-After is not retried at all.
    """

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Wait as asked, then let Scrapy decide."""
        again = response.status in self.retry_http_codes and not request.meta.get("dont_retry")
        if not again:
            return response
        seconds = retry_after(response)
        if seconds is None:
            return response if response.status == 429 else self._again(request, response)
        if seconds > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
            return response
        await asyncio.sleep(seconds)
        return self._again(request, response)

    def _again(self, request: Request, response: Response) -> Request | Response:
        return super().process_response(request, response)


def retry_after(response: Response) -> float | None:
    """Return the seconds of a Retry-After header; a date counts from the Date header.

    None where there is none or it cannot be read.
    """
    wait = _header(response, "Retry-After")
    if wait.isdigit():
        return float(wait)
    try:
        until = parsedate_to_datetime(wait)
        now = parsedate_to_datetime(_header(response, "Date"))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()
