"""Decoration: what stands around a text goes, and what it tells beside its paragraphs stays."""

from __future__ import annotations

import pytest

from crawlers.article import read_article
from crawlers.page import Page

FIRST = "Gemeinden und Vereine können ganzjährig Anträge bei der Geschäftsstelle stellen."
LAST = "Die Förderung hilft Dörfern, ihre Plätze und Wege neu zu gestalten und zu pflegen."


def text_of(block: str) -> str:
    """Return the text of a page with this block in its article."""
    body = f"<article><h1>Hilfe im Dorf</h1><p>{FIRST}</p>{block}<p>{LAST}</p></article>"
    url = "https://amt.example.org/a"
    return read_article(Page(url, f"<body><main>{body}</main></body>")).text


@pytest.mark.parametrize(
    "block",
    [
        "<figure><table><tr><td>Frist: 31. März 2027</td></tr></table></figure>",
        "<aside><p>Frist: 31. März 2027</p></aside>",
        "<footer>Frist: 31. März 2027</footer>",
        "<div class='share'>Frist: 31. März 2027</div>",
        "<div class='newsletter'>Frist: 31. März 2027</div>",
    ],
)
def test_what_tells_something_stays(block: str) -> None:
    """A table in a figure, an aside without a link, a footer of the article with a deadline."""
    assert text_of(block) == f"{FIRST}\nFrist: 31. März 2027\n{LAST}"


@pytest.mark.parametrize("tag", ["aside", "footer", "div class='empfehlen'", "div id='sidebar'"])
def test_facts_above_a_link_stay(tag: str) -> None:
    """A box that states a deadline before it leads on is no teaser, with all that it says."""
    block = (
        f"<{tag}><p>Frist: 31. März 2027</p><p><a href='/n'>Zum Antrag</a></p></{tag.split()[0]}>"
    )
    assert text_of(block) == f"{FIRST}\nFrist: 31. März 2027\nZum Antrag\n{LAST}"


NETWORKS = (
    "<ul><li><a href='https://www.facebook.com/sharer.php?u=a'>teilen</a></li>"
    "<li><a href='whatsapp://send?text=a'>mitteilen</a></li>"
    "<li><a href='mailto:?subject=a'>E-Mail</a></li></ul>"
)


@pytest.mark.parametrize("call", ["", "<h6>Sagen Sie es weiter</h6>"])
def test_a_box_of_networks_goes(call: str) -> None:
    """Where people share a page is known by where its links lead, whatever it is called."""
    assert text_of(f"<div class='x1'>{call}{NETWORKS}</div>") == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    "said",
    [
        "Frist: 31. März 2027",
        "Wir erklären die Förderung in kurzen Filmen und beantworten Fragen.",
    ],
)
def test_what_is_said_beside_networks_stays(said: str) -> None:
    """More than a call, or a deadline, is the page's own."""
    assert said in text_of(f"<div><p>{said}</p>{NETWORKS}</div>")


def test_a_link_to_a_film_stays() -> None:
    """One link to a network in a sentence, or a film with its name, is no box for sharing."""
    one = "<p>Ein Film: <a href='https://www.youtube.com/watch?v=1'>Video</a></p>"
    films = "".join(
        f"<li><a href='https://youtube.com/{n}'>So gelingt Ihnen der Antrag, Teil {n}</a></li>"
        for n in (1, 2)
    )
    assert "Ein Film: Video" in text_of(one)
    assert "Teil 2" in text_of(f"<ul>{films}</ul>")


@pytest.mark.parametrize(
    "block",
    [
        "<figure><figcaption>Ein Dorf am Bach</figcaption></figure>",
        "<aside><a href='/b'>Radweg</a> Frist: 31. März 2028</aside>",
        "<footer>Geschrieben von Eva Muster</footer>",
        "<footer><a href='/b'>Radweg</a> Frist: 31. März 2028</footer>",
        "<nav>Frist: 31. März 2028</nav>",
        "<div><img src='a.jpg'></div><figcaption>Ein Dorf am Bach</figcaption>",
        "<span class='copyright'>Foto: Eva Muster</span>",
        "<div class='teilen'><h2>Weitersagen</h2></div>",
    ],
)
def test_what_leads_elsewhere_goes(block: str) -> None:
    """Pictures, menus, teasers and who wrote it are not the text."""
    assert text_of(block) == f"{FIRST}\n{LAST}"
