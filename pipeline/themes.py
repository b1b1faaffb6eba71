"""Topics: which of the themes an opportunity belongs to, told by the words it uses.

Each theme is one file in `pipeline/topics`. A term stands for words as follows:

============ ====================================================================
`mobilität`  six letters or more: anywhere in a word, so "Elektromobilität" too
`bus`        fewer: the whole word, inflected or not ("Busse" is `busse`)
`kita*`      words that begin so        `*sport`  words that end so, inflected or not
`=culture`   the whole word, however long
`a* + b`     the first one, where the letters of the second stand near the top as well
`smart city` several words: as they stand, the last one inflected or not
============ ====================================================================

`exclusions` are written alike; a term inside one does not count. `weak_terms` count half, and
in running text only beside a term that counts in full, or where nothing says more. What an
office or a company is called and who may apply is no subject, whatever words are in it; nor is
what a sentence denies, or says of a jury, a donor, another programme or the way there. A long
text, a title that names another theme, and a grant to scholars each ask for more than one word.

`subjects` are what publishers call the theme in a list of their own, to the letter: a value that
is given. `weak_subjects` say it only where nothing else says any theme.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, chain
from pathlib import Path

from pipeline.reading.text.hints import Hints
from pipeline.reading.text.own_lines import own_lines
from pipeline.reading.text.prose import Prose

FOLDER = Path(__file__).parent / "topics"
MOST = 4

_WHOLE_BELOW = 6
_INFLECTION = re.compile(r"(?:e|em|en|er|es|n|s)?(?!\w)")
# The name of an office is no subject: "Ministerium für Landwirtschaft und Umwelt, Weinbau, …".
_OFFICE = re.compile(
    r"(?:[Mm]inisteri(?:ums?|en|n|in)|[Mm]inisters?|Senator(?:in)?|Senatsverwaltung|[Ll]andesamt|"
    r"[Bb]undesamt|[Aa]nstalt|[Bb]ehörde|Landesbetrieb|[Aa]gentur|[Ii]nstitut|[Ss]tiftung|Akademie|"
    r"Beauftragten?|Staatssekretär(?:in)?|[Aa]usschuss|\bAmt|\b[Rr]eferat|Fachbereich|Fachdienst|"
    r"Dezernat|\bHaus)(?:e?s)?\s+"
    r"(?:der\s+(?:Bundes|Landes|Staats)regierung\s+)?(?:für\s+|des\s+|der\s+)?"
    r"(?:(?:[A-ZÄÖÜ][\w-]*|und|für|den|die|der|des|"
    r"(?:ländliche|digitale|nukleare|soziale|regionale)[rnms]?)(?:,\s*|\s+|(?=\W)|$))+"
)
_OFFICES = re.compile(
    r"\b[A-ZÄÖÜ][\w-]*?(?:minister(?:in|innen|ium|iums|ien|s)?|kammern?)\b"
    r"|\b(?:Jugend|Umwelt|Forst|Bau|Schul|Kultur|Sozial|Gesundheits|Landwirtschafts|Denkmal|"
    r"Verkehrs|Wohnungs|Veterinär|Wasserwirtschafts|Straßenbau)(?:amte?s?|ämter)\b"
)
# Where people meet is no subject of what they meet for: "stellt sie im Museum vor".
_PLACE = re.compile(
    r"\b(?:[Ii]m|[Aa]m|[Ii]n der|[Ii]n einem|ins)\s+(?:[A-ZÄÖÜ][\w-]+er\s+)?(?:\w+-)?"
    r"(?:Museum|Rathaus|Bürgerhaus|Kurhaus|Theater|Kino|Dorfgemeinschaftshaus|Gemeinschaftshaus|"
    r"Gemeindehaus|Feuerwehrhaus|Gerätehaus|Hotel|Gasthof|Gasthaus|Vereinsheim|Sportheim|"
    r"Sporthalle|Turnhalle|Mehrzweckhalle|Bücherei|Stadtbibliothek|Kulturzentrum|Kulturhaus|"
    r"Jugendherberge|Waldhotel|Kulturbahnhof|Bildungszentrum|Bildungsstätte)\b"
)
# Who may apply, one after the other: "Kommunen, Hochschulen und Bildungseinrichtungen".
_APPLICANT = (
    r"(?:(?:Bildungs|Forschungs|Weiterbildungs|Wissenschafts|Kultur)?[Ee]inrichtung(?:en)?|"
    r"(?:Bildungs|Schul|Jugendhilfe)?[Tt]rägern?|Kommunen?|Gemeinden?|Gemeindeverb(?:and|ände)n?|"
    r"Städten?|Landkreisen?|Zweckverb(?:and|ände)n?|Unternehmen|KMU|(?:Sportv|V)ereinen?|"
    r"Verb(?:and|ände)n?|Vereinigung(?:en)?|Stiftung(?:en)?|Hochschulen?|Universitäten?|Kirchen|"
    r"Privatpersonen?|Personen|Genossenschaft(?:en)?|Körperschaft(?:en)?|Organisation(?:en)?|"
    r"Schulen|Kindertagesstätten|Kitas|Behörden|Landwirtinnen und Landwirte|Landwirte|Initiativen|"
    r"Forschungsinstituten?|Institutionen)\b"
)
_KIND_OF_APPLICANT = (
    r"(?:(?:kommunale|kirchliche|öffentliche|private|gemeinnützige|freie|eingetragene|anerkannte|"
    r"staatliche|außeruniversitäre|kleine|mittlere|gewerbliche|juristische)[rn]?\s+)?"
)
_APPLICANTS = re.compile(
    rf"\b(?:{_APPLICANT}(?:(?:,\s*(?:und\s+|oder\s+|sowie\s+)?|/|\s+(?:und|oder|sowie)\s+)"
    rf"{_KIND_OF_APPLICANT}{_APPLICANT})+"
    r"|\bTrägern? von Einrichtungen[^.;\n]*"
    r"|[Aa]ntragsberechtigt (?:ist|sind)[^.;\n]*|Wer wird gefördert\?:?[^.;\n]*"
    r"|Wer (?:ist|kann|darf) [^?\n]{0,60}\?[^.;\n]*)"
)
# The name of a company, and the income below which a household is helped.
_COMPANY = re.compile(r"\b[A-ZÄÖÜ][\w&-]*(?: [A-ZÄÖÜ][\w&-]*)? (?:AG|GmbH|SE|KG|eG)\b")
_INCOME = re.compile(r"[^,.;:\n]{0,60}\bunter [\d.]{5,} ?(?:€|Euro\b)")
# What stands at the margin of a text is no subject of it: what is denied, who judges or pays,
# what else there is, and how to get there or send it.
_DENIED = re.compile(
    r"(?:\b[Nn]icht (?:\w+ ){0,2}?(?:gefördert|förderf|förderb|zuwendungsf|bezuschusst|unterstützt"
    r"|berücksichtigt|erstattet|finanziert|antragsberechtigt)"
    r"|\b[Kk]eine (?:Förderung|Zuschüsse|Zuwendung|Mittel)\b"
    r"|\bvon der Förderung (?:\w+ )?ausgeschlossen|\b[Aa]usgeschlossen (?:sind|ist|bleib)"
    r"|\b[Aa]usgenommen (?:sind|ist))[^.!?;\n]*"
)
_DENIED_BEHIND = re.compile(
    r"(?:^|(?<=[.!?;,\n]))[^.!?;,\n]{1,160}\b(?:nicht|keine[nr]?) (?:\w+ ){0,2}?(?:gefördert"
    r"|förderfähig|förderbar|zuwendungsfähig|bezuschusst|berücksichtigt|unterstützt|Förderung"
    r"|übernommen|übernehmen|finanziert|finanzieren|bezahlt|bezahlen|Zuschuss|Zuschüsse)\b"
)
_MARGIN = re.compile(
    r"(?:^|(?<=[.!?;\n]))[^.!?;\n]{0,200}?\b(?:(?:Fach)?[Jj]ury(?![^.!?;\n]*\b(?:bewert|beurteil))"
    r"|Preisgericht|gestiftet"
    r"|finanziert (?:von|durch|aus)|[Nn]eben diesem (?:Programm|Wettbewerb|Zuschuss|Angebot)"
    r"|andere[ns]? (?:Programme?n?|Förderprogramme?n?|Fördertöpfe)|weist (?:zudem |auch )?auf"
    r"|(?:[Ee]in|[Zz]um) Beispiel:|[Ee]rlös|[Uu]mrahm|[Gg]esponsert|Sponsor(?:en)?"
    r"|Ansprechpartner(?:in)?|Haltestelle|[Nn]eben der|[Gg]egenüber (?:der|dem|vom)|[Uu]nweit"
    r"|[Ff]rüher (?:war|stand)|Eigenkapital|Cookies|Datenschutzbeauftragte[rn]?"
    r"|(?:[Ee]rster|1\.) Preis ist|Hauptpreis ist"
    r"|Mittel (?:stammen|kommen) (?:von|aus)|Minuten (?:mit|zu Fuß)|Gehminuten"
    r"|An(?:reise|fahrt)|reisen Sie|parken|Parkplätze|per Post|auf dem Postweg|postalisch"
    r"|(?:Fahrt|Reise)kosten (?:zu[rm]|für die (?:Teilnahme|Anreise|Fahrt)|der Teilnehm)"
    r"|mit (?:Bus|der Bahn|dem (?:Zug|Auto|Fahrrad)|öffentlichen Verkehrsmitteln))\b[^.!?;\n]*"
)
# What stands below such a heading tells who may apply and how, not for what.
_SIDE = (
    r"(?:[\w., -]{0,30}\b)?(?:[Vv]oraussetzung(?:en)?|[Uu]nterlagen|[Nn]achweise"
    r"|[Tt]eilnahmebedingungen|[Aa]ntragsberechtig\w+|Wer (?:kann|darf|ist)\b[^\n]{0,40}"
    r"|Kontakt|Ansprechpartner\w*|Datenschutz\w*|Rechtsgrundlagen?|Bewerbungsverfahren"
    r"|Antragsverfahren|Ablauf)[\w :?/-]{0,30}[*:]*\n"
)
# Its lines go up to the next heading: of Markdown, or a short line that looks like one.
_SIDE_SECTIONS = (
    re.compile(rf"(?:^|\n)#{{1,6}} {_SIDE}(?:(?!#)[^\n]+\n?){{1,12}}"),
    re.compile(
        rf"(?:^|\n)(?:\*\*)?{_SIDE}"
        r"(?:(?![#*\n]|[^\n]{1,70}[?:]\n|[A-ZÄÖÜ][^\n.,;]{2,40}\n[A-ZÄÖÜ])[^\n]+\n?){1,12}"
    ),
)
# "1. Preis: 500 Euro (Grundschule)": who won, and for what he is known.
_WON = re.compile(r"\b\d\. (?:Preis|Platz)\b[^.;,\n]{0,25}(?:[\d.]+ )?(?:Euro|€)[^.;,\n]*")
# "Als Hochschule erhalten Sie bis zu 100 Prozent": the rate of a kind of applicant.
_AS_APPLICANT = re.compile(
    r"(?:^|(?<=[\n.•*-]))\s*(?:Sind Sie|Als) [^.\n]{3,160}\b(?:Sie|sind)\b[^.\n]*"
)
_BRANCHES = re.compile(r"\b(?:Unternehmen|Betriebe|Firmen) (?:aus|der Branchen) [^.;\n]*")
# What is given to scholars is given for whatever they study, which is no theme of the grant.
_SCHOLARLY = re.compile(
    r"[Ff]orsch(?:ung|er|end)|[Ss]tipendi|[Pp]romotion|[Kk]onferenz|[Tt]agung|[Nn]achwuchs"
    r"|[Ww]issenschaftl|[Aa]kademie|[Hh]abilitation|[Pp]ostdoc|[Ff]ellow"
    r"|\b(?:Grants?|ERC|DFG|DAAD)\b"
)
# By what a jury judges hints at the subject where nothing else does.
_JUDGED = re.compile(
    r"(?:^|(?<=[.!?;\n]))[^.!?;\n]{0,200}?\b(?:Fach)?[Jj]ury[^.!?;\n]*\b(?:bewert|beurteil)[^.!?;\n]*"
)
# A sentence about what is funded, sought or honoured, or what for; others tell of the way, the
# venue, the procedure, the surroundings, or of who got something.
_OBJECT = re.compile(
    r"[Ff]örder|[Zz]usch[uü]|[Uu]nterstütz|[Zz]uwendung|[Bb]eihilfe|[Ss]tipendi|[Pp]räm|[Bb]onus"
    r"|[Pp]reis|[Ww]ettbewerb|[Dd]arlehen|[Kk]redit|[Ff]inanz|[Mm]ittel\b|[Ff]onds|[Bb]udget|€|\bEuro\b"
    r"|[Pp]rojekt|[Vv]orhaben|[Mm]aßnahme|[Ii]nvesti|[Kk]onzept|[Ii]deen?\b|\bThem(?:a|en)\b"
    r"|\bZiele?\b|[Pp]rogramm|[Aa]ufruf|[Aa]uslob|[Aa]ntr[aä]g|[Bb]ewerb|[Bb]ewirb|[Tt]eilnehm"
    r"|\b[Ss]uch(?:t|en)\b|[Gg]esucht|[Ee]ngag|\bhilft\b|\bhelfen\b|[Gg]ewähr|[Kk]osten\b"
    r"|[Mm]achen (?:Sie )?mit\b|[Mm]itmachen"
)
_SENTENCE_ENDS = (". ", "! ", "? ", "; ", "\n", "•")
_TO_ITS_END = re.compile(r"(?:[^.!?;\n•]|[.!?](?!\s|$))*[.!?]?")
_OF_RUNNING_TEXT = (
    _PLACE,
    _INCOME,
    _DENIED,
    _DENIED_BEHIND,
    _MARGIN,
    _WON,
    _AS_APPLICANT,
    _BRANCHES,
)
# What a hit weighs: in the title, in the first lines, further down, and once more there.
_IN_TITLE, _IN_LEAD, _IN_TEXT, _AGAIN = 4.0, 2.0, 1.0, 0.25
_LEAD = 400  # characters
_TOP = 800  # characters
_REPEATS = 4
_OFTEN = 3  # words that tell a theme though none of them is said of what is funded
_BARS = 0.0  # the worth of a term that keeps others from counting
_GIVEN = 4.0  # what a subject weighs that the publisher gives
_ENOUGH = 2.0
_ENOUGH_OF_LONG = 3.0  # one word of a long text is soon met by chance
_ENOUGH_OF_RESEARCH = 4.0
_ENOUGH_OF_WEAK = 4.0  # weak words of a long text, be they in its title
_LONG = 1000  # characters
_SHORT = 600
_MORE_THAN_A_HINT = 1.25  # the same in a text that is not short
_HINT = 1.0  # enough where nothing says more
_SHARE = 0.3  # of the weightiest topic's weight, or it is only touched upon
_SHARE_OF_NAMED = 0.4  # the same where the title names that topic
_AROUND = 40  # characters a quote shows on either side


class TopicFileError(ValueError):
    """A topic file lacks something or says it twice; names the file."""


@dataclass(frozen=True, slots=True)
class Term:
    """One way to recognise a theme: letters to look for and where a word must end."""

    text: str
    starts: bool
    ends: bool
    beside: str = ""  # letters that must stand near the top as well

    @classmethod
    def of(cls, written: str) -> Term:
        """Read a term as topic files write it."""
        written, _plus, beside = written.partition(" + ")
        if beside:
            return replace(cls.of(written), beside=beside.lower())
        text = written.strip("*=").lower()
        whole = written.startswith("=") or " " in text or len(text) < _WHOLE_BELOW
        open_start, open_end = written.startswith("*"), written.endswith("*")
        if open_start or open_end:
            return cls(text, starts=not open_start, ends=not open_end)
        return cls(text, starts=whole, ends=whole)

    def spans(self, lowered: str) -> Iterator[tuple[int, int]]:
        """Yield where the term stands in a lower-case text."""
        at = lowered.find(self.text)
        while at >= 0:
            end = at + len(self.text)
            begins = not self.starts or at == 0 or not lowered[at - 1].isalnum()
            if begins and (not self.ends or _INFLECTION.match(lowered, end)):
                yield at, end
            at = lowered.find(self.text, end)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """One theme: its id, German label, Handlungsfeld of the Aktionsplan, and its words."""

    id: str
    label: str
    handlungsfeld: str
    subjects: frozenset[str]
    weak_subjects: frozenset[str]
    terms: tuple[Term, ...]
    weak_terms: tuple[Term, ...]
    exclusions: tuple[Term, ...]
    examples_match: tuple[str, ...]
    examples_not: tuple[str, ...]

    def by_length(self) -> list[tuple[Term, float]]:
        """Return every term with what a hit is worth, the longest first."""
        pairs = [(term, 1.0) for term in self.terms] + [(term, 0.5) for term in self.weak_terms]
        return sorted(pairs, key=lambda pair: -len(pair[0].text))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatch:
    """One theme an opportunity belongs to, the term that weighed most, and where it stands.

    The quote of a subject that is given is its name, which stands in no text.
    """

    topic: str
    term: str
    quote: str
    weight: float
    named: bool = False  # by the title, or as a subject that is given
    weak: bool = False  # by weak terms alone
    earnest: bool = True  # not by weak terms in running text alone
    early: bool = True  # in the title or the first lines
    about: bool = True  # by more than one word in a sentence beside what is funded


@cache
def load_topics(folder: Path = FOLDER) -> tuple[Topic, ...]:
    """Return all themes in order of their ids. Raises TopicFileError naming a broken file."""
    return tuple(_load(path) for path in sorted(folder.glob("*.toml")))


def topic_labels() -> dict[str, str]:
    """Return what each theme is called, by its id."""
    return {topic.id: topic.label for topic in load_topics()}


def topics_of(
    title: str, text: str, topics: Sequence[Topic], subjects: Iterable[str] = ()
) -> tuple[TopicMatch, ...]:
    """Return at most four themes of an entry, the weightiest first.

    The title weighs most, then the first lines; `subjects` are the names of a publisher's own
    list. What the title names or the publisher gives stays. A theme that is only touched upon,
    far down or next to a much weightier one, is left out, and so is one of weak terms alone beside
    one that is not. `quote` stands in title or text to the letter.
    """
    given = frozenset(subjects)
    said = _said(title, text, topics, given, *_OF_RUNNING_TEXT, *_SIDE_SECTIONS, _JUDGED)
    if not said and any(one.search(text) for one in _SIDE_SECTIONS):
        said = _said(title, text, topics, given, *_OF_RUNNING_TEXT, _JUDGED)
    if said or not _JUDGED.search(text):
        return said
    return _said(title, text, topics, given, *_OF_RUNNING_TEXT)[:1]


def _said(
    title: str,
    text: str,
    topics: Sequence[Topic],
    given: frozenset[str],
    *barring: re.Pattern[str],
) -> tuple[TopicMatch, ...]:
    """Return the themes of an entry, without what matches of `barring` in its text say."""
    vocabulary = _vocabulary(tuple(topics))
    heading, body = _Page.of(title, vocabulary), _Page.of(text, vocabulary, *barring)
    found = [
        match
        for topic in topics
        if topic in heading.present or topic in body.present or topic.subjects & given
        if (match := _match(topic, heading, body, topic.subjects & given)) and match.about
    ]
    found.sort(key=lambda match: (-match.weight, match.topic))
    scholarly = bool(_SCHOLARLY.search(title))
    enough = _enough(len(text), scholarly=scholarly)
    proven = [one for one in found if one.earnest and (one.named or one.weight >= enough)]
    if len(text) > _LONG:
        proven = [one for one in proven if not one.weak or one.weight >= _ENOUGH_OF_WEAK]
    if proven:
        return tuple(match for match in proven if _stays(match, proven))[:MOST]
    hints = tuple(one for one in found if _hints(one, title if scholarly else "", len(text)))
    return _at_least(topics, given) or hints[:1]


def is_subject(name: str, topics: Sequence[Topic]) -> bool:
    """Whether a name of a publisher's list is known to any theme."""
    return any(name in topic.subjects or name in topic.weak_subjects for topic in topics)


class _Vocabulary:
    """The terms of all topics, found by the words of a text; those worth nothing bar others."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._terms = [(topic, *pair) for topic in topics for pair in topic.by_length()]
        self._terms += [(topic, term, _BARS) for topic in topics for term in topic.exclusions]
        self._hints = Hints([term.text] for _topic, term, _worth in self._terms)

    def present(self, lowered: str) -> dict[Topic, list[tuple[Term, float]]]:
        """Return what stands in a lower-case text: each topic's terms, the longest first.

        What bars them comes last.
        """
        found: defaultdict[Topic, list[tuple[Term, float]]] = defaultdict(list)
        hints = self._hints.of(lowered)
        while hints:
            lowest = hints & -hints
            topic, term, worth = self._terms[lowest.bit_length() - 1]
            if term.text in lowered:
                found[topic].append((term, worth))
            hints ^= lowest
        return found


@lru_cache(maxsize=4)
def _vocabulary(topics: tuple[Topic, ...]) -> _Vocabulary:
    return _Vocabulary(topics)


@dataclass(frozen=True, slots=True)
class _Page:
    """A text ready to be searched: the terms that stand in it, and what says nothing of it."""

    prose: Prose
    lines: str
    lowered: str
    present: Mapping[Topic, Sequence[tuple[Term, float]]]
    barred: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, vocabulary: _Vocabulary, *barring: re.Pattern[str]) -> _Page:
        prose = Prose.of(text)
        # Lowering letter by letter keeps every position, which str.lower does not promise.
        lowered = prose.plain.lower()
        if len(lowered) != len(prose.plain):
            lowered = "".join(letter.lower()[:1] for letter in prose.plain)
        present = vocabulary.present(lowered)
        patterns = (_OFFICE, _OFFICES, _COMPANY, _APPLICANTS, *barring) if present else ()
        lines = own_lines(prose) if patterns else ""
        barred = tuple(found.span() for one in patterns for found in one.finditer(lines))
        return cls(prose, lines, lowered, present, barred)

    def hits(
        self, topic: Topic, top: str = ""
    ) -> Iterator[tuple[Term, float, list[tuple[int, int]]]]:
        """Yield each term that counts here, its worth and its places; `top` stands first."""
        present = self.present.get(topic)
        if not present:
            return
        barring = (term.spans(self.lowered) for term, worth in present if worth == _BARS)
        barred = [*self.barred, *chain.from_iterable(barring)]
        for term, worth in present:
            if worth == _BARS or term.beside not in top:
                continue
            free = _free(term.spans(self.lowered), barred)
            if free:
                barred += free  # one place is one hit, though "radwege" is "radweg" as well
                yield term, worth, free

    def is_about(self, start: int, end: int) -> bool:
        """Whether a hit stands in an item or a heading, or a sentence about what is funded."""
        low = max(self.lines.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
        if not low:
            return True
        found = _TO_ITS_END.match(self.lines, end)
        said = self.lines[low : found.end() if found else end]
        return not said.endswith((".", "!", "?")) or bool(_OBJECT.search(said))

    def quote(self, start: int, end: int) -> str:
        """Return the original words around a hit, whole words only."""
        plain = self.prose.plain
        low = plain.rfind(" ", 0, max(0, start - _AROUND)) + 1
        high = plain.find(" ", min(len(plain), end + _AROUND))
        return self.prose.span(low, high if high >= 0 else len(plain))[2].strip()


def _match(topic: Topic, heading: _Page, body: _Page, given: frozenset[str]) -> TopicMatch | None:
    weights = [(_GIVEN, name, name) for name in sorted(given)[:1]]
    # A weak term in running text alone proves nothing.
    named = earnest = strong = early = about = bool(given)
    places = 0
    top = heading.lowered + body.lowered[:_TOP]
    for page in (heading, body):
        for term, worth, spans in page.hits(topic, top):
            base = _IN_TITLE if page is heading else _base(spans[0][0])
            weight = worth * (base + _AGAIN * min(len(spans) - 1, _REPEATS))
            weights.append((weight, term.text, page.quote(*spans[0])))
            earnest = earnest or page is heading or worth == 1.0
            strong = strong or worth == 1.0
            early = early or base >= _IN_LEAD
            named = named or (page is heading and worth == 1.0)
            about = about or page is heading or any(body.is_about(*span) for span in spans)
            places += len(spans)
    total = sum(weight for weight, *_ in weights)
    if total < _HINT:
        return None
    _, term_text, quote = max(weights, key=lambda entry: entry[0])
    return TopicMatch(
        topic=topic.id,
        term=term_text,
        quote=quote,
        weight=total,
        named=named,
        weak=not strong,
        earnest=earnest,
        early=early,
        about=about or places >= _OFTEN,
    )


def _at_least(topics: Sequence[Topic], given: frozenset[str]) -> tuple[TopicMatch, ...]:
    """Return what the publisher's own list says where no word says more."""
    return tuple(
        TopicMatch(topic=topic.id, term=name, quote=name, weight=_ENOUGH)
        for topic in topics
        for name in sorted(topic.weak_subjects & given)[:1]
    )


def _stays(match: TopicMatch, found: Sequence[TopicMatch]) -> bool:
    """Whether a theme is more than touched upon, by what else was found (the weightiest first)."""
    if match.named:
        return True
    if match.weak and any(
        not other.weak and (other.named or other.weight > match.weight) for other in found
    ):
        return False
    named = max((other.weight for other in found if other.named), default=0.0)
    return match.weight >= max(_SHARE * found[0].weight, _SHARE_OF_NAMED * named)


def _hints(match: TopicMatch, only_in: str, length: int) -> bool:
    """Whether a theme may stand where nothing says more: of a title alone, if that is given."""
    if only_in:
        return match.quote in only_in
    if match.weak and length > _LONG:
        return False
    return match.early and match.weight >= (_HINT if length < _SHORT else _MORE_THAN_A_HINT)


def _enough(length: int, *, scholarly: bool) -> float:
    if scholarly:
        return _ENOUGH_OF_RESEARCH
    return _ENOUGH_OF_LONG if length > _LONG else _ENOUGH


def _base(start: int) -> float:
    return _IN_LEAD if start < _LEAD else _IN_TEXT


def _free(spans: Iterable[tuple[int, int]], barred: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that no barred one overlaps."""
    barred.sort()
    starts = [start for start, _ in barred]
    reached = list(accumulate((end for _, end in barred), max))

    def is_free(span: tuple[int, int]) -> bool:
        before = bisect_left(starts, span[1])  # so many of them begin before it ends
        return before == 0 or reached[before - 1] <= span[0]

    return [span for span in spans if is_free(span)]


def _load(path: Path) -> Topic:
    try:
        with path.open("rb") as file:
            entry = tomllib.load(file)
        terms = {name: _terms(entry.get(name, [])) for name in ("weak_terms", "exclusions")}
        topic = Topic(
            id=entry["id"],
            label=entry["label"],
            handlungsfeld=entry["handlungsfeld"],
            subjects=frozenset(entry.get("subjects", ())),
            weak_subjects=frozenset(entry.get("weak_subjects", ())),
            terms=_terms(entry["terms"]),
            **terms,
            examples_match=tuple(entry["examples_match"]),
            examples_not=tuple(entry["examples_not"]),
        )
    except KeyError as error:
        raise TopicFileError(f"{path.name}: {error} is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise TopicFileError(f"{path.name}: {error}") from error
    if topic.id != path.stem:
        raise TopicFileError(f"{path.name}: the id {topic.id!r} is not the file's name")
    return topic


def _terms(written: list[str]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(map(Term.of, written)))
