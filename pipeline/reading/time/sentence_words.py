"""Sentence words: what each word of a sentence speaks for, and where the sentence halts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.vocabulary import FOR, WORD, Cue, cue_of

# What stands in brackets, or between commas after a relative pronoun, is said in passing.
_ASIDE = re.compile(
    r"\([^()]*\)|,\s(?:die|der|das|deren|dessen|welche|which|who|that)\s[^,;.()]{3,140},(?=\s)"
)
# "Reichen Sie … ein": without its particle the verb says nothing of applying.
_SPLIT = {
    **dict.fromkeys(("reichen", "reicht", "reiche"), "ein"),
    **dict.fromkeys(("nehmen", "nimmt"), "an"),
}
_PARTICLES = {
    particle: re.compile(rf"\b{particle}\s*(?:$|[.!;,)]|und\b)") for particle in ("ein", "an")
}
# "Termin für die Antragstellung" names a deadline, "Termin" alone nothing.
_TERMIN = re.compile(
    r"\btermine?n? (?:für|zur) (?:die |den |das |eine )?"
    r"\w*(?:antrag|einreich|bewerb|abgabe|vorlage)"
)
# "Die Interessenbekundung muss bis … abgeschlossen sein": what is completed is the handing in.
_HANDING_IN = re.compile(
    r"(?:bekundung|bewerbung|antragstellung|registrierung|anmeldung|einreichung)\s"
    r"(?:muss|müssen|ist|sind|soll|sollen)\b[^;]*$"
)
# "Stichtag für die Ermittlung der Einwohnerzahl": a day of counting.
_COUNTING = re.compile(
    r" (?:für|zur|der) (?:die |das |den |der )?(?:\w+ )?(?:feststellung|berechnung|ermittlung"
    r"|erhebung|zählung|bemessung|anzahl|zahl|einwohner\w*|mitglieder\w*|bestand\w*|höhe)\b"
    r"|[^;]{0,40} des (?:voran|vorher)gegangenen "
)
# "Fragen können bis zum 5. Mai gestellt werden" is no deadline of applying.
_QUESTIONS = frozenset({"fragen", "rückfragen", "questions", "queries", "enquiries"})
_ASKED = re.compile(
    r"(?:\s(?:zu[rm]?|on|about)\s[\w -]{1,40}?)?"
    r"\s(?:können|sind|werden|müssen|nehmen|bis|may|must|can|should|to|until|by)\b"
)
_OF_PAPERS = re.compile(
    r" (?:der|von|eurer|ihrer) (?:[\w-]+ )?(?!auftr)\w*(?:antr[aä]g|bewerbung|skizze"
    r"|einsendung|projektb|förder)"
)
_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence made ready for weighing: words with cues, clause ends, line ends, asides."""

    sentence: Sentence
    words: tuple[tuple[int, int, Cue, float], ...]
    breaks: tuple[int, ...]
    lines: tuple[int, ...]
    asides: tuple[tuple[int, int], ...]

    def speaks(self) -> bool:
        """Whether anything in the sentence or above it is about applying."""
        return any(kind in FOR or kind is Cue.BEGIN for _, _, kind, _ in self.words) or any(
            cue[0] in FOR for cue in heading_cues(self.sentence)
        )


def listen(layout: Layout, sentence: Sentence) -> Spoken:
    """Make a sentence ready for weighing."""
    low, start, end = layout.low, sentence.start, sentence.end
    words = []
    addresses = _addresses(low, start, end)
    for match in WORD.finditer(low, start, end):
        cue = cue_here(low, match, end)
        if cue and not any(a <= match.start() < b for a, b in addresses):
            words.append((*match.span(), *cue))
    asides = tuple(match.span() for match in _ASIDE.finditer(low, start, end))
    breaks, lines = layout.breaks(sentence), layout.soft_breaks(sentence)
    return Spoken(sentence, tuple(words), tuple(breaks), tuple(lines), asides)


def _addresses(low: str, start: int, end: int) -> list[tuple[int, int]]:
    words = low[start:end]
    if not ("www" in words or "http" in words or "@" in words):
        return []
    return [match.span() for match in _ADDRESS.finditer(low, start, end)]


def cue_here(low: str, match: re.Match[str], end: int) -> tuple[Cue, float] | None:
    """Return what a word speaks for, where the words beside it decide that, too."""
    word = match.group()
    if word in _SPLIT and not _PARTICLES[_SPLIT[word]].search(low, match.end(), end):
        return None
    if word in _QUESTIONS:
        return (Cue.VETO, 3.0) if _ASKED.match(low, match.end(), end) else None
    before = low[max(0, match.start() - 120) : match.start()]
    if word == "abgeschlossen" and _HANDING_IN.search(before):
        return None
    if word == "stichtag" and (_COUNTING.match(low, match.end()) or "maßgeb" in before[-20:]):
        return Cue.VETO, 3.0
    if word == "annahme" and before.endswith(("ende der ", "schluss der ")):
        return Cue.APPLY, 2.0
    if word == "annahme" and _OF_PAPERS.match(low, match.end()):
        return Cue.APPLY, 2.0  # alone it may as well be that of a prize or an offer
    if word.startswith("termin") and _TERMIN.match(low, match.start()):
        return Cue.TERM, 3.0
    # "The call will open on 1 April" begins; "is open until" does not.
    if word == "open" and low.startswith(" on ", match.end()):
        return Cue.BEGIN, 1.6
    return cue_of(word)


def heading_cues(sentence: Sentence) -> list[tuple[Cue, float]]:
    """Return what the words above a sentence speak for."""
    found = (cue_of(match.group()) for match in WORD.finditer(sentence.heading))
    return [cue for cue in found if cue]
