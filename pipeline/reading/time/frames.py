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

from pipeline.reading.text.date_groups import Chain
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.clauses import VERBS, Clause, clause_of, letters_of
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


# What may stand between a noun and its verb: what hangs on it, adverbs, other dates.
_OF = r"[.#u&,<!twaokjnbgpqxNOAKJ-]*"
_ADV = r"[.u#&,<twaokjnbgpqxGN]*"
_END = r"[,#%&-]*$"

# The name of each frame, an example, and its shape. The first that fits decides.
_CLOSING: tuple[tuple[str, str, str], ...] = (
    ("term is", "Die Antragsfrist ist der 3. Mai.", rf"[TW]{_OF}c{_ADV}[5712]"),
    ("is term", "Für alle ist die Antragsfrist der 3. Mai.", rf"c{_ADV}[TW]{_OF}[5712]"),
    ("term is on", "Die Antragsfrist ist am 3. Mai.", rf"[TW]{_OF}c[.u]*[46]{_END}"),
    ("date is term", "Der 3. Mai gilt als Antragsfrist.", rf"[57]c[.u]*T|c[57][.u]*T"),
    ("on date is term", "Am 3. Mai ist Bewerbungsschluss.", rf"[46]c[.u]*T[twaokjn<.#]*$"),
    ("term ends", "Die Antragsfrist endet am 3. Mai.", rf"[TWKA]{_OF}[fcm]?{_ADV}e{_ADV}[145672]"),
    ("term ends", "Die Frist wird am 3. Mai enden.", rf"[TWKA]{_OF}[fcm]?{_ADV}[14567]{_ADV}e"),
    ("ends term", "Am 3. Mai endet die Antragsfrist.", rf"[146]e{_ADV}[TWKA]"),
    ("ends term", "Für alle endet die Antragsfrist am 3. Mai.", rf"e{_ADV}[TWKA]{_OF}[14567]"),
    ("term and term", "Die Frist endet am 1. Mai, der Aufruf am 3. Mai.", rf"[TWKA]{_OF}e.*%.*[TWKA]{_OF}[14567]"),
    ("is due", "Applications are due on 3 May.", rf"[AO]{_OF}c{_ADV}e{_ADV}[145672]"),
    ("term runs", "Der Aufruf läuft bis zum 3. Mai.", rf"[TWKAO]{_OF}l{_ADV}[12]|[12]l{_ADV}[TWKAO]"),
    ("term is moved", "Die Frist wurde bis 3. Mai verlängert.", rf"[TWKAO]{_OF}[fcvm]+{_ADV}[12650]{_ADV}r"),
    ("term is moved", "Die Frist wurde verlängert bis 3. Mai.", rf"[TWKAO]{_OF}[fcvm]+{_ADV}r{_ADV}[126507]"),
    ("is term moved", "Nun wird die Frist bis 3. Mai verlängert.", rf"[fcvm]{_ADV}[TWA]{_OF}[1265]{_ADV}r"),
    ("moves term", "Das Amt verlängert die Frist bis zum 3. Mai.", rf"r[.uNn<]*[TW]{_OF}[126]"),
    ("moved", "Verlängert bis 3. Mai: Bewerbung", r"^r[126]"),
    ("moving of term", "Verlängerung der Antragsfrist bis 3. Mai", rf"[QT][.u<]*[tw]?{_OF}[126]$"),
    ("open", "Der Aufruf ist bis zum 3. Mai geöffnet.", rf"[KWAOT]{_OF}[cf]?{_ADV}(?:={_ADV}[12]|[12]{_ADV}=)"),
    ("open", "Bis zum 3. Mai ist der Aufruf geöffnet.", rf"[12][cf]{_ADV}[KWAOT]{_OF}=|^=[12]"),
    ("window", "Die Antragsphase ist vom 3. bis 9. Mai.", rf"[WA]{_OF}[cvi]{_ADV}2"),
)  # fmt: skip
_OPENING: tuple[tuple[str, str, str], ...] = (
    ("begins", "Die Antragsphase startet am 3. Mai.", rf"[WKAT]{_OF}[fmc]*{_ADV}s{_ADV}[43576]"),
    ("begins", "Die Antragsphase wird am 3. Mai gestartet.", rf"[WKAT]{_OF}[fmc]?{_ADV}[43]{_ADV}s"),
    ("begins", "Am 3. Mai startet die Antragsphase.", rf"[43][fm]?s{_ADV}[WKAT]"),
    ("opens on", "The call will open on 3 May.", rf"[WKAO][^mcfesl]*[mcf]?{_ADV}(?:=[43]|3.*=)"),
    ("start of", "Start der Antragsphase: 3. Mai", rf"^[.u]*(?:P|S[.u<]*[wtaok]){_ADV}[3457]"),
)  # fmt: skip
# What one does to apply: a modal verb with its infinitive, "ist … einzureichen", "ist möglich",
# "nimmt … entgegen", "reichen Sie … ein".
_PREDICATE = re.compile(r"m.*[hi]|[hi]f?[mc]|z|y|f.*\+|\+f|^[^mcf]*[hi+][^mcf]*$")
_HEADS = (
    (re.compile(rf"[TDAVGWPKO][.u#]*(?:<[.u#]*)?(?:a[.u#]*(?:<[.u#]*)?)?x"), "X"),
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
_NOTES = re.compile(r"(?:[,#<&%|:-][^,mcflesv]*)?(?:,.*)?")
_NOTES_OF_LABEL = re.compile(r"[^,mcflesv]*(?:,.*)?")
_NEUTRAL = re.compile("[.u<#,&GgAaOoKkJj:()|-]*")
_VERB = re.compile(rf"[{VERBS}]")
_LATE = re.compile(
    r"\b(?:nicht|keine?n?|unberücksichtigt|verspätet|zu spät|abgelehnt|zurückgewiesen|ausgeschlossen"
    r"|not|no longer|rejected)\b"
)
_COUNTS = re.compile(
    r"berücksichtig|berat|bewertet|sitzung|entschieden|entscheid|nächste\w* runde|teil"
    r"|in betracht|werden geprüft|wird geprüft|wettbewerb|considered"
)
_LAST = re.compile(r"\bletzt(?:mals|malig|mögliche[rn]?|er|e)\b")
_RUNS_OUT = re.compile(r"\b(?:ab|aus)\b\W*$")
_UNTIL_TERM = re.compile(r"\bbis zu[rm] (?:[\w-]+ )?[\w-]+ $")
_STAGE_LABEL = re.compile(
    r"(?:(?:\d+\.?|i{1,3}\.?|erste|zweite|dritte|vierte|neue|nächste|letzte|aktuelle)[rsn]? ?)?"
    r"(?:(?:stufe|phase|runde|call|tranche|frühjahr|sommer|herbst|winter|halbjahr|quartal|jahr|termin"
    r"|datum|stichtag|frist|stage|round)[se]?n?)? ?(?:\d+|[ivx]{1,4})?"
)


def frame_of(layout: Layout, sentence: Sentence, chain: Chain, others: list[Chain]) -> Frame | None:
    """Return the frame that a date stands in, or None."""
    clause = clause_of(layout, sentence, chain, others)
    words = layout.low[sentence.start : sentence.end]
    before = layout.low[max(sentence.start, chain.lead - 60) : chain.lead]
    shape = _headed(clause.all)
    if clause.date == "4" and _UNTIL_TERM.search(before):  # "bis zur Antragsfrist am 3. Mai"
        clause = replace(clause, date="1")
        shape = re.sub("t4", "1", shape)
    if clause.date == "0" and before.endswith("deadline "):
        return Frame("deadline of", Role.CLOSES)
    if clause.condition:
        return None
    if chain_is_late(clause, words):
        return Frame("late", Role.CLOSES)
    if clause.attribute:
        return _of_attribute(clause, words)
    return (
        _of_label(clause, sentence)
        or _of_shape(layout, chain, clause, shape)
        or _of_handing_in(clause, shape, words)
    )


def chain_is_late(clause: Clause, words: str) -> bool:
    """Whether what comes in after the date does not count: "nach dem 3. Mai eingehende Anträge"."""
    handed_in = clause.attribute or any(letter in clause.all for letter in "hiz")
    return clause.date == "8" and handed_in and bool(_LATE.search(words))


def _headed(shape: str) -> str:
    """Write "Abgabe des Nachweises" as what is handed in: its head is no application."""
    for pattern, letter in _HEADS:
        shape = pattern.sub(letter, shape)
    return shape


def _of_attribute(clause: Clause, words: str) -> Frame | None:
    if clause.date == "1" and _COUNTS.search(words):
        return Frame("counted", Role.CLOSES)
    return Frame("attribute", Role.OTHER) if clause.date == "3" else None


def _of_shape(layout: Layout, chain: Chain, clause: Clause, shape: str) -> Frame | None:
    if (
        clause.date == "4"
        and re.search("[TWKA].*l", shape)
        and _RUNS_OUT.search(_rest(layout, chain))
    ):
        shape = shape.replace("l", "e")
    found = _first(_CLOSING, shape) or _first(_OPENING, shape)
    if found and "~" not in shape:
        role = Role.CLOSES if found in {name for name, _, _ in _CLOSING} else Role.OPENS
        return Frame(found, role)
    if clause.bracket and re.search(r"T[.u<twaokjn]*[57142]", shape):
        return Frame("term in brackets", Role.CLOSES)
    return _of_phrase(clause, shape)


def _rest(layout: Layout, chain: Chain) -> str:
    sentence = layout.at(chain.start)
    return re.split(r"[,;.](?!\d)|\bund\b", layout.low[chain.end : sentence.end])[0]


def _first(frames: tuple[tuple[str, str, str], ...], shape: str) -> str:
    return next((name for name, _, pattern in frames if re.search(pattern, shape)), "")


def _of_phrase(clause: Clause, shape: str) -> Frame | None:
    """Return the frame of words without a verb: "Bewerbung bis 3. Mai", "Antragsschluss 3. Mai"."""
    before = _headed(clause.before)
    if _VERB.search(before) or clause.relative:
        return None
    if before.endswith("S") and clause.date == "7" and re.search("[TDW]", clause.line):
        return Frame("start beside term", Role.OPENS)
    if re.search(rf"[TW]{_OF}[14572]", shape) or re.search(rf"[AO]{_OF}[12]", shape):
        after = clause.after.lstrip(",")
        if not re.match(r"[^,]*[mcflesv]", after):
            return Frame("phrase", Role.CLOSES)
    return None


def _of_handing_in(clause: Clause, shape: str, words: str) -> Frame | None:
    limit = is_yearly(words) or EACH.search(words) or _LAST.search(words) or clause.bracket
    if not (clause.date in "123" or (clause.date in "4567" and limit)):
        return None
    if clause.date == "3" and re.search("[pb]3", shape):
        return None  # "Vorhaben mit Beginn ab dem 3. Mai"
    if not _PREDICATE.search(shape) or "~" in shape:
        return None
    free = set(re.sub("[^A-Z]", "", shape))
    if "X" in free:
        return None if free & set("TAOW") else Frame("other", Role.OTHER)
    if clause.relative and not re.search("[my]", shape):
        return Frame("counted", Role.CLOSES) if _COUNTS.search(words) else None
    if re.search(r"[fcv][^mzy]*[hi]|[hi]f?c", shape) and not re.search("[mzy+]", shape):
        return None  # "sind eingegangen", "wurden eingereicht": a report
    applied = free & set("AOKTW")
    permitted = "z" not in shape or "y" in shape or free <= set("J")
    asked_of_you = not free and "m" not in shape and "c" not in shape  # "Diese senden Sie …"
    if applied or asked_of_you or (clause.strong and (permitted or not free & set("NB"))):
        return Frame("hand in", Role.OPENS if clause.date == "3" else Role.CLOSES)
    return None


def _of_label(clause: Clause, sentence: Sentence) -> Frame | None:
    """Return the frame of a date that stands as the value of a label or heading."""
    notes = _NOTES_OF_LABEL if clause.labels else _NOTES
    if _WORDS.search(clause.before) or not notes.fullmatch(clause.after):
        return None
    behind = re.match(r"[:|-]([^%|]*)", clause.after)
    own = clause.labels or ((behind[1],) if behind else ())
    unknown = False
    for index, level in enumerate((*own, *map(letters_of, sentence.above))):
        role = _of_letters(_headed(level), clause)
        if role:
            return Frame("label", Role.LABELLED if unknown and role is not Role.OTHER else role)
        # A heading may be the name of a call; what stands right before a day says what it is.
        if index == 0 or not own:
            unknown = unknown or not _NEUTRAL.fullmatch(level)
    return None


def _of_letters(label: str, clause: Clause) -> Role | None:
    if re.search("[XxB]", label):
        return Role.OTHER
    if re.search("P|S[.u<]*[wtaok]|[KWAO].*=", label) or (
        "S" in label and re.search("[TDW]", clause.line)
    ):
        return Role.OPENS
    if re.search("[TW]|Q[.u]*[tw]|[KWAO].*e", label):
        return Role.CLOSES
    if re.search("[AO]", label) and clause.date in "12":
        return Role.CLOSES
    return None
