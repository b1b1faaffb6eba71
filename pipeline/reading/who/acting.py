"""Acting: whom a text says something may do or gets, where it never says who may apply.

"Zwölf Gemeinden können mit einem Moderationsteam arbeiten" states no entitlement, but it is
what a reader would go by. So it is a question that carries the words, never a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.reading.text.sentences import is_question, sentences
from pipeline.reading.who.lists import Found, listed

UNKNOWN = "Der Text nennt als antragsberechtigt „{}“. Zu welcher Gruppe gehört das?"
DOUBT = "Dürfen diese einen Antrag stellen, oder spricht der Text nur von ihnen?"
_COUNTED = (
    r"(?:\d{1,4}|[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|[Zz]ehn"
    r"|[Ee]lf|[Zz]wölf|[Zz]wanzig|[Hh]undert|[Mm]ehrere|[Ee]inige|[Vv]iele)"
)
# What may stand before the noun at the head of such a sentence.
_HEAD = re.compile(
    rf"(?:(?:[Bb]is zu|[Rr]und|[Ee]twa|[Ww]eitere|[Aa]uch|[Aa]lle|[Jj]ede|[Dd]ie|{_COUNTED}"
    r"|[a-zäöüß]+(?:e|er|en)) ){0,4}"
)
_VERB = re.compile(
    r" (?:können|kann|dürfen|darf|sollen|sollten|erhalten|erhält|bekommen|bekommt|reichen|bewerben"
    r"|werden(?= [^.;]{3,90}(?:unterstützt|gefördert|begleitet|ausgewählt)\b))\b"
)
_PAST = re.compile(r"\b(?:haben|hatten|wurden|waren|konnten|erhielten|bekamen|bisher|bereits)\b")
_FARTHEST = 90  # characters between the noun and its verb: "… mit höchstens 15.000 Einwohnern"
_STOP = re.compile(r"[;:]|, ")


# What stands in the place of an applicant and is none that the vocabulary knows.
_BODY = re.compile(
    r"\s*(?:(?:(?!(?:an|am|in|im|bei|beim|zu|zur|zum|aus|mit|für|von|vom|auf|nach|über|unter) )"
    r"[a-zäöüß]+(?:e|er|en|em|es)?|alle|auch|nur|vor allem) ){0,4}"
    r"(?P<body>(?:[a-zäöüß]+e[nr]? )?[A-ZÄÖÜ][\w-]{3,}(?:[*:_/-]?innen)?"
    r"(?: (?:und|oder) [A-ZÄÖÜ][\w-]{3,}(?:innen)?)?)"
)
_NO_BODY = re.compile(
    r"(?:Antrags?t?e|Antrags?steller|Bewerb|Projekt|Maßnahme|Vorhaben|Investition|Kosten|Ausgaben"
    r"|Empfänger|Träger\b|Zuwendung|Förder|Personen$|Anträge|Verfügung|Form\b|Interess"
    r"|Institution|Sie\b|Wer\b|Alle\b|Diejenigen|Fälle)"
)
_ONE_PERSON = re.compile(r"(?:er|innen|ende|ierte)$")
# Money, and for whom it is: "Zuschüsse für Vereine".
_ONE = re.compile(r"(?:eine|diese|unsere|die|den|das)[nmrs]? ")
_MONEY_FOR = re.compile(
    r"\b(?:[\w-]*[Zz]usch(?:uss|üsse)|Zuwendung(?:en)?|[\w-]*[Ff]örderung|Fördermittel|Stipendi\w+"
    r"|[\w-]*[Pp]rämie|[\w-]*[Pp]rogramm|Finanzhilfen?|Zuweisungen) (?:für|an) "
)
# What whoever applies must be: "Nachweis der Gemeinnützigkeit des Projektträgers".
_REQUIRED = re.compile(
    r"[Gg]emeinnützigkeit (?:der|des|Ihrer|Ihres|einer|eines) (?:antragstellenden [A-ZÄÖÜ]\w+"
    r"|Antrags?stell\w+|Projektträger\w*|Trägers|Organisation|Einrichtung|Institution|Empfänger\w*"
    r"|Körperschaft|Gesuchstell\w+)\b"
    r"|(?:[Vv]orhaben|[Mm]aßnahmen?|[Pp]rojekte?) eines gemeinnützigen (?:Trägers|Projektträgers)"
    r"|(?:antragstellende[nr]?|beantragende[nr]?) (?:Organisation|Einrichtung|Institution"
    r"|Körperschaft)"
    r" (?:muss|ist|sollte) [^.;?]{0,40}gemeinnützig\b"
    r"|(?:Antrags?steller\w*|Antragstellende|Projektträger|Träger) (?:muss|müssen) [^.;?]{0,30}"
    r"gemeinnützig (?:sein|anerkannt)"
    r"|[Vv]oraussetzung(?:en)?:? ?(?:[•*·▪–-] ?)?[Gg]emeinnützige[rs]? (?:Organisation|Träger"
    r"|Einrichtung"
    r"|Körperschaft|Institution)\b"
)
_NOT_WORD = re.compile(r"\b(?:nicht|keine?n?|ohne|unabhängig)\b")
_NOT_REQUIRED = re.compile(r"[^.;]{0,60}\b(?:nicht|keine?n?|unabhängig)\b")


def required(plain: str) -> Iterator[Found]:
    """Yield what a condition demands of whoever applies: to serve the common good."""
    if "emeinnützig" not in plain:
        return
    for match in _REQUIRED.finditer(plain):
        around = max(0, match.start() - 30)
        if not _NOT_REQUIRED.match(plain, match.end()) and not _NOT_WORD.search(
            plain, around, match.start()
        ):
            yield Found("nonprofit", match.start(), match.end(), False, "required")
            return


def unknown_body(plain: str, start: int, end: int) -> Found | None:
    """Return who stands first in the place of an applicant, with a guess at the kind."""
    found = _BODY.match(plain, start, end)
    if not found or _NO_BODY.search(found["body"]):
        return None
    kind = "individual" if _ONE_PERSON.search(found["body"]) else "association"
    return Found(kind, found.start("body"), found.end("body"), False, "unknown")


def paid(plain: str) -> Iterator[Found]:
    """Yield for whom a sentence says that there is money, with the words that say so."""
    for start, end in sentences(plain):
        sentence = plain[start:end]
        if is_question(sentence) or _PAST.search(sentence):
            continue
        for money in _MONEY_FOR.finditer(plain, start, end):
            if _ONE.match(plain, money.end()):
                continue
            head = _HEAD.match(plain, money.end(), end)
            begin = head.end() if head else money.end()
            first = next(listed(plain, begin, min(end, begin + _FARTHEST), "paid"), None)
            if first and first.start == begin:
                yield first._replace(start=money.start())
                return


def acting(plain: str) -> Iterator[Found]:
    """Yield who stands at the head of a sentence and may do or gets something, with its verb."""
    for start, end in sentences(plain):
        verb = _VERB.search(plain, start, min(end, start + 2 * _FARTHEST))
        sentence = plain[start:end]
        if not verb or is_question(sentence) or _PAST.search(sentence):
            continue
        head = _HEAD.match(plain, start, verb.start())
        begin = head.end() if head else start
        for found in listed(plain, begin, verb.start(), "acting"):
            near = verb.start() - found.end <= _FARTHEST
            if found.start == begin and near and not _STOP.search(plain, begin, verb.start()):
                yield found._replace(start=start, end=verb.end())
