"""Survey: sources are looked at, each once, nothing is stored, and a report is written."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from functools import partial
from urllib.parse import urlsplit

from crawlers.observe.outcome import Outcome
from crawlers.registry import spider_class
from crawlers.source import Source
from landbote.application import Application
from landbote.check_source import Program, look
from landbote.survey.children import Children
from landbote.survey.folder import Folder
from landbote.survey.seen import Seen, seen
from landbote.survey.visits import visit_many

PAUSE = 2.0  # seconds between two sources of one host, as between two pages


def survey(
    app: Application,
    chosen: Sequence[Source],
    folder: Folder,
    *,
    at_once: int,
    pause: float = PAUSE,
) -> Iterator[Seen]:
    """Look at sources, several hosts at a time, and yield what was seen of each as it is kept."""
    children = Children()
    sources = {source.slug: source for source in chosen}
    visits = visit_many(
        {slug: hosts_of(app, source) for slug, source in sources.items()},
        lambda slug: _look(app, sources[slug], folder, children.run),
        at_once=at_once,
        pause=pause,
        stop=children.stop,
    )
    with closing(visits):
        for one in visits:
            folder.keep(one)
            yield one


def hosts_of(app: Application, source: Source) -> Collection[str]:
    """Return the hosts that a source is known to be read from."""
    urls = [source.homepage]
    if page := app.watched.get(source.slug):
        urls.append(page.url)
    else:
        spider = spider_class(source.slug)
        urls += [*getattr(spider, "lists", ()), *getattr(spider, "pages", ())]
    return {(urlsplit(url).hostname or "").removeprefix("www.") for url in urls}


def _look(app: Application, source: Source, folder: Folder, run: Program) -> Seen:
    """Look at a source; whatever goes wrong is what was seen of it."""
    failed = partial(Seen, source=source.slug, seen_on=app.today, outcome=Outcome.FAILED)
    frozen = folder.pages(source.slug)
    try:
        return seen(source.slug, look(app, source, None, frozen, run=run), app.today)
    except subprocess.TimeoutExpired:
        minutes = int(app.crawl_limit.total_seconds() // 60)
        reason = f"Der Abruf dauerte länger als {minutes} Minuten und wurde beendet."
    except (RuntimeError, OSError, ValueError) as error:
        reason = f"{str(error)[:1].upper()}{str(error)[1:]}"
    return failed(reason=reason)
