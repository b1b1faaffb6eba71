"""Applicants: who may apply, who may not, how large a municipality, how many partners."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claim import Claim, Field
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import even, sentences
from pipeline.reading.who.acting import DOUBT, UNKNOWN, acting, paid, required, unknown_body
from pipeline.reading.who.asides import doubt_about_aside, is_aside
from pipeline.reading.who.doubts import doubt_about_role
from pipeline.reading.who.frame import Frame, Side
from pipeline.reading.who.frames import QUESTION, frames_in
from pipeline.reading.who.limits import read_limits
from pipeline.reading.who.lists import SPARED, Found, listed, oblique, without_clauses_has
from pipeline.reading.who.nouns import find_nouns
from pipeline.reading.who.passages import NO_LIST, Passage, Role, labelled, passages
from pipeline.reading.who.persons import addressed, persons
from pipeline.reading.who.rated import rated

_LEADING = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß-]+(?:lich|isch|ig|end|iert|al|iv|frei|klein|groß|mittler|jung)e[nr]?"
    r"|Kleine|Mittlere|Junge|Große|Jede[rs]?"
    r"|[a-zäöüß]+[,-]?|[a-zäöüß]+\\?[*:_/][a-z]+|Je|Pro|Kreisfreien?|Freiwilligen?|Freien?"
    r"|[A-ZÄÖÜ]\w+-|Alle|Die|Den|Auch|\(\w+-?\)"
)
_SMALL = re.compile(
    r"\b(?:mit|in|im|aus|können|kann|Sie|bei|einen|eine|und Sie|die|der|den|das|dem"
    r"|[Ii]hre\w*)\b|[,:]"
)
_PHRASE_END = re.compile(
    r" (?:werden|wird|sind|ist|können|kann|dürfen|mit|bei|beim|in|im|zu|zur|zum|für|auf|aus|durch"
    r"|an"
    r"|um|nach|bis|unter|über|stellt|stellen|vergeben|vergibt|gibt|gewährt|gewähren|bietet|bieten"
    r"|zahlt|zahlen)\b|[.;:(]|, (?:die|der|das|wenn|um|sich)\b"
)
_YOU = re.compile(r"\b(?:Sie|[Dd]ich|[Ee]uch|[Dd]u)\b")
# A list item below "Wer wird gefördert?": nouns of applicants and no verb.
_VERB = re.compile(
    r"\b(?:ist|sind|wird|werden|wurde|kann|können|hat|haben|soll|sollen|muss|müssen|erhalten|gibt"
    r"|fördert|steht|stehen|findet|lädt|unterstützt|bietet|darf|dürfen|is|are|can|will|must|has"
    r"|vergeben|vergibt|bieten|suchen|helfen|leisten|nutzen|planen|nicht|ihre|sucht|startet|geht"
    r"|zeigt|stellt|macht|beträgt|liegt|kommt|may|have|[a-zäöü]+(?<!und)t\Z)\b"
)
_ITEM_LEADING = re.compile(
    r"[-–•*·▪]|\d\.?|[Aa]lle|(?!Sie\b|Die\b|Diese\b)[A-ZÄÖÜa-zäöüß][a-zäöüß-]*(?:e|er|ige|freie)"
    r"|[A-ZÄÖÜ]\w+-|und|sowie|insbesondere|z\.|B\.|\(inter-?\)"
)
# Any other verb with its object: "zahlt die Stadt".
_DOES = re.compile(
    r"\b(?!nicht|seit|samt|statt|selbst|sonst|meist|insgesamt|gesamt|laut|privat|derzeit|bereit)"
    r"[a-zäöü]{3,}t (?:die|der|das|den|dem|eine?[nmrs]?|sich)\b"
)
_ITEM_NUMBER = re.compile(r"(?:[•*·▪–-] ?)?(?:(?:[A-Za-z]|\d{1,2})[.)]?(?:\d{1,2}[.)]?)* )?")
_RELATIVE = re.compile(r", (?:die|deren|der|das|welche|bei denen|in denen|an denen)\b")
_BULLET = re.compile(r" ?[•*·▪–-] ")
_NEXT_ITEM = re.compile(r"[,;] [•*·▪–-] ")
# A list in a list: "für Schwerpunkt B" and below it who may apply there.
_FOR_WHAT = re.compile(r"(?:für|bei|im|in)\b[^.;:•]{3,90}?:? [•*·▪–-] ")
_PLACE = re.compile(
    r"[ )]*(?:\([^)]*\))?(?: ?(?:in|aus|im|innerhalb|mit Sitz in|mit|in the) "
    r"(?:der |den |dem |bis |weniger )?(?:[\w.-]+ ?){1,8})?[.:;,]? ?\Z"
)
_TITLE = re.compile(r" (?:im|für|gegen|als|macht|vor|zum|zur) ")
_NAMES_APPLICANTS = frozenset({"entitled", "receivers", "may-join-in", "entitled-to-apply"})
_WHOSE_PROJECTS = "projects-of"
_ENTITLES = frozenset({"entitled", "entitled-subject", "entitled-to-apply", "receivers"})
_LONGEST_ITEM = 240
_LONGEST_TITLE = 120
_BEFORE_EXCLUSION = (" – ", " - ", " • ", "; ", ": ", ", aber ", " aber ")
_CLAUSE_MARKS = (". ", "; ", ": ", ", ", "? ", "! ", " – ", " • ")
# "eine nicht eingetragene Gruppe kann …" denies an attribute, not the sentence.
_NOT = re.compile(
    r"\b(?:[Nn]icht(?! nur| [a-zäöüß]+(?:te|ene|ige|liche)[nrms]? [A-ZÄÖÜ])|[Kk]eine?[nmrs]?"
    r"|(?<!wie )(?<!och )[Nn]ie(?:mals)?|[Ww]eder|[Nn]irgend(?:s|wo)|[Kk]einesfalls|[Kk]eineswegs"
    r"|never|neither)\b"
)
_NEVER = re.compile(
    r"\b(?:(?<!wie )(?<!och )nie(?:mals)?|nirgend(?:s|wo)|keinesfalls|keineswegs|in keinem Fall)\b"
)
_NOT_FIRST = re.compile(r" ?(?:nicht(?! nur)|weder|nie(?:mals)?|nirgends|kein(?:esfalls|eswegs))\b")
_REACH = 420  # characters behind "Wer wird gefördert?" that may still answer
_THEMSELVES = "Dürfen diese selbst einen Antrag stellen, oder sind sie nur angesprochen?"
# Rules that ask: a group that a programme is for may be whom its projects serve.
_TO_ASK = {
    "sought": "Dürfen die Gesuchten selbst einen Antrag stellen?",
    "money-for": "Dürfen diese selbst einen Antrag stellen, oder kommt es ihnen nur zugute?",
    "asked-for-papers": _THEMSELVES,
    "welcome-guests": _THEMSELVES,
    "has-some-access": _THEMSELVES,
    "something-reserved-for": _THEMSELVES,
    "for-in-a-list": _THEMSELVES,
    "helped": "Gibt es für diese Geld, oder nur Hilfe und Beratung?",
    "conditioned": "Sind diese ausgeschlossen, oder nur unter einer Bedingung?",
    "form-users": _THEMSELVES,
    "goes-to": _THEMSELVES,
    "invited-guests": _THEMSELVES,
    "asked-further": _THEMSELVES,
    "target-group": "Dürfen diese selbst einen Antrag stellen, oder sind sie die Zielgruppe?",
}
_BOTH = "Der Text nennt diese Gruppe als förderberechtigt und als ausgeschlossen. Was gilt?"


def read_applicants(prose: Prose, language: str) -> Iterator[Claim]:
    """Yield applicant types, exclusions, population limits and the least number of partners."""
    told: set[tuple[str, bool]] = set()
    named = list(_search(prose))
    whole = even(prose)
    if not any(one.kind == "individual" for _, one in named):
        named += [(whole, one) for one in persons(whole.plain)]
    named += [(whole, one) for one in addressed(whole.plain)]
    named = [(part, one) for part, one in named if one.excluded or not is_aside(part, one)]
    for part, found in _entitled_first(named):
        if (found.kind, found.excluded) not in told:
            told.add((found.kind, found.excluded))
            doubt = _BOTH if (found.kind, not found.excluded) in told else ""
            yield _claim(part, found, doubt or _asked(part, found))
    entitled = any(one.rule in _ENTITLES and not one.excluded for _, one in named)
    for part, found, doubt in _rated(prose):
        if (found.kind, False) not in told:
            told.add((found.kind, False))
            doubt = _BOTH if (found.kind, True) in told else doubt
            yield _claim(part, found, doubt or (DOUBT if entitled else ""))
    prose = whole
    if ("nonprofit", False) not in told:
        yield from (_claim(prose, one, "") for one in required(prose.plain))
    if not told:
        supposed = [] if any(required(prose.plain)) else list(acting(prose.plain))
        if not supposed and len(prose.plain) > _LONGEST_TITLE:
            supposed = list(paid(prose.plain))
        supposed = [found for found in supposed if not is_aside(prose, found)]
        once = {found.kind: found for found in reversed(supposed)}
        yield from (_claim(prose, found, DOUBT) for found in reversed(once.values()))
    yield from read_limits(prose, language)


def _rated(prose: Prose) -> Iterator[tuple[Prose, Found, str]]:
    """Yield whom rows and clauses name with a rate or sum, what is certain first."""
    for found, doubt in sorted(rated(prose.lined), key=lambda one: bool(one[1])):
        part = even(prose.cut(found.start, found.end))
        yield part, found._replace(start=0, end=len(part.plain)), doubt


def _asked(part: Prose, found: Found) -> str:
    """Return what a rule asks that states nothing; nothing of the others."""
    if found.rule == "unknown":
        return UNKNOWN.format(part.plain[found.start : found.end])
    if found.rule in _TO_ASK:
        return _TO_ASK[found.rule]
    role = doubt_about_role(part.plain, found.start, found.end)
    return role or ("" if found.excluded else doubt_about_aside(part, found))


_Placed = tuple[Prose, Found]


def _entitled_first(found: list[_Placed]) -> list[_Placed]:
    """Leave out whose projects are funded where the text says who is entitled: that is all.

    What is only asked comes last, so that a certain word on the same kind is told first.
    """
    if any(one.rule in _ENTITLES and not one.excluded for _, one in found):
        found = [(part, one) for part, one in found if not one.rule.startswith(_WHOSE_PROJECTS)]
    if any(one.rule != "unknown" for _, one in found):
        found = [(part, one) for part, one in found if one.rule != "unknown"]
    return sorted(found, key=lambda placed: bool(_asked(*placed)))


def _search(prose: Prose) -> Iterator[_Placed]:
    framed = False
    for passage in passages(prose):
        for found in _in_passage(passage):
            framed = True
            yield passage.prose, found
    if not framed and all(
        any(find_nouns(line)) for line in prose.lined.split("\n") if line.strip()
    ):
        whole = even(prose)
        yield from ((whole, found) for found in _item(whole.plain))


def _in_passage(passage: Passage) -> Iterator[Found]:
    plain = passage.prose.plain
    framed, denied, answered_to = False, False, _REACH if passage.question else 0
    answering = passage.role is not Role.NONE and not passage.heading
    first = True
    last: list[Found] = []
    for start, end in sentences(plain):
        low = plain[start:end].lower()
        asked = start < answered_to
        answer = _answers(plain, start, end, passage.role) if answering else ()
        rule = "asked" if asked and first else "asked-further" if asked else ""
        last = (
            _sentence(plain, start, end, low, asked=rule, denied=denied)
            or _continued(plain, start, end, last)
            or list(answer)
        )
        first = first and not last
        framed = framed or bool(last)
        yield from last
        if low.rstrip().endswith("?"):
            first = True
            answered_to = end + _REACH if QUESTION.search(plain, start, end) else 0
            denied = bool(_NOT.search(plain, start, end))
    label = None if framed or answering or passage.heading else labelled(plain)
    if label:
        yield from _answers(plain, label[1], len(plain), label[0])


def _answers(plain: str, start: int, end: int, role: Role) -> Iterator[Found]:
    """Yield the applicants of a line of nouns below a heading that names who may apply."""
    excluded = role is Role.EXCLUDED
    rule = "heading" if role is not Role.ADDRESSED else "target-group"
    said = plain[start:end]
    if without_clauses_has(_VERB, said) or without_clauses_has(_DOES, said):
        relative = _RELATIVE.search(said)
        if relative is None or not _led(plain, _item_begin(plain, start, end), end):
            return
        end = start + relative.start()
        if _VERB.search(plain, start, end):
            return
    yield from listed(plain, start, end, rule, excluded=excluded)


def _item_begin(plain: str, start: int, end: int) -> int:
    """Return where an item begins behind its number: "B.1 Vereine, deren …"."""
    number = _ITEM_NUMBER.match(plain, start, end)
    return number.end() if number else start


def _sentence(
    plain: str, start: int, end: int, low: str, *, asked: str, denied: bool
) -> list[Found]:
    found: list[Found] = []
    for frame in frames_in(low):
        found += _framed(plain, start, end, frame)
    if asked and not any(one.excluded for one in found):
        further = asked == "asked-further" and (
            _NEXT_ITEM.search(plain, start, end) is not None
            or not without_clauses_has(_VERB, plain[start:end])
        )
        found += listed(plain, start, end, "asked" if further else asked, excluded=denied)
    return sorted(found, key=lambda one: one.start)


def _continued(plain: str, start: int, end: int, last: list[Found]) -> list[Found]:
    """Return the applicants of a further list item below a sentence that named some."""
    bullet = _BULLET.match(plain, start, end) if last else None
    if not bullet:
        return []
    inner = _FOR_WHAT.match(plain, bullet.end(), end)
    begin = (inner or bullet).end()
    if not _led(plain, begin, end):
        return []
    return list(listed(plain, begin, end, last[-1].rule, excluded=last[-1].excluded))


# Who helps without money, or once did: "Der Verein unterstützt Familien".
_OTHER_HELP = re.compile(
    r"\b(?:[\w-]*[Vv]erein|[\w-]*[Bb]eratung|[\w-]*[Ss]telle|[\w-]*[Nn]etzwerk|[\w-]*[Pp]rojekt"
    r"|[\w-]*[Zz]entrum|[\w-]*[Mm]anagement|[\w-]*[Aa]kademie|[Ee]r|[Ss]ie|[Tt]eam)\b"
)


# Whom projects serve more often than they apply: a frame of help alone tells nothing of them.
_SERVED = re.compile(
    r"(?:Menschen|Eltern|Senior\S*|Erwachsene\w*|Einzelne|Kindern?|Mädchen|Jungen|Frauen"
    r"|Männern?)\Z"
)
_ONLY_SERVED = re.compile(r"(?:Kindern?|Mädchen|Jungen|Frauen|Männern?)\Z")
_HELPING = frozenset(
    {"funded", "funded-subject", "grants", "called", "sought", "for-them", "may-receive",
     "is-granted-to", "granted-to", "profit", "offers", "honoured", "receive-subject"}
)  # fmt: skip
# "unterstützt Vereine bei der Suche": help, which need not be money.
_SUPPORTING = frozenset({"funded", "funded-subject", "funded-with-it"})
_WITH_WHAT = re.compile(r"\b(?:bei|beim|dabei|durch Beratung|mit Rat|darin)\b")
_MONEY_SAID = re.compile(
    r"\b(?:[Ff]inanziell\w*|[\w-]*[Zz]usch(?:uss|üsse)\w*|[\w-]*[Ff]ördermittel\w*|Euro|EUR"
    r"|gefördert"
    r"|fördert|Mitteln|Prozent)\b|[€%]"
)
# What shuts out only as long as, or only those who: it excludes no kind.
_CONDITION = re.compile(
    r"\b(?:Ohne|[Bb]is zu[rm]?|[Bb]evor|[Ss]olange|[Ww]enn|[Ff]alls|[Ss]ofern|[Ww]ährend|[Ss]oweit"
    r"|mehrfach|doppelt|erneut)\b"
)
_FAR = 70  # characters behind a denial in which its condition may stand
_CONTEST = re.compile(r"ettbewerb|[Pp]reis|[Ss]tipendi|usschreibung|ewerb|eilnahme|hallenge|ward")


def _may_be(found: Found, frame: Frame, phrase: str, plain: str) -> bool:
    if found.kind != "individual":
        return True
    if frame.name == "addressed" and _ONLY_SERVED.match(plain, found.start, found.end):
        return _CONTEST.search(phrase) is not None  # a programme for them is applied for by others
    served = frame.name in _HELPING and _SERVED.match(plain, found.start, found.end)
    return frame.people and not served


def _framed(plain: str, start: int, end: int, frame: Frame) -> Iterator[Found]:
    # Between one match and the next, so that no passage is looked through for each of them.
    matches = list(frame.pattern.finditer(plain, start, end))
    before = [start, *(match.end() for match in matches)]
    after = [*(match.start() for match in matches[1:]), end]
    for match, begin, stop in zip(matches, before, after, strict=False):
        if frame.name == "funded" and _OTHER_HELP.search(plain, begin, match.start()):
            continue
        first, last = _governed(plain, begin, stop, frame, match)
        if frame.excludes and frame.side is Side.BEFORE:
            yield from _spared(plain, match.end(), stop)
        if first < last:
            rule = frame.name
            if rule in _SUPPORTING and _helps_only(plain, match.start(), end):
                rule = "helped"
            excludes = frame.excludes or _negated(plain, begin, match, first, stop)
            if excludes and _CONDITION.search(plain, begin, match.end() + _FAR):
                rule = "conditioned"
            found = listed(plain, first, last, rule, excluded=excludes, agent=frame.agent)
            kept = [one for one in found if _may_be(one, frame, match.group(), plain)]
            yield from kept
            if not kept and not excludes and frame.name in _NAMES_APPLICANTS:
                body = unknown_body(plain, first, last)
                yield from (body,) if body else ()


def _helps_only(plain: str, start: int, end: int) -> bool:
    """Whether a sentence promises help with something, and no money."""
    return (
        "nterstütz" in plain[start:end]
        and _WITH_WHAT.search(plain, start, end) is not None
        and _MONEY_SAID.search(plain, start, end) is None
    )


def _spared(plain: str, start: int, end: int) -> Iterator[Found]:
    """Yield whom a denial spares: "Einzelne können nicht gefördert werden, wohl aber Vereine"."""
    for spared in SPARED.finditer(plain, start, end):
        yield from listed(plain, spared.start("list"), spared.end("list"), "spared")


def _negated(plain: str, start: int, match: re.Match[str], first: int, end: int) -> bool:
    """Whether the clause of a frame denies what it says: "Keinen Antrag stellen können …"."""
    clause = max(plain.rfind(mark, start, match.start()) for mark in _CLAUSE_MARKS)
    before = _NOT.search(plain, max(start, clause), match.end())
    if before or (first == match.end() and _NOT_FIRST.match(plain, first)):
        return True
    if first == match.end():  # whom it names stand behind; what is said of them is no denial
        return False
    marks = (plain.find(mark, match.end(), end) for mark in _CLAUSE_MARKS)
    return bool(
        _NEVER.search(plain, match.start(), min((at for at in marks if at > 0), default=end))
    )


def _governed(
    plain: str, start: int, end: int, frame: Frame, match: re.Match[str]
) -> tuple[int, int]:
    """Return the passage that a frame governs; an empty one where it governs nothing."""
    if frame.side is Side.AFTER:
        return match.end(), end
    if frame.side is Side.BEFORE:
        begin = _inside(plain, start, match.start())
        if frame.excludes:
            ends = (plain.rfind(end, start, match.start()) for end in _BEFORE_EXCLUSION)
            begin = max(begin, *ends)
        return max(start, begin), match.start()
    if frame.side is Side.HEAD:
        return (match.end(), end) if _led(plain, match.end(), end) else (end, end)
    if frame.side is Side.PHRASE:
        if not _led(plain, match.end(), end):
            return end, end
        stop = _PHRASE_END.search(plain, match.end(), end)
        return match.end(), stop.start() if stop else end
    if frame.side is Side.SUBJECT:
        return (start, match.start()) if _led(plain, start, match.start()) else (end, end)
    if not _YOU.search(plain, match.start(), end):
        return end, end
    stop = _SMALL.search(plain, match.end(), end)
    return match.end(), stop.start() if stop else end


def _inside(plain: str, start: int, end: int) -> int:
    """Return where the bracket opens in which `end` stands, or 0."""
    opened = plain.rfind("(", start, end)
    return opened + 1 if opened > plain.rfind(")", start, end) else 0


def _led(plain: str, start: int, end: int) -> bool:
    noun = next(find_nouns(plain, start, end), None)
    return bool(noun and _only(_LEADING, plain[start : noun.start()]))


def _only(leading: re.Pattern[str], text: str) -> bool:
    return all(leading.fullmatch(word) for word in text.split())


def _item(plain: str) -> Iterator[Found]:
    if (
        NO_LIST.search(plain)
        or len(plain) > _LONGEST_ITEM
        or "?" in plain
        or _VERB.search(plain)
        or _TITLE.search(plain)
    ):
        return
    first = next(find_nouns(plain), None)
    if not first or not _only(_ITEM_LEADING, plain[: first.start()]):
        return
    found = list(listed(plain, 0, len(plain), "item"))
    if any(oblique(one, plain) for one in found):
        return
    several = len({one.kind for one in found}) > 1
    if found and (several or _PLACE.fullmatch(plain, found[-1].end)):
        yield from found


def _claim(prose: Prose, found: Found, doubt: str) -> Claim:
    start, end, quote = prose.span(found.start, found.end)
    return Claim(
        field=Field.EXCLUDED_APPLICANT if found.excluded else Field.APPLICANT,
        value=found.kind,
        quote=quote,
        start=start,
        end=end,
        rule=f"applicants.{found.rule}",
        doubt=doubt,
    )
