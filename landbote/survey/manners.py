"""Manners: what a host said to machines while it was looked at."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

ROBOTS = "/robots.txt"
# Those that read for language models, as robots.txt name them.
_OF_MODELS = ("GPTBot", "CCBot", "ClaudeBot", "Google-Extended", "PerplexityBot", "anthropic-ai")


def said_to_machines(frozen: Path) -> Iterator[str]:
    """Yield a German sentence for what each host's robots.txt says, from frozen pages."""
    listed = frozen / "pages.toml"
    if not listed.exists():
        return
    for page in tomllib.loads(listed.read_text("utf-8"))["page"]:
        parts = urlsplit(page["url"])
        if parts.path == ROBOTS:
            text = ""
            if name := page.get("file"):
                text = (frozen / name).read_text("utf-8", errors="replace")
            yield f"{parts.hostname}: {'; '.join(_robots(page.get('status', 200), text))}."


def _robots(status: int, text: str) -> Iterator[str]:
    if status in (404, 410):
        yield "keine robots.txt"
        return
    if not 200 <= status < 300:
        yield f"robots.txt antwortet mit HTTP {status}"
        return
    if text.lstrip().startswith("<"):
        yield "robots.txt ist eine HTML-Seite"
        return
    yield "robots.txt gelesen"
    lines = [line.split("#")[0].strip().casefold() for line in text.splitlines()]
    named = [name for name in _OF_MODELS if f"user-agent: {name.casefold()}" in lines]
    if named:
        yield f"nennt Programme für Sprachmodelle ({', '.join(named)})"
    for wait in (line.partition(":")[2].strip() for line in lines if "crawl-delay" in line):
        yield f"wünscht {wait} Sekunden zwischen zwei Seiten"
        break
