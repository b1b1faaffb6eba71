"""Standing: whether a clause says that a call is closed, open or yet to come.

A frame is a subject of applying and what is said of it, in whatever order, voice or mood:
papers that cannot be handed in, a scheme that has ended, a door that is shut, funds that are
gone. What governs the clause (a condition, a question, another time) is asked before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading.time.clause_kinds import FINITE, Clause, Token
from pipeline.reading.time.scope import of_something_else
from pipeline.reading.time.undated_words import Is, words_of

_PREPOSITIONS = words_of(
    "für von durch per ohne bei mit nach über auf aus zu zum zur im in am an vor seit bis "
    "gegen innerhalb während wegen trotz for by without with of from to in via"
)
_RESTRICTING = words_of("für von durch per ohne bei mit nach auf aus for by without with via")
_GENITIVE = words_of("der des eines einer aller of")
_SPLIT = {
    **dict.fromkeys(("an", "entgegen"), ("nimmt", "nehmen")),
    "ein": ("reichen", "reicht", "reiche", "sammeln", "sammelt"),
}
_NOT_BEFORE = tuple(
    ("erst", word) for word in ("wieder", "ab", "im", "in", "zum", "am", "nach", "mit")
)
_LONG = 30  # words within which a verb belongs to its subject
_ENOUGH_LEFT = 12  # words of a statement without a verb
_PLANNED = ("geplant", "planned", "vorgesehen", "angekündigt", "expected")
_COMES = ("findet", "finden", "startet", "beginnt", "folgt", "erscheint", "öffnet")
_BARE = words_of(
    "frist fristen stichtag stichtage termine terminen deadline deadlines annahme abgabe anmeldung "
    "anmeldungen registrierung"
)
_OF_ANYTHING = ("abgabe", "anmelde", "teilnahme", "vorlage")
_OF_WHAT = words_of("zur zum für der des von of for")
_APPLYING = frozenset(
    {Is.PAPER, Is.ACT, Is.GRANT, Is.GRANTING, Is.CALL, Is.SCHEME, Is.APPLY, Is.SEASON}
)
_ARTICLES = words_of("die der das alle sämtliche")
# Whose money has been spent, where it is not that of the programme.
_OF_ONE_GRANT = (
    "projekts", "projektes", "vorhabens", "maßnahme", "antragstellers", "bewilligten", "gewährten",
    "ausgezahlten", "erhaltenen", "beantragten", "eigenen", "höchstförderung", "höchstbetrag",
)  # fmt: skip
_FROM_ONE_SOURCE = ("leader", "bundes", "landes", "eu-", "kreis", "efre", "eler", "spenden")
# What a project does with its own money, too.
_SPENT_BY_ONE = words_of("abgerufen ausgegeben verausgabt bewilligt spent used")
_FROM_NOW = (("ab", "sofort"), ("ab", "heute"), ("ab", "jetzt"), ("from", "now"), ("noch", "bis"))
_WHAT_OPENS = "Ist das die Bewerbung um die Förderung?"
_TAKING_PART = ("beteiligung", "teilnahme", "aktion", "mitmachaktion", "anmeldung")
_NEW = ("neuer", "neue", "neuen", "weiterer", "weitere", "weiteren")
_APPROVALS = "Wird nur nichts bewilligt, oder werden keine Anträge mehr angenommen?"
_USED_UP = words_of("weg aufgezehrt ausgegeben")
_SUM = re.compile(r"\d{1,3}(?:\.\d{3})+")
_AT_PRESENT = ("jetzt", "wieder", "now", "noch", "derzeit", "sofort", "aktuell")
_NO_MORE = words_of("mehr länger longer neue neuer neuen further more")
_DETERMINERS = words_of(
    "es wir sie man der die das eine einen einer ein diese dieser jede den dem können werden wurden"
    " leider hier no further any keine bitte achtung hinweis wichtig"
)
_TAKING = words_of("antragsannahme antragstellung antragsstellung antragseinreichung")
_FILLING = words_of("für im in am ab vom dem den das der bis auf weiteres zum als jahr jahres und")
_NONE_TAKEN = frozenset({Is.NOT, Is.MORE, Is.NOW, Is.PAPER, Is.ACT, Is.POSSIBLE})
_PREDICATE = frozenset({Is.NOW, Is.OVER, Is.GONE, Is.IS, Is.ALL})
_NEED = ("muss", "müssen", "brauchen", "braucht", "brauche", "benötigen", "need", "needs")
_NONE_OR_NO_NEED = "Werden keine Anträge angenommen, oder braucht es keinen?"
_FOR_ALL = (
    "Werden gar keine Anträge mehr angenommen, oder nur keine weiteren desselben Antragstellers?"
)
_REPLACED = "Ist nur eine frühere Fassung außer Kraft, oder das Programm beendet?"
_EXPECTED = "Ist der Aufruf bisher nur angekündigt?"
_ALREADY = "Ist die Förderung schon beendet, oder wird sie es erst?"


# Of whom or what a frame speaks, and what it says: without one of each no frame holds.
_SUBJECTS = frozenset(
    {Is.PAPER, Is.ACT, Is.APPLY, Is.CALL, Is.SCHEME, Is.TERM, Is.GRANT, Is.FUNDS, Is.STOP, Is.NOT}
)
_PREDICATES = frozenset(
    {Is.NOT, Is.PREPARED, Is.SOON, Is.SEASON, Is.RESTS, Is.OVER, Is.DONE, Is.GONE, Is.GIVEN}
    | {Is.STOP, Is.OPEN_NOW, Is.OPENED, Is.POSSIBLE}
)
_PREDICATE_WORDS = words_of(
    "bereitet bereiten gefördert "
    "kommenden ende end läuft laufen offene offener offenen laufende kraft zusagestopp"
)


_SUBJECT_WORDS = words_of(
    "bewilligung bewilligungen anmelden sammeln sammelt beteiligung teilnahme aktion mitmachaktion"
)
_INTENDS = words_of("will wollen plant planen beabsichtigt möchte")
_GIVES_AGAIN = words_of("fördern bezuschussen auflegen neuauflage fortsetzen fortführen")


@dataclass(frozen=True, slots=True)
class Standing:
    """A status, the frame it was read in, and the words it rests on."""

    value: str
    frame: str
    start: int
    end: int
    doubt: str = ""


_A_YEAR = re.compile(r"20\d\d")


def may_stand(kinds: frozenset[Is], words: frozenset[str]) -> bool:
    """Whether words of these kinds may state a status: there is a subject and a predicate."""
    said = not kinds.isdisjoint(_PREDICATES) or not words.isdisjoint(_PREDICATE_WORDS)
    named = not kinds.isdisjoint(_SUBJECTS) or not words.isdisjoint(_SUBJECT_WORDS)
    named = named or (said and has_sum(words))
    return (said and named) or not (words.isdisjoint(_INTENDS) or words.isdisjoint(_GIVES_AGAIN))


def standing_of(clause: Clause) -> Standing | None:
    """Return what a clause states of the present, None if nothing."""
    if not may_stand(clause.kinds, clause.words):
        return None
    if (
        clause.has(Is.EVENT, Is.USUALLY)
        or _of_other_papers(clause)
        or side_by_side(clause, ("der", "regel"))
    ):
        return None
    if of_something_else(clause):
        return None
    return _forecast(clause) or _closed(clause) or _open(clause)


def _of_other_papers(clause: Clause) -> bool:
    """Whether it is about proof, offers and the like; "im Angebot" is not."""
    offered = side_by_side(clause, ("im", "angebot"))
    return any(one not in offered for one in clause.of(Is.OTHER))


def _closed(clause: Clause) -> Standing | None:
    if _former(clause) or _afterwards(clause) or _not_yet(clause):
        return None
    return (
        _not_before(clause)
        or _none_taken(clause)
        or _none_open(clause)
        or _not_called(clause)
        or _was_open(clause)
        or _refused(clause)
        or _ended(clause)
        or _spent(clause)
        or _stopped(clause)
        or _discontinued(clause)
        or _out_of_force(clause)
    )


def _not_before(clause: Clause) -> Standing | None:
    """What is possible again only later: "erst wieder im Mai"."""
    subjects = clause.of(Is.PAPER, Is.ACT, Is.APPLY, Is.CALL, Is.SCHEME)
    again = side_by_side(clause, *_NOT_BEFORE) if clause.says("wieder") else []
    taken = clause.of(Is.TAKEN, Is.POSSIBLE, Is.OPENED, Is.STARTS)
    if not (subjects and again) or clause.has(Is.WAS, Is.PARTLY):
        return None
    return _found("closed", "not_before", subjects[:1], again, taken[-1:])


def _none_open(clause: Clause) -> Standing | None:
    """No call at all: "Zurzeit gibt es keinen offenen Aufruf"."""
    none = [
        call
        for call in heads(clause, Is.CALL, Is.SCHEME)
        if any(one.word.startswith("kein") or one.word == "no" for one in _before(clause, call)[:2])
    ]
    there = clause.of(Is.OPENED) or [
        one
        for one in clause.tokens
        if one.word in ("läuft", "laufen", "gibt", "offene", "offenen", "offener")
    ]
    if not (none and there and clause.has(Is.NOW)) or clause.has(Is.PARTLY):
        return None
    return _found("closed", "none_open", clause.of(Is.NOT)[:1], none[:1], there)


def _none_taken(clause: Clause) -> Standing | None:
    """Papers of which there are none, without a verb: "Derzeit keine Neuanträge"."""
    papers, no = clause.of(Is.PAPER, Is.ACT), clause.of(Is.NOT)
    if clause.finite or not (papers and no) or not _bare(clause, _NONE_TAKEN):
        return None
    whole = clause.has(Is.NOW, Is.MORE, Is.POSSIBLE) or papers[-1].word.startswith("neu")
    doubt = "" if whole or papers[-1].word in _TAKING else _NONE_OR_NO_NEED
    return _found("closed", "none_taken", no[:1], papers[-1:], doubt=doubt)


def _bare(clause: Clause, kinds: frozenset[Is]) -> bool:
    """Whether nothing else is said than words of these kinds, and when."""
    return all(
        not one.kinds.isdisjoint(kinds)
        or one.word in _FILLING
        or Is.SEASON in one.kinds
        or one.word[0].isdigit()
        for one in clause.tokens
    )


def predicate_of(clause: Clause) -> Standing | None:
    """Return what a clause says that names no subject: "aktuell geschlossen"."""
    over = clause.of(Is.OVER, Is.GONE)
    if not over or clause.has(Is.NOT, Is.WAS, Is.WILL, Is.SOON, Is.FORMER):
        return None
    if not clause.has(Is.NOW, Is.IS) or not _bare(clause, _PREDICATE):
        return None
    return _found("closed", "predicate", list(clause.tokens[:1]), over[-1:])


def _not_called(clause: Clause) -> Standing | None:
    """A call that is not made: "2026 schreiben wir keine Stipendien aus"."""
    verbs = [one for one in clause.tokens if one.word in ("schreiben", "schreibt")]
    no = clause.of(Is.NOT)
    split = verbs and clause.tokens[-1].word == "aus"
    called = [*verbs, clause.tokens[-1]] if split else clause.of_words("ausgeschrieben")
    if not (called and no) or clause.has(Is.PARTLY, Is.WAS):
        return None
    year = _of_a_year(clause) or side_by_side(clause, ("diesem", "jahr"), ("dieses", "jahr"))
    if not clause.has(Is.NOW, Is.MORE) and not year:
        return None
    return _found("closed", "not_called", called, no[:1])


def _was_open(clause: Clause) -> Standing | None:
    """A call that was open: "Das Portal war bis zum 15. Juni geöffnet"."""
    calls, opened = heads(clause, Is.CALL), clause.of(Is.OPENED, Is.POSSIBLE)
    if not (calls and opened and clause.has(Is.WAS) and clause.says("bis", "until")):
        return None
    return None if clause.has(Is.NOT) else _found("closed", "was_open", calls[:1], opened[-1:])


def _refused(clause: Clause) -> Standing | None:
    """Papers or acts that are not taken: "Anträge können derzeit nicht gestellt werden"."""
    subjects = clause.of(Is.PAPER, Is.ACT, Is.APPLY) or _asked_for(clause)
    taken = clause.of(Is.TAKEN, Is.POSSIBLE, Is.APPLY) or taken_in(clause)
    no = [one for one in clause.of(Is.NOT) if not _of_a_term(clause, one)]
    approved = [] if taken or not clause.has(Is.NOW) else clause.of_words("bewilligt")
    taken = taken or approved
    if not (subjects and taken and no) or clause.has(Is.PARTLY):
        return None
    needed = clause.says(*_NEED) and not clause.has(Is.POSSIBLE)
    if needed or clause.says("sondern") or side_by_side(clause, ("nicht", "bis"), ("not", "until")):
        return None  # "Sie müssen keinen Antrag stellen"
    strong = clause.has(Is.NOW) or not clause.words.isdisjoint(_NO_MORE) or _of_a_year(clause)
    if not strong and _limited(clause):
        return None
    if clause.has(Is.WAS) or clause.says("weiterhin", "jederzeit", "nur", "ihr", "ihre", "selbst"):
        return None
    doubt = _FOR_ALL if clause.has(Is.MORE) and not strong else ""
    if approved:
        doubt = _APPROVALS
    return _found("closed", "refused", subjects[:1], taken[-1:], no, doubt=doubt)


def _of_a_term(clause: Clause, no: Token) -> bool:
    """Whether it is a term that there is none of: "keine feste Frist"."""
    at = clause.tokens.index(no)
    noun = next((one for one in clause.tokens[at + 1 : at + 4] if one.noun), None)
    return no.word.startswith("kein") and noun is not None and Is.TERM in noun.kinds


def _of_a_year(clause: Clause) -> bool:
    return any(token.word[:2] == "20" and token.word.isdigit() for token in clause.tokens)


def _limited(clause: Clause) -> bool:
    """Whether a refusal holds of some only: by whom, how, for what, of which kind."""
    if not clause.words.isdisjoint(_RESTRICTING):
        return True
    if any(one.noun and not one.kinds and one.word not in _DETERMINERS for one in clause.tokens):
        return True
    return any(
        here.word.endswith(("e", "en", "er"))
        and not (here.noun or here.kinds or here.word in _DETERMINERS)
        and not following.kinds.isdisjoint({Is.PAPER, Is.ACT})
        for here, following in pairwise(clause.tokens)
    )


def _asked_for(clause: Clause) -> list[Token]:
    """Return grants that one asks for: "Zuschüsse können derzeit nicht beantragt werden"."""
    grants = clause.of(Is.GRANT)
    return grants if clause.has(Is.APPLY) or clause.has(Is.MORE, Is.NOW) else []


def taken_in(clause: Clause) -> list[Token]:
    """Return the verb that is split in two: "nehmen keine Anträge an"."""
    particle = clause.tokens[-1].word
    stems = _SPLIT.get(particle, ())
    verbs = [token for token in clause.tokens if token.word in stems]
    return [verbs[0], clause.tokens[-1]] if particle and verbs else []


def _ended(clause: Clause) -> Standing | None:
    """A scheme or call that is over: "Das Programm ist ausgelaufen", "Das Portal ruht"."""
    heading = heads(clause, Is.SCHEME, Is.CALL, Is.ACT, Is.TERM, Is.GRANT, Is.PAPER)
    subjects = [
        *(one for one in heading if of_applying(clause, one)),
        *(one for one in clause.of(Is.CALL) if not clause.finite),
    ]
    shut = clause.of(Is.OPENED) if clause.has(Is.CALL, Is.TERM) else []
    if subjects and shut and clause.has(Is.NOT) and not _said_only(clause):
        return _found("closed", "not_open", subjects[:1], clause.of(Is.NOT), shut)
    if clause.has(Is.NOT, Is.SOON):
        return None
    if not subjects:
        return _no_approvals(clause)
    resting = clause.of(Is.RESTS)
    if resting and heads(clause, Is.SCHEME, Is.CALL, Is.ACT):
        return _found("closed", "rests", subjects[:1], resting)
    over = clause.of(Is.OVER)
    if clause.says("gestrichen") and not heads(clause, Is.SCHEME, Is.GRANT):
        return None  # a term that is dropped closes nothing
    if not over and clause.has(Is.CALL):
        over = [one for one in clause.of(Is.DONE) if one is clause.tokens[-1]]
    over = over or side_by_side(clause, ("auslaufen", "lassen"))
    if clause.says("genommen") and clause.has(Is.CALL):
        over = over or side_by_side(clause, ("vom", "netz"))
    if clause.says("ende", "end") and not over:
        over = side_by_side(clause, ("zu", "ende"), ("at", "end"))
    if over and clause.says("wird", "werden") and not clause.says("musste", "mussten"):
        # The present of what happens, or what is to come: without a day it may be either.
        dated = clause.has(Is.SEASON) or any(token.word[0].isdigit() for token in clause.tokens)
        whole = heads(clause, Is.SCHEME, Is.CALL, Is.ACT)
        if dated or over[-1] is not clause.tokens[-1] or not whole:
            return None
        return _found("closed", "ending", whole[:1], over, doubt=_ALREADY)
    if clause.says("geschlossen", "closed") and _at_times(clause):
        return None
    if side_by_side(clause, *(("noch", one.word) for one in over)):
        return None  # closed until it opens for the first time
    door = clause.says("geschlossen", "closed")
    if clause.says("hat", "haben") and door and not clause.says("sich"):
        return None  # "hat die Lücke geschlossen"
    if clause.says("einzureichen", "abzugeben", "vorzulegen", "zu") and not clause.says("ende"):
        return None
    if over and over[-1].word == "closed" and _before(clause, over[-1])[:1] == subjects[-1:]:
        return _found("closed", "over", subjects[-1:], over)
    if not over or _said_only(clause) or clause.says("vertrag", "vereinbarung", "verträge"):
        return None
    return _found("closed", "over", subjects[:1], over)


def _no_approvals(clause: Clause) -> Standing | None:
    """Approvals that are stopped: "Die Bewilligung neuer Vorhaben ist ausgesetzt"."""
    approvals = clause.of_words("bewilligung", "bewilligungen")
    over = clause.of(Is.OVER)
    if not (approvals and over) or _said_only(clause):
        return None
    doubt = "" if clause.says(*_NEW) else _APPROVALS
    return _found("closed", "approvals", approvals[:1], over[-1:], doubt=doubt)


def _at_times(clause: Clause) -> bool:
    """Whether a door is shut at certain times only: "am 3. Mai", "an Wochenenden"."""
    if clause.says("wochenenden", "feiertagen", "montags", "nachts", "mondays", "weekends"):
        return True
    return clause.says("ist", "sind", "is") and any(
        here.word == "am" and following.word[0].isdigit()
        for here, following in pairwise(clause.tokens)
    )


def _spent(clause: Clause) -> Standing | None:
    """Funds that are used up, or not there any more."""
    funds = clause.of(Is.FUNDS, Is.GRANT, Is.SCHEME)
    if clause.says("jahr", "jahres", "haushaltsjahr"):  # "Die 60.000 Euro für dieses Jahr"
        told = of_a_thing(clause) or clause.says("wurde", "wurden")
        funds = funds or ([] if told else sums_of(clause))
    if not funds and clause.has(Is.NOT):  # "Das Formular steht nicht mehr zur Verfügung"
        funds = heads(clause, Is.CALL)
    if not funds or clause.says(*_OF_ONE_GRANT):
        return None
    if clause.has(Is.NOT):
        if clause.has(Is.WAS, Is.WILL):
            return None
        at_hand = clause.of(Is.AT_HAND)
        more = [
            one
            for one in clause.tokens
            if one.word in ("mehr", "länger", "longer", "more", "further")
        ]
        if at_hand and more and not clause.has(Is.PARTLY):
            return _found("closed", "none_left", funds[:1], at_hand, more)
        return None
    if clause.has(Is.SOON):
        return None
    gone = [one for one in used_up(clause) if one.word not in _SPENT_BY_ONE]
    whole = clause.has(Is.ALL, Is.NOW) or not clause.says("an", "für", "wurde", "wurden")
    said = clause.has(Is.IS) or (clause.has(Is.ALL) and not clause.finite)
    if (
        not gone
        and (heads(clause, Is.FUNDS) or sums_of(clause)[:1] == funds[:1])
        and whole
        and said
    ):
        gone = clause.of(Is.GIVEN)
        bare = funds[0].word == "geld"  # anybody's
        if bare or any(one.word in _SPENT_BY_ONE for one in gone):
            gone = [] if of_a_thing(clause) or not clause.has(Is.ALL, Is.NOW) else gone
    if not gone or (_said_only(clause) and not _headline(clause, gone[0])):
        return None
    return _found("closed", "exhausted", funds[:1], gone)


def used_up(clause: Clause) -> list[Token]:
    """Return the words that say that something has been used up."""
    return [
        one
        for one in clause.tokens
        if Is.GONE in one.kinds or (one.word in _USED_UP and not one.noun)
    ]


def has_sum(words: Iterable[str]) -> bool:
    """Whether a sum of money may be among words."""
    return any(map(_SUM.fullmatch, words))


def sums_of(clause: Clause) -> list[Token]:
    """Return the sums of a clause: "die 15.000 Euro des Jahres"."""
    return [
        here
        for here, following in pairwise([*clause.tokens, *clause.tokens[-1:]])
        if _SUM.fullmatch(here.word) or (here.word.isdigit() and following.word == "euro")
    ]


def of_a_thing(clause: Clause) -> bool:
    """Whether money is that of one grant or of somebody who has got it."""
    return clause.says(*_OF_ONE_GRANT) or any(
        one.word.startswith(_FROM_ONE_SOURCE) for one in clause.of(Is.FUNDS)
    )


def _headline(clause: Clause, last: Token) -> bool:
    """Whether no verb stands before a word near the beginning: "Mittel ausgeschöpft"."""
    before = clause.tokens[: clause.tokens.index(last)]
    return len(before) < _ENOUGH_LEFT and not any(token.word in FINITE for token in before)


def _stopped(clause: Clause) -> Standing | None:
    stops = heads(clause, Is.STOP)
    if clause.says("antrags"):
        stops += [token for token in clause.tokens if token.word == "zusagestopp"]
    if (
        not stops
        or clause.has(Is.NOT, Is.SOON, Is.WAS, Is.WILL)
        or clause.says("aufgehoben", "endet")
    ):
        return None
    return _found("closed", "stop", stops)


def _discontinued(clause: Clause) -> Standing | None:
    """A scheme that is no longer offered: "wird nicht fortgeführt", "gibt es nicht mehr"."""
    schemes, goes_on, no = clause.of(Is.SCHEME, Is.GRANT), clause.of(Is.GOES_ON), clause.of(Is.NOT)
    if clause.says("möglichkeit", "gelegenheit"):
        schemes = schemes or clause.of(Is.ACT)
    if clause.says("projekte", "vorhaben", "maßnahmen") and clause.has(Is.NOW):
        schemes = schemes or no  # "keine weiteren Projekte mehr gefördert"
    if not (schemes and goes_on and no) or clause.has(Is.PARTLY, Is.TERM):
        return None
    if side_by_side(clause, ("mehr", "als"), ("länger", "als")):
        return None
    if no[-1].start < schemes[0].start and clause.says("führt", "führen", "bieten", "bietet"):
        return None  # "führt das Café nicht mehr, die Förderung …"
    ended = clause.says("fortgeführt", "fortgesetzt", "weitergeführt")
    none = [("keine", "projekte"), ("keine", "vorhaben")]
    paused = clause.says("projekte", "vorhaben") and clause.says(*_NEW)
    paused = clause.has(Is.NOW) and (paused or bool(side_by_side(clause, *none)))
    if not ended and not paused and not clause.says("mehr", "länger"):
        return None
    return _found("closed", "discontinued", schemes[:1], goes_on, no)


def _out_of_force(clause: Clause) -> Standing | None:
    """A guideline that has lapsed; one that "tritt außer Kraft" tells its validity."""
    lapsed = side_by_side(clause, ("außer", "kraft"))
    if not lapsed or not heads(clause, Is.SCHEME) or clause.has(Is.NOT, Is.WILL, Is.SOON):
        return None
    if not clause.has(Is.IS) and not clause.says("trat", "traten"):
        return None
    other = clause.says("vom", "gleichzeitig", "zugleich", "damit")
    return _found(
        "closed", "lapsed", clause.of(Is.SCHEME)[:1], lapsed, doubt=_REPLACED if other else ""
    )


def _open(clause: Clause) -> Standing | None:
    if clause.has(Is.NOT, Is.SOON, Is.PARTLY) or _former(clause) or _afterwards(clause):
        return None
    if clause.says("hatte", "hatten"):
        return None
    return _taken_now(clause) or _opened(clause) or _there_are(clause)


def _taken_now(clause: Clause) -> Standing | None:
    """Papers that are taken now: "Ab sofort können Anträge gestellt werden"."""
    subjects = clause.of(Is.PAPER, Is.ACT, Is.APPLY) or _asked_for(clause)
    taken = clause.of(Is.TAKEN, Is.POSSIBLE, Is.APPLY) or taken_in(clause)
    now = [
        token
        for index, token in enumerate(clause.tokens)
        if Is.OPEN_NOW in token.kinds and not _until_then(clause, index)
    ]
    doubt = "" if subjects else _WHAT_OPENS
    if not subjects and clause.has(Is.OPEN_NOW) and clause.says("sich", "sie"):
        registered = side_by_side(clause, *_FROM_NOW) and clause.of_words("anmelden")
        taken = registered or (clause.says("sammeln", "sammelt") and taken) or []
        subjects = taken[:1]
    if not (subjects and taken and now) or clause.has(Is.WAS) or clause.says("konnten", "konnte"):
        return None
    if clause.says("gestellte", "eingereichte", "widerrufen", "einmal", "erneut"):
        return None
    if clause.says("ab", "dann", "from", "erst") and not side_by_side(clause, *_FROM_NOW):
        return None
    if (clause.has(Is.WILL) and clause.has(Is.SEASON)) or clause.tokens[0].word in ("bei", "im"):
        return None
    return _found("open", "now", subjects[:1], taken[-1:], now[:1], doubt=doubt)


def _until_then(clause: Clause, index: int) -> bool:
    """Whether "noch" says something else: "nur noch", "noch einmal", "noch keine"."""
    token = clause.tokens[index]
    after = clause.tokens[index + 1].word if index + 1 < len(clause.tokens) else ""
    return token.word in ("noch", "still") and after not in (
        "bis", "können", "kann", "möglich", "anträge", "bewerbungen", "heute"
    )  # fmt: skip


def _opened(clause: Clause) -> Standing | None:
    """A call or its door that is open: "Das Portal ist geöffnet", "Die Bewerbungsphase läuft"."""
    subjects = heads(clause, Is.CALL, Is.SCHEME, Is.TERM)
    opened = clause.of(Is.OPENED)
    if clause.says("hat", "haben") and not clause.says("begonnen", "sich", "has", "have"):
        return None  # "hat das Programm gestartet": somebody did
    if subjects and opened and clause.has(Is.IS) and not clause.has(Is.WILL, Is.WAS):
        # "offen für alle Schulen" says for whom it is.
        behind = clause.tokens[clause.tokens.index(opened[-1]) + 1 :]
        wide = any(token.word in ("für", "for", "to") for token in behind[:1])
        dated = _names_a_day(clause, subjects)
        if not wide and (not dated or clause.says(*_AT_PRESENT)):
            return _found("open", "opened", subjects[:1], opened[-1:])
    running = [token for token in clause.tokens if token.word in ("läuft", "laufen")]
    now = clause.has(Is.NOW, Is.OPEN_NOW) and not clause.says("ab", "aus", "bis")
    still = side_by_side(clause, ("läuft", "noch"), ("laufen", "noch"))
    now = now or (bool(still) and not clause.says("ab", "aus"))
    if still and not heads(clause, Is.CALL) and clause.says(*_TAKING_PART):
        return _found("open", "running", clause.of_words(*_TAKING_PART), still, doubt=_WHAT_OPENS)
    online = clause.tokens[-1].word == "online" and heads(clause, Is.CALL)
    from_now = side_by_side(clause, *_FROM_NOW) or clause.says("jetzt", "nun")
    if online and from_now and clause.has(Is.IS):
        return _found("open", "opened", online[:1], [clause.tokens[-1]])
    if running and (now or running[-1] is clause.tokens[-1]) and heads(clause, Is.CALL):
        return _found("open", "running", clause.of(Is.CALL)[:1], running)
    return None


def _names_a_day(clause: Clause, subjects: list[Token]) -> bool:
    """Whether it holds at a time; a year may be of a name: "Aufruf des Jahres 2027"."""
    names = [
        following
        for here, following in pairwise(clause.tokens)
        if _A_YEAR.fullmatch(following.word)
        and ((here in subjects and Is.CALL in here.kinds) or here.word == "jahres")
    ]
    return any(one.word[0].isdigit() and one not in names for one in clause.tokens)


def _there_are(clause: Clause) -> Standing | None:
    """Calls that are there: "Derzeit gibt es zwei offene Aufrufe"."""
    calls = heads(clause, Is.CALL, Is.SCHEME)
    there = clause.of_words("gibt", "bestehen", "laufen", "sind", "haben")
    is_open = [
        here
        for here, following in pairwise(clause.tokens)
        if here.word in ("offene", "offener", "offenen", "laufende", "geöffnete")
        and following in calls
    ]
    if not (there and is_open and clause.has(Is.NOW)) or clause.has(Is.WAS, Is.WILL):
        return None
    return _found("open", "there_are", calls[-1:], is_open, there[:1])


def _forecast(clause: Clause) -> Standing | None:
    if _former(clause) or clause.has(Is.WAS, Is.PARTLY):
        return None
    intended = _intended(clause)
    subjects = clause.of(Is.PAPER, Is.ACT, Is.APPLY, Is.CALL, Is.SCHEME)
    if intended or not subjects:
        return intended
    not_yet = _not_yet(clause)
    if not_yet:
        # What has not been approved or begun belongs to projects.
        begun = clause.of(Is.TAKEN, Is.POSSIBLE, Is.OPENED, Is.STARTS)
        begun = begun or side_by_side(clause, ("in", "kraft"))
        own = heads(clause, Is.CALL, Is.SCHEME, Is.ACT, Is.PAPER)
        projects = clause.says("begonnen", "bewilligt") and not heads(clause, Is.CALL)
        return (
            _found("forecast", "not_yet", subjects[:1], not_yet, begun[-1:])
            if begun and own and not projects
            else None
        )
    prepared = [
        token
        for index, token in enumerate(clause.tokens)
        if Is.PREPARED in token.kinds
        and index
        and "in" in (clause.tokens[index - 1].word, clause.tokens[max(0, index - 2)].word)
    ]
    new = clause.says("neuauflage", "neue", "neuer", "neues", "neuen", "new")
    prepared += [one for one in clause.of(Is.PREPARED) if new and one is clause.tokens[-1]]
    if clause.has(Is.NOW):  # "wird derzeit vorbereitet"
        prepared += [one for one in clause.of(Is.PREPARED) if one is clause.tokens[-1]]
    if clause.says("bereitet", "bereiten") and clause.tokens[-1].word == "vor" and new:
        return _found("forecast", "prepared", subjects[:1], clause.of_words("bereitet", "bereiten"))
    if prepared and (clause.has(Is.IS, Is.WILL) or clause.says("befindet", "befinden")):
        if heads(clause, Is.SCHEME, Is.CALL) and not clause.has(Is.NOT):
            return _found("forecast", "prepared", subjects[:1], prepared)
        return None
    return _expected(clause)


def _intended(clause: Clause) -> Standing | None:
    """What a giver means to do: "will 2026 wieder fördern", "plant eine Neuauflage"."""
    intends, gives = clause.of_words(*_INTENDS), clause.of_words(*_GIVES_AGAIN)
    if clause.says("neues", "neue", "neuen"):
        gives = gives or clause.of(Is.SCHEME)
    later = clause.of(Is.SEASON, Is.NEXT) or clause.of_words("wieder", "erneut", "neuauflage")
    later = later or clause.of_words("kommenden", "künftig")
    later = later or [one for one in clause.tokens if one.word[:2] == "20" and one.word.isdigit()]
    if not (intends and gives and later) or clause.has(Is.NOT, Is.OVER) or clause.says("bis"):
        return None
    return _found("forecast", "intended", intends, later, gives[-1:], doubt=_EXPECTED)


def _expected(clause: Clause) -> Standing | None:
    """A call that is to start: "Der Aufruf startet voraussichtlich im Frühjahr"."""
    schemes = heads(clause, Is.CALL, Is.SCHEME, Is.ACT, Is.PAPER)
    soon = [one for one in clause.of(Is.SOON) if one.word != "planned" or clause.tokens[-1] is one]
    starting = [one for one in clause.of(Is.STARTING) if one.noun and not _governed(clause, one)]
    if not schemes and starting:  # "Die Veröffentlichung des Aufrufs ist geplant"
        schemes = clause.of(Is.CALL, Is.SCHEME)
    to_be = Is.WILL in clause.kinds and clause.says("soll", "sollen", "will", "wird", "werden")
    to_be = to_be or (clause.has(Is.NEXT) and clause.says(*_COMES))
    if to_be and not soon and not _numbered(clause) and heads(clause, Is.CALL, Is.SCHEME, Is.ACT):
        soon = clause.of(Is.SEASON) or clause.of_words("kommenden")
    if not (schemes and soon) or len(clause.tokens) > _LONG or clause.has(Is.NOT, Is.OVER, Is.GONE):
        return None
    starts = clause.of(Is.STARTS, Is.TAKEN, Is.POSSIBLE)
    planned = clause.has(Is.IS) and clause.says(*_PLANNED)
    to_be = to_be or clause.says("können", "kann")
    comes = bool(starting and clause.has(Is.SOON)) or (
        starts
        and (to_be or clause.has(Is.WILL) or clause.of(Is.STARTS) or clause.says("is", "are"))
    )
    ahead = clause.has(Is.SEASON, Is.NEXT) or (_of_a_year(clause) and clause.says(*_NEW))
    if not comes and not (planned and ahead):
        return None
    # Whether that is still to come, only the day of reading can tell.
    return _found("forecast", "expected", schemes[:1], soon, starts[:1], doubt=_EXPECTED)


def to_come(row: Clause) -> Standing | None:
    """A row that tells of the next call: "Nächste Runde: voraussichtlich Frühjahr 2027"."""
    calls, later = row.of(Is.CALL, Is.SCHEME), row.of(Is.NEXT)
    season = row.of(Is.SEASON)
    ahead = later and calls and later[0].start < calls[0].start and season
    if row.finite or len(row.tokens) > _ENOUGH_LEFT or not ahead or row.has(Is.NOT):
        return None
    if _numbered(row) or row.has(Is.EVENT, Is.OTHER):
        return None
    return _found("forecast", "to_come", later[:1], season[-1:], doubt=_EXPECTED)


def _numbered(clause: Clause) -> bool:
    """Whether a day is named, which says it better."""
    return any(token.word[0].isdigit() and len(token.word) < 4 for token in clause.tokens)


def _not_yet(clause: Clause) -> list[Token]:
    """Return the words "noch nicht", "noch keine", "not yet"."""
    for here, following in pairwise(clause.tokens):
        if (here.word == "noch" and Is.NOT in following.kinds) or (
            here.word == "not" and following.word == "yet"
        ):
            return [here, following]
    no = clause.of(Is.NOT)
    if clause.tokens[0].word == "noch" and no and not clause.has(Is.MORE):
        return [clause.tokens[0], no[0]]
    return []


def _former(clause: Clause) -> bool:
    """Whether the clause speaks of another time or of what came before."""
    if clause.has(Is.FORMER):
        return True
    schemes = heads(clause, Is.SCHEME, Is.CALL)
    return any(
        Is.LAST in here.kinds
        and (following in schemes or following.word in ("jahr", "jahren", "year"))
        for here, following in pairwise(clause.tokens)
    )


def side_by_side(clause: Clause, *phrases: tuple[str, str]) -> list[Token]:
    """Return the two words of a phrase that stand side by side."""
    for here, following in pairwise(clause.tokens):
        if (here.word, following.word) in phrases:
            return [here, following]
    return []


def _said_only(clause: Clause) -> bool:
    """Whether the verb says what is to come or was, or there is none in a long clause."""
    if clause.has(Is.WAS, Is.WILL) and not clause.says("musste", "mussten"):
        return True
    return not clause.has(Is.IS) and (clause.finite or len(clause.tokens) > _ENOUGH_LEFT)


def _afterwards(clause: Clause) -> bool:
    """Whether the clause is about the time after an end: "nach Ablauf der Frist"."""
    if clause.has(Is.AFTERWARDS):
        return True
    return any(
        here.word in ("nach", "after", "bei", "vor") and following.word in _ENDINGS
        for here, following in pairwise(clause.tokens)
    )


_ENDINGS = words_of(
    "ablauf beginn ausschöpfung erschöpfung verbrauch ende diesem dieser dem fristende "
    "abschluss maßnahmenbeginn projektbeginn vorhabenbeginn maßnahmebeginn verausgabung "
    "aufbrauch this that the ausschöpfen eingang"
)


def of_applying(clause: Clause, term: Token) -> bool:
    """Whether a bare "Frist" is followed by nothing else that it is a term of."""
    if term.word not in _BARE and not term.word.startswith(_OF_ANYTHING):
        return True
    at = clause.tokens.index(term)
    after = clause.tokens[at + 1 : at + 5]
    if len(after) > 2 and after[0].word == "und" and after[1].noun:
        after = clause.tokens[at + 3 : at + 7]  # "Frist und Ort der Auslegung"
    if not after or after[0].word not in _OF_WHAT:
        return True
    what = [one for one in after if one.noun]
    papers = any(one.kinds & {Is.PAPER, Is.ACT} for one in what)
    return not what or papers or not what[0].kinds.isdisjoint(_APPLYING)


def heads(clause: Clause, *kinds: Is) -> list[Token]:
    """Return the words of these kinds (of all) that no preposition governs."""
    words = clause.of(*kinds) if kinds else clause.tokens
    return [token for token in words if not _governed(clause, token)]


def _governed(clause: Clause, token: Token) -> bool:
    """Whether it hangs on a preposition or, in the genitive, on another noun."""
    nearer = ""
    for before in _before(clause, token):
        if before.word in _PREPOSITIONS:
            # "die für 2027 bereitgestellten Mittel" are not governed by what is said of them.
            at = clause.tokens.index(before)
            return not (at and clause.tokens[at - 1].word in _ARTICLES)
        if before.noun:
            return nearer in _GENITIVE
        if before.word in FINITE:
            return False
        nearer = before.word
    return False


def _before(clause: Clause, token: Token) -> list[Token]:
    at = clause.tokens.index(token)
    return list(reversed(clause.tokens[max(0, at - 4) : at]))


def _found(value: str, frame: str, *parts: list[Token], doubt: str = "") -> Standing:
    words = [token for part in parts for token in part]
    return Standing(
        value, frame, min(one.start for one in words), max(one.end for one in words), doubt
    )
