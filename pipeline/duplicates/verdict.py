"""PairVerdict: what two entries are to each other, and why, in German.

The rules stand in the order in which they decide. Whatever speaks against a merge comes
first; a merge needs the same name and a second proof; a question needs a good reason too.
"""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.items import Kind
from crawlers.source import Trust
from db.vocabulary import Relation
from pipeline.duplicates.pair import FEW_WORDS, Pair, side
from pipeline.duplicates.places import Reach
from pipeline.duplicates.profile import Profile
from pipeline.duplicates.rounds import Timing

SIMILAR = 75  # of 100: worth a question where a link connects the two
VERY_SIMILAR = 88  # worth a question with a common funder
SAME_EVENT = 60  # on the same day
MANY_WORDS = 3  # so many naming words in common are no chance


@dataclass(frozen=True, slots=True, kw_only=True)
class PairVerdict:
    """What two entries are to each other. `reason` is a German clause without a full stop."""

    relation: Relation
    reason: str

    @property
    def merges(self) -> bool:
        """Whether the two are one opportunity."""
        return self.relation is Relation.SAME


def compare(a: Profile, b: Profile) -> PairVerdict:
    """Decide what two entries are to each other; the order of the two does not matter."""
    pair = Pair.of(*sorted((a, b), key=lambda profile: profile.id))
    for rule in _RULES:
        verdict = rule(pair)
        if verdict is not None:
            return verdict
    return PairVerdict(
        relation=Relation.DIFFERENT, reason="Titel und Förderer stimmen nicht überein"
    )


def _events(pair: Pair) -> PairVerdict | None:
    """Two events are one where day and name agree; the place helps."""
    if Kind.EVENT not in pair.kinds:
        return None
    a, b = pair.a, pair.b
    if len(pair.kinds) > 1 or a.event_on is None or a.event_on != b.event_on:
        return _different("ein Termin an einem anderen Tag oder kein Termin")
    one_host = a.source == b.source and a.host == b.host
    place = bool(a.place and b.place) and (a.place in b.place or b.place in a.place)
    if pair.exact_name and a.title.marks == b.title.marks and not one_host:
        return _same("derselbe Termin: Tag und Titel stimmen überein")
    if not one_host and (pair.likeness >= SAME_EVENT or (place and pair.likeness >= 40)):
        return _likely("am selben Tag, mit ähnlichem Titel")
    return _different("zwei Termine am selben Tag")


def _one_source(pair: Pair) -> PairVerdict | None:
    """A source that lists two entries on one site keeps them apart, and so do we."""
    if pair.a.source != pair.b.source or pair.a.host != pair.b.host:
        return None
    alike = pair.a.title.text == pair.b.title.text
    if alike and pair.reach is Reach.APART:
        return _family("derselbe Titel in derselben Quelle, je Land ein Eintrag")
    return _different("zwei Einträge derselben Quelle")


def _other_place(pair: Pair) -> PairVerdict | None:
    """What is for another area is another programme, perhaps of one family."""
    if pair.reach is not Reach.APART:
        return None
    federal = any(funder.startswith(("bund_", "eu_")) for funder in pair.a.funders & pair.b.funders)
    if pair.same_name and (pair.common_guideline or (federal and pair.distinctive)):
        return _family("derselbe Titel und dieselbe Grundlage, aber je ein anderes Gebiet")
    return _different("für ein anderes Gebiet")


def _other_round(pair: Pair) -> PairVerdict | None:
    """Another year, period, number or letter is another round or another part."""
    if pair.timing is not Timing.OTHER:
        return None
    if pair.same_name or pair.likeness >= SIMILAR:
        return _round("ähnlicher Titel, aber eine andere Runde oder ein anderer Teil")
    return _different("andere Runde und anderer Titel")


def _other_funder(pair: Pair) -> PairVerdict | None:
    """Two known funders with nothing in common; only a link makes that a question."""
    if not pair.funders_differ:
        return None
    if pair.same_name and pair.linked and pair.reach is Reach.EQUAL:
        return _likely("derselbe Titel und ein Verweis, aber verschiedene Förderer")
    return _different("verschiedene Förderer")


def _one_page(pair: Pair) -> PairVerdict | None:
    """Two sources that lead to the same page speak of the same, if their titles allow it.

    One page may tell of "X" and of "X für Kommunen".
    """
    if not pair.a.page or pair.a.page != pair.b.page:
        return None
    if pair.exact_name:
        return _same("beide Quellen führen zur selben Seite")
    return _likely("beide Quellen führen zur selben Seite, die Titel weichen ab")


def _programme_and_call(pair: Pair) -> PairVerdict | None:
    """A call belongs to a programme and is not the programme."""
    if len(pair.kinds) == 1:
        return None
    call = pair.a if side(pair.a.kind) == "call" else pair.b
    programme = pair.b if call is pair.a else pair.a
    if pair.exact_name and call.page and call.page in programme.guidelines:
        return _same("das Programm nennt diese Bekanntmachung als seine Grundlage")
    a_round = call.title.round or call.title.years - programme.title.years
    if a_round or call.title.marks != programme.title.marks:
        close = pair.same_name or pair.linked or pair.likeness >= SIMILAR
        return _round("ein Aufruf zum Programm") if close else _different("anderer Titel")
    if pair.same_name and (pair.distinctive or pair.linked):
        return _likely("gleicher Titel, hier als Programm, dort als Aufruf")
    if pair.common_name and (pair.linked or pair.common_funder):
        return _likely("gleicher Eigenname, hier als Programm, dort als Aufruf")
    return _different("ein Programm und ein anderer Aufruf")


def _nested_places(pair: Pair) -> PairVerdict | None:
    """One is for a part of the other's area: a version for a Land, or a careless relay."""
    if pair.reach is not Reach.NESTED:
        return None
    if not pair.same_name:
        named = pair.common_name and (pair.linked or pair.common_funder)
        return _likely("gleicher Eigenname, verschieden weites Gebiet") if named else None
    if pair.a.trust is pair.b.trust is Trust.PRIMARY and not (pair.linked or pair.common_funder):
        return _family("derselbe Titel für ein weiteres und ein engeres Gebiet")
    if pair.distinctive or pair.linked:
        return _likely("gleicher Titel, aber ein verschieden weites Gebiet")
    return _different("allgemeiner Titel und anderes Gebiet")


def _one_name(pair: Pair) -> PairVerdict | None:
    """The same name in the same area: a second proof makes it sure."""
    if not pair.same_name or pair.reach is not Reach.EQUAL:
        return None
    if pair.timing is Timing.UNSURE:
        return _likely(
            "gleicher Titel, aber Jahr, Nummer oder Frist nicht auf beiden Seiten gleich"
        )
    if not pair.exact_name and (pair.linked or (pair.common_funder and pair.distinctive)):
        return _likely(
            "fast gleicher Titel und gleiches Gebiet, dazu ein Verweis oder der Förderer"
        )
    if pair.cites:
        return _same("gleicher Titel, und die eine Seite verweist auf die andere")
    if pair.common_guideline:
        return _same("gleicher Titel und dieselbe Richtlinie")
    if pair.common_funder and pair.distinctive:
        return _same("gleicher Titel, gleicher Förderer, gleiches Gebiet")
    if pair.common_funder or pair.distinctive:
        return _likely("gleicher Titel und gleiches Gebiet, der Förderer ist nicht sicher derselbe")
    if pair.silent and pair.a.title.telling and pair.b.title.telling:
        return _likely("gleicher Titel und gleiches Gebiet, ein Förderer ist nicht genannt")
    return _different("ein allgemeiner Titel ohne gemeinsamen Förderer")


def _one_deadline(pair: Pair) -> PairVerdict | None:
    """Two calls for one area that close on one day are asked about where one title says no more.

    A title of nothing but "6. Aufruf" says which one it is by its number.
    """
    a, b = pair.a, pair.b
    if pair.kinds != {"call"} or pair.reach is not Reach.EQUAL or not a.deadlines & b.deadlines:
        return None
    numbered = not a.title.tokens and not b.title.tokens and bool(a.title.marks & b.title.marks)
    if numbered or pair.inside or pair.common_words >= MANY_WORDS:
        return _likely("dieselbe Frist und dasselbe Gebiet, der eine Titel steht im anderen")
    return None


def _similar_name(pair: Pair) -> PairVerdict | None:
    """A similar name is never enough to merge; with a link or a funder it is a question."""
    if pair.short_name and pair.reach is Reach.EQUAL:
        return _likely("der eine Titel ist der Kurzname im anderen, gleiches Gebiet")
    if pair.linked and pair.likeness >= SIMILAR:
        return _likely("ähnlicher Titel und ein Verweis oder dieselbe Richtlinie")
    if not pair.common_funder and not pair.linked:
        # Who names no funder names its programmes by a short name, too.
        few = pair.silent and pair.more_words <= FEW_WORDS
        telling = pair.common_name or (pair.contained and (few or pair.fewest_words >= MANY_WORDS))
        if telling and pair.reach is Reach.EQUAL:
            return _likely("gleicher Name im Titel, gleiches Gebiet")
        return None
    if pair.likeness >= VERY_SIMILAR and not pair.opposite:
        return _likely("sehr ähnlicher Titel und gleicher Förderer")
    if pair.common_name or pair.contained:
        return _likely("der eine Titel enthält den Namen des anderen, und der Förderer ist gleich")
    return None


_RULES = (
    _events,
    _one_source,
    _other_place,
    _other_round,
    _other_funder,
    _one_page,
    _programme_and_call,
    _nested_places,
    _one_name,
    _one_deadline,
    _similar_name,
)


def _same(reason: str) -> PairVerdict:
    return PairVerdict(relation=Relation.SAME, reason=reason)


def _likely(reason: str) -> PairVerdict:
    return PairVerdict(relation=Relation.LIKELY, reason=reason)


def _family(reason: str) -> PairVerdict:
    return PairVerdict(relation=Relation.FAMILY, reason=reason)


def _round(reason: str) -> PairVerdict:
    return PairVerdict(relation=Relation.ROUND, reason=reason)


def _different(reason: str) -> PairVerdict:
    return PairVerdict(relation=Relation.DIFFERENT, reason=reason)
