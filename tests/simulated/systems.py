"""Systems: how a site of each kind shows its news, in the shapes that its readers know."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from tests.simulated.texts import Told

_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
HTML, XML, JSON = "text/html; charset=utf-8", "application/xml; charset=utf-8", "application/json"
RSS = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A kind of site: where its list stands, how list and articles look, what its line says.

    `listed` gets the site's address and its news, each with the address of its page. With `home`
    the start page shows the way, and the site is read as a whole; else its list is named.
    """

    name: str
    first: str  # the path of the list
    address: str  # of an article, with {slug}
    listed: Callable[[str, Sequence[tuple[str, Told]]], str]
    article: Callable[[Told], str] = lambda told: told.title
    kind: str = HTML  # of the list
    home: str = ""  # what stands in the head of the start page
    line: Mapping[str, Any] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether the site is read as a whole."""
        return self.first == "/" or bool(self.home)

    def path(self, told: Told) -> str:
        """Return where an article stands."""
        return self.address.format(slug=told.slug)

    def pages(self, site: str, news: Sequence[Told]) -> dict[str, tuple[str, str]]:
        """Return all pages of a site by their paths, each with its type."""
        listed = [(f"{site}{self.path(told)}", told) for told in news]
        found = {self.path(told): (self.article(told), HTML) for told in news}
        found["/"] = (_html("Startseite", "<main><h1>Willkommen</h1></main>", self.home), HTML)
        found[self.first] = (self.listed(site, listed), self.kind)
        return found


def _html(title: str, body: str, head: str = "") -> str:
    return (
        '<!doctype html><html lang="de"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{head}</head><body>"
        '<header><nav><a href="/">Start</a> <a href="/impressum">Impressum</a></nav></header>'
        f"{body}<footer>Gemeindeverwaltung</footer></body></html>"
    )


def _paragraphs(told: Told) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in told.text)


def _page(body: str) -> Callable[[Told], str]:
    """Return what makes an article of a pattern with {title}, {text} and days of any shape."""
    return lambda told: _html(told.title, body.format(**_words(told)))


def _list(around: str, one: str) -> Callable[[str, Sequence[tuple[str, Told]]], str]:
    """Return what makes a list of a pattern around its lines, and one of a line with {url}."""
    return lambda _site, news: _html(
        "Aktuelles",
        around.format(lines="".join(one.format(url=url, **_words(told)) for url, told in news)),
    )


def _words(told: Told) -> dict[str, str]:
    on = told.on
    return {
        "title": escape(told.title),
        "text": _paragraphs(told),
        "lead": escape(told.text[0]),
        "iso": on.isoformat(),
        "day": on.strftime("%d.%m.%Y"),
        "written": _written(on),
        "apart": f"{_DAYS[on.weekday()]}, {on:%d}.&#8203;{on:%m}.&#8203;{on:%Y}",
    }


def _written(on: date) -> str:
    return f"{on.day}. {_MONTHS[on.month - 1]} {on.year}"


def _instant(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 9, tzinfo=UTC)


def _feed(_site: str, news: Sequence[tuple[str, Told]]) -> str:
    items = "".join(
        f"<item><title>{escape(told.title)}</title><link>{url}</link>"
        f"<pubDate>{format_datetime(_instant(told.on))}</pubDate>"
        f"<description>{escape(_paragraphs(told))}</description></item>"
        for url, told in news
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Aktuelles</title>{items}</channel></rss>"
    )


def _posts(_site: str, news: Sequence[tuple[str, Told]]) -> str:
    rows = [
        {
            "id": number,
            "date": f"{told.on.isoformat()}T09:00:00",
            "link": url,
            "title": {"rendered": escape(told.title)},
            "excerpt": {"rendered": ""},
            "content": {"rendered": _paragraphs(told)},
        }
        for number, (url, told) in enumerate(news, start=1)
    ]
    return json.dumps(rows)


def _sitemap(_site: str, news: Sequence[tuple[str, Told]]) -> str:
    urls = "".join(f"<url><loc>{url}</loc><lastmod>{t.on}</lastmod></url>" for url, t in news)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{urls}</urlset>'


SYSTEMS = (
    System(
        name="portuna",
        first="/news/1",
        address="/news/1/{slug}/nachrichten/aufruf.html",
        listed=_list(
            '<div id="content"><h1>Nachrichten</h1><ul class="news-list">{lines}</ul></div>',
            '<li class="news-entry-to-limit"><span class="news-entry-new-2-date">{apart}</span>'
            '<h3><a href="{url}">{title}</a></h3><p>{lead}</p></li>',
        ),
        article=_page(
            '<div id="content"><h1>Aktuelles</h1><div class="news-entry-new-2">'
            '<span class="news-entry-new-2-date">{apart}</span><h2>{title}</h2>{text}</div></div>'
        ),
    ),
    System(
        name="typo3_news",
        first="/aktuelles",
        address="/aktuelles/detail/{slug}",
        listed=_list(
            '<main><div class="news"><div class="news-list-view">{lines}</div></div></main>',
            '<div class="article articletype-0" itemscope itemtype="http://schema.org/Article">'
            '<h3><a itemprop="url" href="{url}"><span itemprop="headline">{title}</span></a></h3>'
            '<time itemprop="datePublished" datetime="{iso}">{day}</time>'
            '<div itemprop="description"><p>{lead}</p></div></div>',
        ),
        article=_page(
            '<main><div class="news news-single"><div class="article" itemscope '
            'itemtype="http://schema.org/Article"><h1 itemprop="headline">{title}</h1>'
            '<p><time itemprop="datePublished" datetime="{iso}">{day}</time></p>'
            '<div class="news-text-wrap" itemprop="articleBody">{text}</div></div></div></main>'
        ),
    ),
    System(
        name="nolis",
        first="/portal/meldungen.html",
        address="/portal/meldungen/{slug}-900000.html",
        line={"article": r"[^/]+/portal/meldungen/.+-\d+\.html"},
        listed=_list(
            '<div id="nolis_content_site"><h1>Meldungen</h1>'
            '<div class="nolis-list">{lines}</div></div>',
            '<div class="nolis-list-item"><p class="nolis-list-date">{day}</p>'
            '<h4><a href="{url}">{title}</a></h4><p>{lead}</p></div>',
        ),
        article=_page(
            '<div id="nolis_content_site"><h4 itemprop="name">{title}</h4>'
            '<p class="nolis-list-date">{day}</p>{text}</div>'
        ),
    ),
    System(
        name="ikiss",
        first="/aktuelles/",
        address="/aktuelles/{slug}.php?object=tx,1234.5.1&ModID=7&FID=1234.{slug}.1",
        listed=_list(
            '<main><h1>Aktuelles</h1><ul class="result-list">{lines}</ul></main>',
            '<li data-ikiss-mfid="7.1234.1"><h3><a href="{url}">{title}</a></h3>'
            '<small><span class="sr-only">Datum: </span>{day}</small><p>{lead}</p></li>',
        ),
        article=_page(
            "<main><h1>{title}</h1>"
            '<small><span class="sr-only">Datum: </span>{day}</small>{text}</main>'
        ),
    ),
    System(
        name="sitepark",
        first="/rathaus/aktuelles/",
        address="/rathaus/aktuelles/{slug}.php",
        listed=_list(
            '<main><h1>Aktuelles</h1><ul class="SP-TeaserList">{lines}</ul></main>',
            '<li class="SP-TeaserList__item"><article class="SP-Teaser">'
            '<time class="SP-Scheduling__date" datetime="{iso}">{day}</time>'
            '<h2 class="SP-Headline"><a class="SP-Teaser__link" href="{url}">{title}</a></h2>'
            '<p class="SP-Paragraph">{lead}</p></article></li>',
        ),
        article=_page(
            '<main><article><h1 class="SP-Headline">{title}</h1>'
            '<time class="SP-Scheduling__date" datetime="{iso}">{day}</time>{text}</article></main>'
        ),
    ),
    System(
        name="contao",
        first="/aktuelles",
        address="/aktuelles-reader/{slug}",
        line={"article": r"[^/]+/aktuelles-reader/.+"},
        listed=_list(
            '<main><div class="mod_newslist block"><h1>Aktuelles</h1>{lines}</div></main>',
            '<div class="layout_latest arc_1 block"><p class="info"><time datetime="{iso}T09:00:00'
            '+02:00">{written} 09:00</time> von Redaktion</p><h2><a href="{url}">{title}</a></h2>'
            '<div class="teaser"><p>{lead}</p></div></div>',
        ),
        article=_page(
            '<main><div class="mod_newsreader block"><div class="layout_full block">'
            '<h1>{title}</h1><p class="info"><time datetime="{iso}T09:00:00+02:00">{written} 09:00'
            '</time> von Redaktion</p><div class="ce_text block">{text}</div></div></div></main>'
        ),
    ),
    System(
        name="wordpress_pages",
        first="/neuigkeiten/",
        address="/neuigkeiten/{slug}/",
        listed=_list(
            '<main id="main" class="site-main">{lines}</main>',
            '<article class="post type-post status-publish hentry"><h2 class="entry-title">'
            '<a href="{url}" rel="bookmark">{title}</a></h2><time class="entry-date published" '
            'datetime="{iso}T09:00:00+02:00">{written}</time>'
            '<div class="entry-summary"><p>{lead}</p></div></article>',
        ),
        article=_page(
            '<main id="main" class="site-main"><article class="post type-post hentry">'
            '<h1 class="entry-title">{title}</h1><div class="entry-meta"><time class="entry-date '
            'published" datetime="{iso}T09:00:00+02:00">{written}</time></div>'
            '<div class="entry-content">{text}</div></article></main>'
        ),
    ),
    System(
        name="wordpress_interface",
        first="/wp-json/wp/v2/posts?per_page=30&_fields=id,date,link,title,excerpt,content",
        address="/{slug}/",
        listed=_posts,
        kind=JSON,
        home='<link rel="https://api.w.org/" href="/wp-json/">',
    ),
    System(
        name="feed",
        first="/aktuelles/rss.xml",
        address="/aktuelles/{slug}.html",
        listed=_feed,
        kind=RSS,
        home='<link rel="alternate" type="application/rss+xml" href="/aktuelles/rss.xml">',
    ),
    System(
        name="named_feed",
        first="/news.rss",
        address="/news/{slug}.html",
        listed=_feed,
        kind=RSS,
    ),
    System(
        name="drupal",
        first="/aktuelles",
        address="/aktuelles/{slug}",
        listed=_list(
            '<main><h1>Aktuelles</h1><div class="view view-news"><div class="view-content">{lines}'
            "</div></div></main>",
            '<div class="views-row"><article class="node node--type-news node--view-mode-teaser" '
            'about="{url}"><h2 class="node__title"><a href="{url}" rel="bookmark">{title}</a></h2>'
            '<div class="field field--name-field-date"><time datetime="{iso}T08:00:00Z">{day}'
            '</time></div><div class="field field--name-body"><p>{lead}</p></div></article></div>',
        ),
        article=_page(
            '<main><article class="node node--type-news node--view-mode-full"><h1>{title}</h1>'
            '<div class="field field--name-field-date"><time datetime="{iso}T08:00:00Z">{day}'
            '</time></div><div class="field field--name-body">{text}</div></article></main>'
        ),
    ),
    System(
        name="gsb",
        first="/DE/Aktuelles/_node.html",
        address="/SharedDocs/Kurzmeldungen/DE/{slug}.html",
        line={"article": r"[^/]+/shareddocs/kurzmeldungen/de/.+\.html"},
        listed=_list(
            '<main><h1>Aktuelles</h1><div class="c-searchresult">{lines}</div></main>',
            '<div class="c-teaser c-searchteaser"><span class="c-teaser__date">{day}</span>'
            '<h2 class="c-teaser__headline"><a class="c-teaser__link" href="{url}">{title}</a></h2>'
            '<p class="c-teaser__text">{lead}</p></div>',
        ),
        article=_page(
            '<main><div class="c-publication"><h1>{title}</h1><p><span class="label">Datum</span> '
            '<span class="value">{day}</span></p>{text}</div></main>'
        ),
    ),
    System(
        name="plain",
        first="/meldungen",
        address="/meldungen/{slug}",
        listed=_list(
            "<main><h1>Meldungen</h1>{lines}</main>", '<p><a href="{url}">{title}</a></p>'
        ),
        article=_page("<main><h1>{title}</h1><p>Veröffentlicht am {written}</p>{text}</main>"),
    ),
    System(
        name="sitemap",
        first="/sitemap.xml",
        address="/aktuelles/foerderung-{slug}.html",
        listed=_sitemap,
        kind=XML,
        article=_page("<main><h1>{title}</h1><p>Veröffentlicht am {written}</p>{text}</main>"),
        home=" ",
    ),
)  # fmt: skip
BY_NAME = {system.name: system for system in SYSTEMS}
