"""Hostile: what somebody might write who wants a mail to act, and what nobody thought of."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from db.values import Person
from notifier.news.select import News
from tests.conftest import TODAY
from tests.notifier.samples import fixed, news

_PARTS = (
    "<script>alert(1)</script>",
    "</title></style><script src=https://evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    '"onmouseover="alert(1)" x="',
    "'><svg/onload=alert(1)>",
    "<!--cut-->",
    "<!--% include 'mail.html' %-->",
    "{{ 7 * 7 }}{% raw %}",
    "\x1fissue_url\x1f",
    "\x1e\x02issue\x02",
    "]]><![endif]-->",
    "<!--[if mso]><table>",
    "</td></tr></table>",
    "<base href=https://evil.example/>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "=?utf-8?q?A=0D=0ABcc:_evil@example.org?=",
    "\r\nBcc: evil@example.org\r\n\r\n<html>",
    "\u202egnuredröF\u202c",
    "&lt;b&gt;&#x3c;i&#x3e;&amp;",
    "javascript:alert(1)",
    "https://evil.example/?a=1&b=2",
    "\n.\n--=_\n",
    "Ä" * 90,
    "\ud83d",
    "\x00\x08\x7f\x85\u2028",
    "e12",
    " ",
)
_ADDRESSES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://user@evil.example/",
    'https://example.org/"onclick="alert(1)',
    "https://example.org/<b>",
    "//evil.example/",
    "https://example.org/ein gut gemeinter Link",
    "https://example.org/gut?a=1&b=2",
    "ftp://example.org/",
    "JaVaScRiPt:alert(1)",
)


def words(random: Random) -> str:
    """Return a text of a few parts."""
    return "".join(random.choice(_PARTS) for _ in range(random.randint(1, 6)))


def hostile_news(number: int, random: Random) -> News:
    """Return an opportunity of which every word was written by somebody hostile."""
    return news(
        number,
        title=words(random),
        summary=words(random) * 3,
        url=random.choice(_ADDRESSES),
        funders=(words(random), words(random)),
        instruments=(words(random),),
        contacts=(
            Person(
                organisation=words(random),
                person=words(random),
                email=random.choice(("a@b?bcc=c@d", "a@example.org", words(random))),
                url=random.choice(_ADDRESSES),
            ),
        ),
        deadlines=(fixed(TODAY + timedelta(days=1 + number % 90), quote=words(random)),),
    )
