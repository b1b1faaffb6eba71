"""Frames: the closed list of sentence shapes that bind a date to its role.

Words near a date make it a candidate (`scoring`); only a frame makes it certain. A frame is a
shape of letters (`clauses`): T names a deadline, W a time of applying, A the act, O what is
handed in, K a call; small letters hang on a preposition or another noun. A date is 1 "bis",
2 a window, 3 "ab", 4 "am", 5 "der", 6 "zum", 7 nothing, 8 "nach", 9 "vor", 0 "vom".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from pipeline.reading.text.date_groups import Chain, Way
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.clauses import VERBS, Clause, clause_of, letters_of
from pipeline.reading.time.known_days import calls_something_else, is_done_by_then, is_shown
from pipeline.reading.time.years import EACH, is_yearly


class Role(Enum):
    """What a frame says of its date."""

    CLOSES = "one applies until then"
    OPENS = "one applies from then on"
    OTHER = "something else happens then"
    LABELLED = "an unknown label stands between a heading of deadlines and the date"


@dataclass(frozen=True, slots=True)
class Frame:
    """What binds a date: the name of the shape, and the role it gives."""

    name: str
    role: Role


# In a shape "…" stands for what may hang on a noun, a blank for adverbs and all that is governed.
_OF = r"[.#u&,<!twaokjnbgpqxNOAKJ-]*"
_ADV = r"[.u#&,<twaokjnbgpqxG]*"
# The same as "…" in words without a verb, where an unknown word may be one.
_BARE = r"(?:[.<&,][.u#]*[twaokjnbgpqx]|[,#-])*"
_HUNG = r"(?:[.<&,][.u#]*[twaokjnbgpqx]|^[.u#G]+|[&,#NKOA-])*"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of letters, by its name and with a sentence that has it."""

    name: str
    example: str
    pattern: re.Pattern[str]


def _shapes(*rows: tuple[str, str, str]) -> tuple[Shape, ...]:
    return tuple(
        Shape(name, example, re.compile(shape.replace("…", _OF).replace(" ", _ADV)))
        for name, example, shape in rows
    )


CLOSING = _shapes(
    ("term is", "Die Antragsfrist ist der 3. Mai.", "[TW]…c(?: [5712]|[^mcflesv]*5)"),
    ("term is", "Die Antragsfrist für Reisen im Mai und Juni ist der 3. Mai.",
     "[TW](?:…%)+…c [5712]"),
    ("term is", "Für alle ist die Antragsfrist der 3. Mai.", "c [TW]…[5712]"),
    ("term is on", "Die Antragsfrist ist am 3. Mai.", "[TW]…c[46][,#%&-]*$"),
    ("date is term", "Der 3. Mai gilt als Antragsfrist.", "[57]c[.ue]*T|c[57][.ue]*T"),
    ("on date is term", "Am 3. Mai ist Bewerbungsschluss.", "[46]c[.u]*T[twaokjn<.#]*$"),
    ("term ends", "Die Antragsfrist endet am 3. Mai.", "[TWKA]…[fcm]? e [145672]"),
    ("term ends", "Die Antragsfrist wird am 3. Mai enden.", "[TWKA]…[fcm]? [14567] e"),
    ("term ends", "Die Antragsfrist endet mit Ablauf des 3. Mai.",
     "[TWKA]…e <[.u]*q[.u]*7[,#%&-]*$"),
    ("term ends", "Am 3. Mai endet die Antragsfrist.", "[146]e [TWKA]"),
    ("term ends", "Für alle endet die Antragsfrist am 3. Mai.", "e [TWKA]…[14567]"),
    ("term ends", "Die Skizzenfrist endet am 1. Mai, die Antragsfrist am 3. Mai.",
     "[TWKA]…e.*%.*[TWKA]…[14567]"),
    ("end of term", "Ende der Bewerbungsfrist 3. Mai", "^[.u]*Q[.u<]*[twak]…[1457]$"),
    ("date is term", "3. Mai Bewerbungsschluss", "^[71]u?T[twaokjn<.#O]*$"),
    ("be there", "Anträge müssen bis 3. Mai beim Amt sein.",
     "[AO]…m 1[,.u<]*(?:<[.u<]*[nb])+[fv]$"),
    ("be there", "Bis 3. Mai muss der Antrag beim Amt sein.",
     "^[.u]*1m[.u]*[AO][.u#]*(?:<[.u]*[nb])+[fv]$"),
    ("is due", "Applications are due on 3 May.", "[AO]…c e [145672]"),
    ("term runs", "Der Aufruf läuft bis zum 3. Mai.", "[TWKA]…l [12]|[12]l [TWKA]"),
    ("term is moved", "Die Frist wurde bis 3. Mai verlängert.", "[TWKA]…[fcvm]+ [12650] r"),
    ("term is moved", "Die Frist wurde verlängert bis 3. Mai.", "[TWKA]…[fcvm]+ r [126507]"),
    ("term is moved", "Nun wird die Frist bis 3. Mai verlängert.", "[fcvm] [TWA]…[1265] r"),
    ("term is moved", "So wird die Frist um eine Woche verlängert – auf den 3. Mai.",
     "[fcvm] [TWA]… r[-,]?[126]"),
    ("term is moved", "Neu ist, dass die Frist auf den 3. Mai verlängert wurde.",
     "[TWA]…[1265] r[fc]"),
    ("term is moved", "Das Amt verlängert die Frist bis zum 3. Mai.", "r[.uNn<]*[TW]…[126]"),
    ("term is moved", "Antragsfrist verlängert bis 3. Mai", f"^{_HUNG}[TWA]{_HUNG}r[126]"),
    ("term is moved", "Verlängert bis 3. Mai: Bewerbung um den Preis", "^r[126]"),
    ("term is moved", "Verlängerung der Antragsfrist bis 3. Mai", "[QT][.u<]*[tw]?…[126]$"),
    ("is open", "Der Aufruf ist bis zum 3. Mai geöffnet.", "[KWAT]…[cf]? (?:= [12]|[12] =)"),
    ("is open", "Bis zum 3. Mai ist der Aufruf geöffnet.", "[12][cf] [KWAT]…=|^=[12]"),
    ("invited", "Das Land lädt bis zum 3. Mai zur Bewerbung ein.", "§ [12] [ao]"),
    ("invited", "Ihre Ideen erwarten wir bis 3. Mai.", "^[.u]*[AO][.u]*§ [12]"),
    ("invited", "Die Stadt bittet um Bewerbungen bis 3. Mai.", "§[.u<]*[AOTao]…[12]"),
    ("window", "Die Antragsphase ist vom 3. bis 9. Mai.", "[WA]…[cvi] 2"),
)  # fmt: skip
OPENING = _shapes(
    ("begins", "Die Antragsphase startet am 3. Mai.", "[WKAT]…[fmc]* s [43576]"),
    ("begins", "Die Antragsphase wird am 3. Mai gestartet.", "[WKAT]…[fmc]? [43] s"),
    ("begins", "Am 3. Mai startet die Antragsphase.", "[43][fm]?s [WKAT]"),
    ("runs since", "Die Bewerbungsfrist läuft seit dem 3. Mai.", "[TWKA]…l 3"),
    ("opens", "Ab dem 3. Mai ist die Antragstellung freigeschaltet.", "3c [WKAO]…="),
    ("begins", "Mit der Antragstellung kann ab 3. Mai begonnen werden.", "^<[.u]*a [mf] 3 s"),
    ("opens", "The call will open on 3 May.", "[WKAO][^mcfesl]*[mcf]? (?:=[43]|3.*=|4=)"),
    ("start of", "Start der Antragsphase: 3. Mai", "^[.u]*(?:P|S[.u<]*[wtaok]) c? [3457]"),
)
# What one does to apply: a modal verb with its infinitive, "ist … einzureichen", "ist möglich",
# "nimmt … entgegen", "reichen Sie … ein".
_PREDICATE = re.compile(r"m.*[hi]|[hi]f?[mc]|z|y|f.*\+|\+f|^[^mcf]*[hi+][^mcf]*$")
_HEADS = (
    (re.compile(r"[TDAVGWPKO][.u#]*(?:<[.u#]*)?(?:a[.u#]*(?:<[.u#]*)?)?x"), "X"),
    (re.compile(r"[OAV]<?[.u]*!"), "X"),
    (re.compile(r"V[u#]*\.[.u#]*[nb]"), "N"),
    (re.compile(r"V"), "A"),
    (re.compile(r"[taogw][.u#]*(?:<[.u#]*)?x"), "x"),
    (re.compile(r"G[.u#]*<?[.u#]*[aot]"), "T"),
    (re.compile(r"[TD][.u#]*(?:<[.u#]*)?x|D[.u#]*(?:<[.u#]*)?b"), "X"),
    (re.compile(r"D<h"), "T"),
    (re.compile(r"D"), "T"),
    (re.compile(r"d"), "t"),
    (re.compile(r"y[.<]*a"), "yA"),
)
# Before and after a date that is the value of a label.
_WORDS = re.compile("[^.u<#,%&-]")
_NOTES = re.compile(r"(?:[.,#<&%|\t:-][^,mcflesv]*)?(?:,.*)?")
_NOTES_OF_LABEL = re.compile(r"[^,mcflesv]*(?:,.*)?")
_NEUTRAL = re.compile("[.u<#,&GgAaOoKkJj:()|-]*")
_VERB = re.compile(rf"[{VERBS}]")
_GRANTED = re.compile("[.u]*J(?:[.u#&]*(?:<[.u#]*)?[njmkg])*[.u#]*")
# In the title of a call, and what shows that it is over, or of something else.
_CALLS = re.compile(
    r"aufruf|ausschreibung|\bcall\b|(?<!wett)bewerb(?!er)|antrag(?!stell(?:er|end))|einreich"
    r"|mitmachen|förderfenster"
)
_CALLED_BEFORE = re.compile(
    r"ergebnis|ausgewählt|gefördert|bewilligt|ausstellung|laufzeit|umsetzung|durchführung|projektphase"
    r"|veranstalt|workshop|archiv|berat|prüfung|auswahl|nachweis|auszahlung|frühere|bisherige|jury"
    r"|wettbewerbsbeitr|auftrag|antragskonferenz|sprechstunde|rückblick"
)
_OWN = 240  # characters before a day in which its subject may stand
# What a title calls for is money only where it says so, or names nothing but the act itself:
# "Ausschreibung Weihnachtsmarkt" is of a stall, "Ausschreibung Dorfschreiberin" of a stay.
_FUNDED = re.compile(
    r"projekt|vorhaben|konzept|\bideen?\b|\w*(?:preis|wettbewerb|fonds|stipendi\w+|zuschuss|zuschüsse"
    r"|budget|zuwendung|förderung|förderprogramm|fördermittel)(?:e?s|en)?\b|\bproposals?|\bapplications?"
    r"|anträge|bewerbung|einreichung|skizze"
)
_ACT = re.compile(
    r"\W*(?:\w+er |\d+\. |so |jetzt )?\w*(?:aufruf|ausschreibung|call|bewerb|antrag|einreich"
    r"|mitmachen|förderfenster)[\w-]*(?: (?:20\d\d|\d\.?|läuft|offen|sie sich|dich))*"
    r"(?: für [\w-]+(?:,? (?:und )?[\w-]+)?)?\W*"
)
_ATTENDED = re.compile(
    r"markt|sommer|fest\b|festival|woche|\w+tage?\b|residenz|schreiber|akademie|radeln|lauf\b|spende"
    r"|pacht|fläche|grundst|stelle\b|stand\b|stände|ausstell|camp\b|kurs|seminar|messe|konzert|aktion"
    r"|aufenthalt|miete|schau\b|börse|turnier|treffen|helfer|meister\b|kraft\b|leitung\b"
)
_TITLE = 90  # characters: what is longer is no title
_DAY_FIRST = re.compile(r"\W*(?:\w+day|\w+tag|mittwoch)?\W*\d{1,2}\. ?\w+", re.IGNORECASE)
# Over a column of days, without saying of what.
_WHEN = re.compile(r"(?:datum|termine?|wann|tag|zeit(?:punkt|raum|plan)?|date|when)\W*")
# Below a day: a text of whole sentences.
_REPORTS = re.compile(r"\s*[A-ZÄÖÜ][^\n]*(?:\w+ ){3}[^\n]*\w[.!?](?:\s|$)")
_LAST_DAY = re.compile(
    r"(?:^|[\n.] ?)\W*(?:letzter|spätester) (?:tag|termin)(?: ist(?: der)?)?:?\s*$"
)
_PRONOUN = re.compile(r"\W*(er|sie|es|dieser|diese|dieses|die annahme)\b")
_HE = re.compile(r"(?:antrag|bogen|beitrag|steckbrief|vorschlag|vordruck)\b")
_SHE = re.compile(
    r"(?:skizzen?|bewerbung(?:en)?|bekundung(?:en)?|unterlagen|anträge|bögen|anfragen?)\b"
)
_IT = re.compile(r"(?:formular|formblatt|konzept|ansuchen|gesuch)\b")
_EACH = re.compile(f"{_HE.pattern}|{_SHE.pattern}|{_IT.pattern}")
_NAMED_BY = {
    **dict.fromkeys(("er", "dieser"), _HE),
    **dict.fromkeys(("sie", "diese"), _SHE),
    **dict.fromkeys(("es", "dieses"), _IT),
    "die annahme": _EACH,
}
# "Anträge nehmen wir ab dem 3. Mai entgegen, vorher nicht."
_BEHIND = 120  # characters
_NOT_BEFORE = re.compile(r", (?:vorher|früher) (?:\w+ )?nicht\b")
# "muss am 3. Mai vorliegen": what is there on a day was handed in until then.
_IS_THERE = re.compile(
    r"\b(?:muss|müssen)\b.{0,160}?\b(?:vorliegen|eingegangen sein|vorgelegt sein)\b"
)
_LATE = re.compile(
    r"\b(?:nicht|keine?n?|unberücksichtigt|verspätet|zu spät|abgelehnt|zurückgewiesen"
    r"|ausgeschlossen|not|no longer|rejected)\b"
)
COUNTS = re.compile(
    r"berücksichtig|berat|bewertet|sitzung|entschieden|entscheid|nächste\w* runde|teil"
    r"|in betracht|auf (?:der )?(?:basis|grundlage)|werden geprüft|wird geprüft|wettbewerb"
    r"|considered"
)
# "Nächste Einreichung: 3. Mai", "Abgabe 3. Mai": the act stands before its day as a label.
_GIVEN_ON = re.compile(
    r"(?:^|[:;,–—(|*•-])\s*(?:(?:nächste|letzte|letztmögliche|online)[nrs]?[ -])?"
    r"(?:einreichung|einsendung|abgabe)(?:en)?[\s:|]*$"
)
# What alone says that one applies, whatever is handed in: "Beantragt werden kann bis …".
_APPLIED = re.compile(r"\b(?:beantragt|beworben)\b")
_WILL_BE = re.compile(r"\b(?:wird|werden)\b")
_LAST = re.compile(r"\bletzt(?:mals|malig|mögliche[rn]?|er|e)\b")
_RUNS_OUT = re.compile(r"\b(?:ab|aus)\b\W*$")
_UNTIL_TERM = re.compile(r"\bbis zu[rm] (?:[\w-]+ )?[\w-]+ $")


def frame_of(layout: Layout, sentence: Sentence, chain: Chain, others: list[Chain]) -> Frame | None:
    """Return the frame that a date stands in, or None."""
    if is_shown(layout, chain):
        return Frame("shown", Role.OTHER)
    dateline = _of_dateline(layout.raw, chain)
    if dateline:
        return dateline
    clause = clause_of(layout, sentence, chain, others)
    words = layout.low[sentence.start : sentence.end]
    before = layout.low[max(sentence.start, chain.lead - 60) : chain.lead]
    shape = _headed(clause.all)
    above = [letters_of(level) for level in layout.above(sentence, chain.start)]
    lines = _lines_around(layout.raw, chain)
    if lines:
        role = _of_letters(letters_of(lines[0]), clause)
        if role in (Role.CLOSES, Role.OPENS, Role.OTHER):
            return Frame("label below", role)
        if lines[1] or calls_something_else(lines[0]):
            return None  # its label says nothing, and what stands above is of the day before
    bare = re.search("[Dd]", clause.line) and not re.search("[TWAOKtwaok]", clause.line)
    if bare and is_done_by_then(words, words):
        return Frame("done by then", Role.OTHER)
    if sentence.table and _WHEN.fullmatch(sentence.heading):
        return _of_row(layout, sentence, clause)
    if _elsewhere(layout, sentence, clause, shape, above):
        return None
    if clause.date == "4" and _UNTIL_TERM.search(before):  # "bis zur Antragsfrist am 3. Mai"
        clause = replace(clause, date="1")
        shape = re.sub("t4", "1", shape)
    if layout.low.startswith("fristende", chain.lead) and not clause.before:
        return Frame("label", Role.CLOSES)
    if clause.date == "0" and before.endswith("deadline "):
        return Frame("deadline of", Role.CLOSES)
    if before.endswith("sondern "):  # "endet nicht im April, sondern am 3. Mai"
        shape = shape.replace("~", "")
    if _NOT_BEFORE.search(layout.low, chain.end, min(sentence.end, chain.end + _BEHIND)):
        shape = shape.replace("~", "")
    if clause.condition:
        return None
    free = set(re.sub("[^A-Z]", "", shape))
    if "X" in free and not free & set("TAOWKJ"):
        return Frame("no application", Role.OTHER)
    if clause.happens and clause.date in "456":
        return Frame("happens", Role.OTHER)
    if _is_late(clause, words, before):
        return Frame("late", Role.CLOSES)
    if clause.attribute:
        return _of_attribute(clause, words)
    taken_up = _of_taken_up(layout, sentence, chain, clause)
    if taken_up:
        return taken_up
    labelled = _of_label(clause, above)
    if labelled and labelled.role is not Role.LABELLED:
        return labelled
    if clause.date == "7" and _GIVEN_ON.search(before) and _NOTES.fullmatch(clause.after):
        return None if above and "X" in _headed(above[0]) else Frame("given on", Role.CLOSES)
    latest = "spätestens" in layout.low[max(0, chain.lead - 12) : chain.start] and _WILL_BE.search(
        words
    )
    if latest and clause.date == "1" and re.search("[AO].*f.*[hi]", shape) and "X" not in free:
        return Frame("hand in", Role.CLOSES)  # "Der Antrag wird später gestellt, spätestens bis …"
    return (
        _of_shape(layout, chain, clause, shape)
        or _of_handing_in(clause, shape, words)
        or _below_call(layout, sentence, chain)
        or labelled
    )


def _of_taken_up(layout: Layout, sentence: Sentence, chain: Chain, clause: Clause) -> Frame | None:
    """Return the frame of a day whose subject is what the statement right before hands in.

    "Nötig ist eine Skizze; sie muss bis zum 3. Mai eingegangen sein." A pronoun takes up a noun
    of its own gender, a bare "Letzter Tag" a statement that says how one applies.
    """
    own = layout.low[max(sentence.start, chain.lead - _OWN) : chain.lead].rpartition("; ")[2]
    last = _LAST_DAY.search(own[-40:])
    pronoun = _PRONOUN.match(own)
    said = _said_before(layout, sentence, chain) if last or pronoun else ""
    letters = _headed(letters_of(said))
    if "~" in clause.all or re.search("[X~]", letters) or not re.search("[AO]", letters):
        return None
    if last:
        handed_in = re.search("[AO].*[hzi]|[hzi].*[AO]", letters)
        alone = not clause.after.strip(",.")
        return Frame("taken up", Role.CLOSES) if handed_in and alone else None
    if pronoun is None or not _NAMED_BY[pronoun[1]].search(said.lower()):
        return None
    if pronoun[1] == "die annahme":
        return Frame("taken up", Role.CLOSES) if re.search("^.?Ne.*[1457]", clause.all) else None
    if re.search("[A-Z]", clause.all) or not re.search("m.*hf|c.*z|m.*i", clause.all):
        return None
    if clause.date not in "13":
        return None
    return Frame("taken up", Role.OPENS if clause.date == "3" else Role.CLOSES)


def _said_before(layout: Layout, sentence: Sentence, chain: Chain) -> str:
    """Return the statement right before that of a day: up to a semicolon, or a sentence."""
    plain = layout.prose.plain
    semicolon = layout.low.rfind("; ", max(sentence.start, chain.lead - _OWN), chain.lead)
    if semicolon >= 0:
        return plain[max(sentence.start, semicolon - _OWN) : semicolon]
    before = layout.at(max(0, sentence.start - 1))
    said = plain[before.start : sentence.start]
    return "" if before is sentence or "\n\n" in said else said


def _of_dateline(raw: str, chain: Chain) -> Frame | None:
    """Return the frame of a day that stands alone between the title of a report and its text."""
    start, end = raw.rfind("\n", 0, chain.lead) + 1, raw.find("\n", chain.end)
    day = chain.dates[0]
    if chain.way is not Way.NONE or len(chain.days()) > 1 or not (day.year and day.day) or end < 0:
        return None
    beside = re.search(r"\w", raw[start : chain.start] + raw[chain.end : end])
    if beside or not _REPORTS.match(raw, end):
        return None
    title = raw[max(0, start - 2 * _TITLE) : start].strip().rpartition("\n")[2]
    first = raw[:start].strip() == title
    letters = letters_of(title)
    if title.endswith((":", "?")) or letters.endswith(("<", "c", "1")) or len(title.split()) > 30:
        return None
    says = re.search(r"[mcflesvr=]", letters)
    goes_on = re.search(r"[mcflesvr=].*u|T.*u$", letters)
    if (says if first else goes_on) or (first and "!" in title):
        return Frame("dateline", Role.OTHER)
    return Frame("dateline", Role.LABELLED) if first and re.search("[TWADPS]", letters) else None


def _below_call(layout: Layout, sentence: Sentence, chain: Chain) -> Frame | None:
    """Return the frame of a window that stands alone below a title of applying."""
    raw, low = layout.raw, layout.low
    start, end = raw.rfind("\n", 0, chain.lead) + 1, raw.find("\n", chain.end)
    around = low[start : chain.lead] + low[chain.end : end if end >= 0 else len(low)]
    if not chain.opens or re.search(r"\w", around):
        return None
    line = raw.rfind("\n", sentence.start, max(sentence.start, start - 1)) + 1
    before = low[max(line, sentence.start) : start].strip()
    title = before or next(iter(layout.above(sentence, chain.start)), "").lower()
    if len(title) > _TITLE or not _CALLS.search(title) or _CALLED_BEFORE.search(title):
        return None
    applied = (_FUNDED.search(title) or _ACT.fullmatch(title)) and not _ATTENDED.search(title)
    return Frame("below call", Role.CLOSES if applied else Role.LABELLED)


def _elsewhere(
    layout: Layout, sentence: Sentence, clause: Clause, shape: str, above: list[str]
) -> bool:
    """Whether what is handed in is named above or before, and is no application."""
    if clause.labels or not _VERB.search(shape) or shape.startswith(("hfm", "hmf")):
        return False  # "Beantragt werden kann bis zum 3. Mai."
    if re.search("[TWAOKJ]", shape if "D" not in clause.all else shape.replace("T", "")):
        return False
    named = above[0] if above else ""
    if not re.search("[A-Z]", shape):  # "Er ist bis zum 3. Mai einzureichen."
        before = layout.at(max(0, sentence.start - 1))
        named += letters_of(layout.prose.plain[before.start : before.end])
    return "X" in named and not re.search("[TDWAOK]", _headed(named).replace("X", ""))


def _is_late(clause: Clause, words: str, before: str) -> bool:
    """Whether what comes in after the date does not count: "nach dem 3. Mai eingehende Anträge"."""
    handed_in = clause.attribute or any(letter in clause.all for letter in "hiz")
    after = clause.date == "8" or (clause.date == "4" and before.endswith("später als "))
    return after and handed_in and _refuses(words)


def _headed(shape: str) -> str:
    """Write "Abgabe des Nachweises" as what is handed in: its head is no application."""
    for pattern, letter in _HEADS:
        shape = pattern.sub(letter, shape)
    return shape


def _of_attribute(clause: Clause, words: str) -> Frame | None:
    if clause.date == "1" and _counts(words):
        return Frame("counted", Role.CLOSES)
    return Frame("attribute", Role.OTHER) if clause.date == "3" else None


def _of_shape(layout: Layout, chain: Chain, clause: Clause, shape: str) -> Frame | None:
    if clause.date == "4" and "l" in shape and _RUNS_OUT.search(_rest(layout, chain)):
        shape = shape.replace("l", "e")
    if "~" not in shape:
        for role, shapes in ((Role.CLOSES, CLOSING), (Role.OPENS, OPENING)):
            for one in shapes:
                if one.pattern.search(shape):
                    return Frame(one.name, role)
    if re.search(r"c[.<&ugG,]*[tT]7", clause.all) and not re.search("[xX~]", shape):
        return Frame("term is", Role.CLOSES)  # "Für Reisen gilt jedes Jahr der Antragstag 3. Mai."
    if clause.bracket and re.search(r"T[.u<twaokjn]*[57142]", shape):
        return Frame("term in brackets", Role.CLOSES)
    return _of_phrase(clause, shape)


def _rest(layout: Layout, chain: Chain) -> str:
    sentence = layout.at(chain.start)
    return re.split(r"[,;.](?!\d)|\bund\b", layout.low[chain.end : sentence.end])[0]


# A sentence may name many days: what is asked of its words for each is answered once.
@lru_cache(maxsize=8)
def _is_limit(words: str) -> bool:
    return bool(is_yearly(words) or EACH.search(words) or _LAST.search(words))


@lru_cache(maxsize=8)
def _counts(words: str) -> bool:
    return bool(COUNTS.search(words))


@lru_cache(maxsize=8)
def _refuses(words: str) -> bool:
    return bool(_LATE.search(words))


def _of_phrase(clause: Clause, shape: str) -> Frame | None:
    """Return the frame of words without a verb: "Bewerbung bis 3. Mai", "Antragsschluss 3. Mai"."""
    before = _headed(clause.before)
    if _VERB.search(before) or clause.relative:
        return None
    if re.search("(?:^|,)[.u]*A$|(?:^|,)u*O$", before) and clause.date == "3":
        if "~" in clause.after:
            return None  # "Anträge ab dem 3. Mai nicht mehr möglich"
        return Frame("act from", Role.OPENS)
    if before.endswith("S") and clause.date == "7" and re.search("[TDW]", clause.line):
        return Frame("start beside term", Role.OPENS)
    own = before + clause.date
    if re.search(rf"^{_HUNG}[TW]{_HUNG}[14572]$|^{_HUNG}A{_HUNG}[12]$|^{_HUNG}O{_BARE}[12]$", own):
        after = clause.after.lstrip(",")
        if not re.match(r"[^,]*[mcflesv]", after):
            return Frame("phrase", Role.CLOSES)
    return None


def _of_handing_in(clause: Clause, shape: str, words: str) -> Frame | None:
    limit = (
        _is_limit(words)
        or (re.search("m[^cels]*4[^cels]*[hi]f?$", shape) and _IS_THERE.search(words))
        or clause.bracket
        or re.search("<[.u]*t7", shape)
    )  # "zu den Stichtagen 3. Mai und 5. Juni"
    if not (clause.date in "123" or (clause.date in "4567" and limit)) and not (
        clause.date == "6" and "z" in shape  # "Anträge sind zum 3. Mai einzureichen."
    ):
        return None
    if clause.date == "3" and re.search("[pb]3", shape):
        return None  # "Vorhaben mit Beginn ab dem 3. Mai"
    if not _PREDICATE.search(shape) or "~" in shape:
        return None
    free = set(re.sub("[^A-Z]", "", shape))
    if "X" in free:
        return None
    if clause.relative and not re.search("[my]", shape):
        return Frame("counted", Role.CLOSES) if _counts(words) else None
    if re.search(r"[fcv][^mzy]*[hi]|[hi]f?c", shape) and not re.search("[mzy+]", shape):
        return None  # "sind eingegangen", "wurden eingereicht": a report
    applied = free & set("AOKTWJ" if shape[0] == "i" else "AOKTW")
    if re.search("h[,&]+u", shape) or (not free & set("TAOWKJ") and "B" in free):
        return None
    permitted = not re.search("c.*z|z.*c", shape) or "y" in shape or free <= set("J")
    spoken = not free and _APPLIED.search(words)
    if "hf" in shape and not free & set("AOKTWJM") and not spoken:
        return None  # In the passive what is handed in must be known: "Das Logo muss …".
    asked_of_you = not free and "m" not in shape and "c" not in shape  # "Diese senden Sie …"
    if applied or asked_of_you or (clause.strong and (permitted or not free & set("NBQM"))):
        return Frame("hand in", Role.OPENS if clause.date == "3" else Role.CLOSES)
    return None


def _of_label(clause: Clause, above: list[str]) -> Frame | None:
    """Return the frame of a date that stands as the value of a label or heading."""
    own, before = clause.labels, clause.before
    said = clause.relative or bool(_VERB.search(clause.all))
    phrase = not own and not said and bool(_WORDS.search(before))  # "• Dorfladen bis 3. Mai"
    if phrase:
        own, before = (before,), ""
    notes = _NOTES_OF_LABEL if own else _NOTES
    if own and clause.date in "126" and re.fullmatch("[%,-]*r", before):
        before = ""  # "Antragsfrist: 3. Mai → verlängert bis 9. Juni"
        return Frame("label", Role.CLOSES) if re.search("[TWD]", own[0]) else None
    if _VERB.search(clause.before) or _WORDS.search(before) or not notes.fullmatch(clause.after):
        return None
    behind = re.match(r"[:|\t-]+([^%|]*)", clause.after)
    own = own or ((behind[1],) if behind else ())
    unknown = asked_for = False
    for index, level in enumerate((*own, *above)):
        role = _of_letters(level, clause)
        if phrase and not index and role is Role.CLOSES:
            role = None  # Whether a phrase is of applying is not told here.
        if role is Role.OTHER and index:
            return None  # What stands far above says little of this day.
        if role is Role.CLOSES and index > 1 and own and not re.search("[TDWtdw]", level):
            role = Role.LABELLED  # "Teilnahme" far above "1. Runde: 3. Mai bis 5. Juni"
        if role:
            unknown = unknown or (asked_for and not re.search("T", level))
            return Frame("label", Role.LABELLED if unknown and role is not Role.OTHER else role)
        # A heading may be the name of a call; what stands right before a day says what it is.
        if index == 0 or not own:
            # Below "Antragsfristen" a label that says what is given says for what the day holds.
            asked_for = asked_for or bool(_GRANTED.fullmatch(level))
            unknown = unknown or not (_is_neutral(level) or asked_for)
    return None


def _of_row(layout: Layout, sentence: Sentence, clause: Clause) -> Frame | None:
    """Return the frame of a day below "Datum": another cell of its row says what it is."""
    raw = layout.raw
    end = raw.find("\n", sentence.end)
    row = [raw.rfind("\n", 0, sentence.start) + 1, sentence.start, sentence.end]
    row.append(end if end >= 0 else len(raw))
    cells = re.split(r"[\t|]", raw[row[0] : row[1]] + "\t" + raw[row[2] : row[3]])
    roles = [_of_letters(letters_of(cell), clause) for cell in cells if cell.strip()]
    found = {role for role in roles if role} - {Role.LABELLED}
    if _WORDS.search(clause.before + clause.after) or not found:
        return None
    return Frame("row", found.pop()) if len(found) == 1 else None


def _lines_around(raw: str, chain: Chain) -> tuple[str, bool] | None:
    """Return the line below a day that is alone on its own, and whether a day before has one, too.

    An empty line stands above the day and below that line, so that they belong together.
    """
    start, end = raw.rfind("\n", 0, chain.lead) + 1, raw.find("\n", chain.end)
    if end < 0 or re.search(r"\w", raw[start : chain.lead] + raw[chain.end : end]):
        return None
    above = raw[max(0, start - 3 * _TITLE) : start].rstrip(" \t")
    label, _, after = raw[end + 1 : end + 3 * _TITLE].partition("\n")
    fits = 0 < len(label.strip()) <= _TITLE and not after.partition("\n")[0].strip()
    if not fits or (above.strip() and not above.endswith("\n\n")):
        return None
    before = above.rstrip().split("\n")[-2:]
    return label.strip(), len(before) > 1 and bool(_DAY_FIRST.match(before[0]))


def _is_neutral(level: str) -> bool:
    """Whether a label says which of several, and not what: "1. Runde", "Frühjahr 2027"."""
    named = "u" not in level or re.search("[GAOKJgaokj]", level)
    return bool(named and _NEUTRAL.fullmatch(level))


def _of_letters(level: str, clause: Clause) -> Role | None:
    label = _headed(level)
    asks = re.search("@.*(?:m.*[hi]|c.*[zy]|[hi])", label)  # "Bis wann kann ich mich bewerben?"
    if re.fullmatch(r"<?@\??", label) and clause.date in "1247":
        return Role.LABELLED  # "Bis wann?"
    leads = re.search("[twTW]", label) and re.search("m.*[hi]|c.*[zy]", label)
    if (asks or leads) and "X" not in label:
        return Role.OPENS if clause.date == "3" else Role.CLOSES
    if re.search("[XxB]", label):
        return Role.LABELLED if re.search("[TW]", label) else Role.OTHER
    beside = "S" in label and re.search("[TDW]", clause.line)
    opens = beside or re.search("P|S[.u<]*[wtaok]|[KWAO].*=", label)
    if opens and clause.date not in "12":
        return Role.OPENS
    if re.search("[TW]|Q[.u]*[twka]|[KWAO].*e", label) or re.search(
        "V[.u<]*[oajOAJ]|A[.u<]*[oaj]", level
    ):
        return Role.CLOSES
    if re.search("[AO]", label) and clause.date in "12":
        return Role.CLOSES
    if re.fullmatch("[.u]*A", label) and clause.date == "7":
        return Role.LABELLED  # "Bewerbung: 3. Mai" may as well be the first day.
    return None
