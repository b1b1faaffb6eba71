"""Tails: the headings below which a page speaks of other pages, or only says whom to ask."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from lxml import etree
from lxml.html import HtmlElement

from crawlers.layout import Layout, drop, drop_between, length, spoken
from crawlers.noise import is_noise
from crawlers.text import BLOCKS

MARK = "landbote-tail"  # stands where the text of a page ends


def _one_of(*wordings: str) -> re.Pattern[str]:
    return re.compile("|".join(wordings), re.IGNORECASE)


_NEWS = r"(?:\w*meldungen|\w*nachrichten|news|\w*artikel|\w*beiträge|\w*mitteilungen|posts?)"
_OF = r"(?: (?:aus|zu|zum|zur|im|in|von|vom|der|des|auf|für)\b.{0,30})?"
# Below these a page shows other pages, whatever stands there. Not "Aktuelle Aufrufe", "Weitere
# Termine" or "Themen": those head what a page is about.
_OTHERS = _one_of(
    r"(?:das|dies|diese \w+)?\s?(?:könnten?|dürften?)\b.{0,25} interessieren",
    r"(?:für sie |ebenfalls |auch |außerdem )interessant(?:e \w+)?",
    r"interessant für (?:sie|dich)",
    rf"(?:mehr|weiteres|passend|passende \w+|{_NEWS}) (?:zum|zu diesem) thema",
    rf"(?:mehr|weitere|ähnliche|verwandte|andere|beliebte) (?:\w+ )?{_NEWS}{_OF}",
    rf"(?:aktuelle|neue|neueste|letzte) (?:\w+ )?{_NEWS}{_OF}",
    r"lesen sie auch.{0,20}",
    r"auch lesen",
    r"meist ?gelesen.{0,20}",
    r"related.{0,20}",
    r"(?:unsere |leser-?)empfehlungen(?: für (?:sie|dich))?",
    r"(?:vorherige|nächste|ältere|neuere)[rs]? (?:artikel|beitrag|meldung)",
    r"beitrags-?navigation",
    r"kommentar (?:schreiben|hinterlassen|verfassen)",
    r"schreiben? (?:sie )?einen kommentar",
    r"kommentare?(?: \(\d+\))?|(?:\d+|keine|noch keine) kommentare?(?: .{0,40})?",
    r"(?:war|ist) (?:dieser|diese|dieses) .{0,20}hilfreich",
    r"folgen sie uns.{0,20}",
    r"(?:unser )?newsletter (?:abonnieren|bestellen|anmelden|.{0,3}anmeldung)",
)
_BESIDE = r"(?:unser )?newsletter|(?:unsere )?sponsoren|unsere partner"
# These may head what the page is about, unless what stands below leads to other pages.
_LINKED = _one_of(
    _BESIDE,
    rf"(?:mehr|weitere|ähnliche|verwandte|andere|beliebte) (?:\w+ )?"
    rf"(?:themen|inhalte|seiten){_OF}",
)
# And these, wherever links stand among what is below, whatever is said beside them.
_TEASED = _one_of(
    r"(?:mehr|weitere|ähnliche|verwandte|andere) (?:\w+ )?"
    r"\w*(?:programme|ausschreibungen|wettbewerbe|projekte|aufrufe|förderungen)" + _OF
)
# Below these a page names contacts, files and links of its own, or leads on without a word.
_OWN = _one_of(
    r"(?:ihre?n? |presse-?)?(?:kontakt(?:e|daten|person(?:en)?)?|"
    r"ansprechpartner(?:in|innen|:innen|\*innen)?)(?: (?:und|&|für) .{0,30})?",
    r"pressestelle|pressekontakt|impressum",
    r"(?:für )?(?:rück|nach)fragen(?: .{0,30})?",
    r"(?:zum )?(?:downloads?|herunterladen)(?:bereich)?",
    r"(?:weitere )?(?:dokumente|dateien|unterlagen|anlagen|formulare)",
    r"(?:weiterführende|externe|interne|nützliche|weitere) (?:links?|informationen|infos)",
    r"(?:downloads?|links?) (?:und|&) (?:downloads?|links?)",
    r"links?|mehr|mehr informationen|siehe auch|zum thema|service|aktuelles|news|archiv|partner",
    r"(?:bilder)?galerie|bilder|social media|zusatzinformation(?:en)?",
    r"zurück(?: zur? .{0,30}| zum .{0,30})?|nach oben|(?:zum )?seitenanfang",
    r"(?:diese )?(?:seite|artikel|beitrag|meldung|inhalt)?\s?(?:drucken|empfehlen|teilen|bewerten)",
    _BESIDE,
    r"diese seite|teilen (?:sie|auf|mit) .{0,30}|kommentieren|gefällt mir",
    r"schlag(?:worte?|wörter)|tags",
)
# A line of links to other pages, behind what they have in common.
_TAGGED = _one_of(
    r"(?:schlag(?:worte?|wörter)|stichworte?|tags?|tagged|getaggt mit|kategorien?|categor(?:y|ies)|"
    r"themen|abgelegt unter|veröffentlicht (?:in|unter))\s?:? .+"
)
_EDGE = " \t:.…»›>→▸+-–—•|"
_MOST = 200  # headings of tails, of which no page has more
_LONGEST = 60
_LONGEST_TAGS = 300
_LABEL = 40  # characters outside links in a line of tags
_FIRST = 1 / 3  # of the text is never the tail
# Somebody says something here: a whole sentence, a day, a sum.
_MONTH = r"(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez|mar|may|oct|dec)[a-zäö]*\.?(?!\w)"
_STATES = re.compile(
    r"(?<!\S)(?:\S+\s+){4}\S+[.!?](?:\s|$)"
    rf"|\b\d{{1,2}}\.\s?\d{{1,2}}\.|\b(?:\d{{1,2}}\.?|anfang|mitte|ende|bis)\s{_MONTH}"
    rf"|\b{_MONTH}\s\d{{1,2}}(?:,|\b)|\b{_MONTH}\s\d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    r"|€|\beuro\b|%|\bprozent\b|frist(?:en)?\b|(?<!\bbe)(?<!\ban)(?<!\bab)schluss\b|\bstichtage?n?\b",
    re.IGNORECASE,
)
_PARAGRAPH = 60  # characters outside links, from which on a block is running text
_BREAK = "\n"
_ITEMS = ("li", "td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CANDIDATES = (*_HEADINGS, "p", "div", "span", "strong", "b", "dt", "legend", "summary", "section",
               "header", "li", "a", "td", "th", "label", "button")  # fmt: skip


def cut_tail(
    main: HtmlElement, title: HtmlElement | None, end: HtmlElement | None, layout: Layout
) -> None:
    """Take other pages out of a page, and put a mark where its text ends.

    A box about other pages goes wherever it stands. What stands below the mark is the page's
    own: contacts, files, links. `end` is the element with which the markup ends the article.
    """
    tails = _Tails(main, title, end, layout)
    if _drop_boxes(tails, title):
        tails = _Tails(main, title, end, Layout(main))
    late = [node for node in tails.own if tails.is_late(node)]
    statements = _statements(main) if late else []
    for at, node in enumerate(late):
        if not (tails.own[node] and tails.leads_to(node, statements)):
            _end_with(main, late[at:], tails.own)
            return


class _Tails:
    """The headings of tails on a page, each with whether it heads what is the page's own."""

    def __init__(
        self,
        main: HtmlElement,
        title: HtmlElement | None,
        end: HtmlElement | None,
        layout: Layout,
    ) -> None:
        self.main, self.layout = main, layout
        self.own = dict(islice(self._found(title), _MOST))
        self._others = [self.layout.before(node) for node, own in self.own.items() if not own]
        first = self.layout.before(main if title is None else title)
        article = main if end is None else end
        last = self.layout.before(article) + self.layout.chars(article)
        self._least = first + _FIRST * (last - first)

    def is_late(self, node: HtmlElement) -> bool:
        """Whether an element stands in the last part of the text."""
        return self.layout.before(node) > self._least

    def leads_to(self, node: HtmlElement, statements: Sequence[int]) -> bool:
        """Whether a statement stands behind a heading, before the first about other pages."""
        begin = self.layout.before(node) + self.layout.chars(node)
        others = (at for at in self._others if at >= begin)
        first = bisect_right(statements, begin)
        return first < len(statements) and statements[first] <= next(others, statements[first])

    def _found(self, title: HtmlElement | None) -> Iterator[tuple[HtmlElement, bool]]:
        around = set() if title is None else {title, *title.iterancestors()}
        last: HtmlElement | None = None
        for node in self.main.iter(*_CANDIDATES):
            if not 0 < self.layout.chars(node) <= _LONGEST_TAGS or node in around:
                continue
            if last is not None and last in node.iterancestors():
                continue
            words = spoken(node).strip(_EDGE)
            is_line = (
                self.layout.chars(node) <= _LONGEST
                and _is_line(node)
                and _is_alone(node, self.layout)
            )
            if is_line and self._heads_others(node, words, title):
                last = node
                yield node, False
            elif (is_line and _OWN.fullmatch(words)) or self._is_tags(node, words):
                last = node
                yield node, True

    def _heads_others(self, node: HtmlElement, words: str, title: HtmlElement | None) -> bool:
        """Whether other pages stand below a heading, and no more of its own paragraph."""
        if _OTHERS.fullmatch(words):
            return not _is_spoken_on(node)
        if not (_LINKED.fullmatch(words) or _TEASED.fullmatch(words)):
            return False
        box = _box(node, self.main, title, self.layout)
        if _TEASED.fullmatch(words):
            return _all_linked(box, node, self.layout)
        chars = sum(map(self.layout.chars, box)) - self.layout.chars(node)
        prose = sum(map(self.layout.prose, box)) - self.layout.prose(node)
        return 2 * prose < chars

    def _is_tags(self, node: HtmlElement, words: str) -> bool:
        """Whether an element is a line of links behind "Schlagworte:" or the like."""
        linked = next(node.iter("a"), None) is not None
        return linked and self.layout.prose(node) <= _LABEL and bool(_TAGGED.fullmatch(words))


def _is_line(node: HtmlElement) -> bool:
    """Whether an element is a line of its own, and no list or box that begins with one."""
    within = iter(node.iter("ul", "ol", "dl", "li", "table", "p", *_HEADINGS))
    return next((one for one in within if one is not node), None) is None


def _is_alone(node: HtmlElement, layout: Layout) -> bool:
    """Whether an element is all that is said on its line; of a list, what leads elsewhere."""
    cell = next((one for one in (node, *node.iterancestors()) if one.tag in _ITEMS), None)
    if cell is not None and node.tag not in _HEADINGS:
        is_item = layout.chars(cell) == layout.chars(node)
        if is_item and next(cell.iter("a"), None) is None:
            return False
    lines = (_beside(node, preceding=True), _beside(node))
    said = (one for line in lines for one in takewhile(_is_on_the_line, line))
    return not any(text.strip(_EDGE) for text, is_link in said if not is_link)


def _is_on_the_line(piece: tuple[str, bool]) -> bool:
    return piece[0] != _BREAK


def _all_linked(box: Sequence[HtmlElement], node: HtmlElement, layout: Layout) -> bool:
    """Whether all that stands in a box beside its heading are teasers, each with a link."""
    waiting, around = list(box), {node, *node.iterancestors()}
    teasers: list[HtmlElement] = []
    while waiting:
        one = waiting.pop()
        if one in around or one.tag in ("ul", "ol", "table", "tbody"):
            waiting += [] if one is node else list(one)
        elif layout.chars(one):
            teasers.append(one)
    return bool(teasers) and all(next(one.iter("a"), None) is not None for one in teasers)


def _is_spoken_on(node: HtmlElement) -> bool:
    """Whether the paragraph of an element goes on behind it with more than links."""
    pieces = [(len(text.strip()), is_link) for text, is_link in _beside(node)]
    links = sum(size for size, is_link in pieces if is_link)
    return sum(size for size, is_link in pieces if not is_link) > links


def _beside(node: HtmlElement, *, preceding: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield what stands beside an element up to the next block, each with whether it is a link."""
    while node.tag not in BLOCKS and (parent := node.getparent()) is not None:
        if not preceding:
            yield _words(node.tail), False
        for one in node.itersiblings(preceding=preceding):
            if preceding:
                yield _words(one.tail), False
            if next(one.iter(*BLOCKS), None) is not None:
                return
            is_link = next(one.iter("a"), None) is not None
            yield (_BREAK if one.tag == "br" else spoken(one)), is_link
            if not preceding:
                yield _words(one.tail), False
        if preceding:
            yield _words(parent.text), False
        node = parent


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _drop_boxes(tails: _Tails, title: HtmlElement | None) -> bool:
    """Take out the boxes about other pages, but for the last that the text ends with."""
    gone: set[HtmlElement] = set()
    for node in (node for node, own in tails.own.items() if not own):
        if node in gone:
            continue
        box = _box(node, tails.main, title, tails.layout)
        # A heading that the headline stands below names the page's own department.
        if any(title is inner for one in box for inner in one.iter()):
            continue
        if tails.is_late(node) and not _goes_on(node, box, tails.main, tails.layout):
            continue
        gone.update(inner for one in box for inner in one.iter())
        for one in box:
            drop(one)
    return bool(gone)


def _end_with(
    main: HtmlElement, tails: Sequence[HtmlElement], own: Mapping[HtmlElement, bool]
) -> None:
    """Leave of a tail what is the page's own, behind a mark."""
    tails[0].addprevious(tails[0].makeelement(MARK))
    for at, node in enumerate(tails):
        if not own[node] and node.getparent() is not None:
            following_own = (one for one in tails[at + 1 :] if own[one])
            drop_between(node, next(following_own, None), main)


def _box(
    node: HtmlElement, main: HtmlElement, title: HtmlElement | None, layout: Layout
) -> list[HtmlElement]:
    """Return the elements that belong to a heading: its container, or what follows it."""
    around = {main} if title is None else {main, title, *title.iterancestors()}
    outer = node
    for parent in node.iterancestors():
        starts = layout.before(parent) == layout.before(node)
        if parent in around or not starts or 2 * layout.chars(parent) > layout.chars(main):
            break
        outer = parent
    if layout.chars(outer) > layout.chars(node):
        return [outer]
    return [outer, *_below(outer, node, layout)]


def _below(outer: HtmlElement, node: HtmlElement, layout: Layout) -> Iterator[HtmlElement]:
    """Yield what follows a heading: its list, or all up to the next heading of its rank."""
    rank = _rank(node)
    listed = False
    for sibling in outer.itersiblings():
        heads = next((h for h in sibling.iter(*_HEADINGS)), None)
        if heads is not None and _rank(heads) <= rank:
            return
        if layout.chars(sibling):
            if listed and not layout.is_links(sibling):
                return
            listed = listed or layout.is_links(sibling)
        yield sibling


def _rank(node: HtmlElement) -> int:
    inner = node if node.tag in _HEADINGS else next(node.iter(*_HEADINGS), None)
    return 7 if inner is None else int(str(inner.tag)[1])


def _goes_on(node: HtmlElement, box: list[HtmlElement], main: HtmlElement, layout: Layout) -> bool:
    """Whether the running text goes on behind a box: in paragraphs beside those before it.

    What follows a bare heading is under it, unless it is more than all before, or the page
    has a next heading of its own.
    """
    if _has_next(node, box):
        return True
    at, boxed = layout.before(node), {inner for one in box for inner in one.iter()}
    paragraphs = [p for p in main.iter("p") if p not in boxed and layout.prose(p) >= _PARAGRAPH]
    before = [p for p in paragraphs if layout.before(p) < at]
    homes = {p.getparent() for p in before}
    if len(box) == 1 and box != [node] and _is_followed(box, homes, layout):
        return True
    behind = [p for p in paragraphs if layout.before(p) >= at and p.getparent() in homes]
    if len(box) > 1 or box == [node]:
        return sum(map(layout.prose, behind)) > sum(map(layout.prose, before))
    return bool(behind)


def _is_followed(box: list[HtmlElement], homes: set[HtmlElement | None], layout: Layout) -> bool:
    """Whether behind a closed box something is said among the paragraphs, however short.

    A link would make it a teaser.
    """
    after = next((one for one in box[-1].itersiblings() if layout.chars(one)), None)
    if after is None or after.getparent() not in homes or _has_link(after):
        return False
    words = spoken(after)
    says = _STATES.search(words) or (after.tag == "p" and words.endswith((".", "!", "?")))
    return bool(says) and not is_noise(words)


def _has_link(node: HtmlElement) -> bool:
    return next(node.iter("a"), None) is not None


def _has_next(node: HtmlElement, box: list[HtmlElement]) -> bool:
    """Whether a heading of the page's own follows a box: of no lower rank, and no link."""
    for one in box[-1].itersiblings():
        first = one if one.tag in _HEADINGS else None
        if first is None and box[0] is node and one.tag in ("div", "section"):
            first = next(one.iter(*_HEADINGS), None)
        if first is None or _rank(first) > _rank(node) or next(first.iter("a"), None) is not None:
            continue
        words = spoken(first).strip(_EDGE)
        if not any(known.fullmatch(words) for known in (_OTHERS, _LINKED, _TEASED, _OWN)):
            return True
    return False


def _statements(main: HtmlElement) -> list[int]:
    """Return the places behind which a line outside links has ended that states something."""
    places: list[int] = []
    line: list[str] = []
    seen = links = 0
    for event, node in etree.iterwalk(main, events=("start", "end")):
        if node.tag in BLOCKS or node.tag == "br":
            if _STATES.search(" ".join("".join(line).split())):
                places.append(seen)
            line = []
        links += (node.tag == "a") * (1 if event == "start" else -1)
        text = node.text if event == "start" else None if node is main else node.tail
        seen += length(text)
        line += [] if links or not text else [text]
    return places
