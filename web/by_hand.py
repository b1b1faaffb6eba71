"""By hand: what a clerk types of an entry that no source brings, and what is read in its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from crawlers.by_hand import BY_HAND
from crawlers.items import Given, Kind, RawEntry, storable
from crawlers.links import identity
from crawlers.source import Level
from db import labels
from db.area_names import fold
from db.statements import Subject
from pipeline.budget import TooMuchError
from pipeline.decided import Step
from pipeline.desk.by_hand import Written, as_read
from pipeline.desk.correct import Correction
from pipeline.desk.worth import check_worth
from pipeline.run import Rules
from pipeline.themes import load_topics
from web.entry.claims import text_of
from web.entry.page import Typing
from web.entry.values import chosen_place, correction_of, found
from web.site import Site
from web.tips import address_of
from web.typed import NotUnderstoodError, shown_typed

KINDS = tuple(kind for kind in Kind if kind is not Kind.AWARD)
LONGEST_TITLE = 500
# What every entry is asked about, and what only some entries have.
USUAL = (
    Subject.DEADLINES,
    Subject.APPLICANTS,
    Subject.AREAS,
    Subject.TOPICS,
    Subject.AWARD,
    Subject.RATE,
    Subject.FUNDERS,
)
SELDOM = tuple(one for one in Subject if one not in (*USUAL, Subject.KIND))
SUBJECTS = (*USUAL, *SELDOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What is said of one subject, and the words of the text that it rests on."""

    value: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Everything that was typed, and the tip that it comes from."""

    address: str = ""
    title: str = ""
    text: str = ""
    kind: str = Kind.CALL.value
    level: str = Level.STATE.value
    tip: int | None = None
    values: Mapping[Subject, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Typed:
        """Return what a form holds; line ends are as the text had them before a browser's."""
        said = {name: storable(text) for name, text in form.items()}
        number = said.get("hinweis", "")
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        return cls(
            address=said.get("adresse", "").strip(),
            title=" ".join(said.get("titel", "").split()),
            text=said.get("text", "").replace("\r\n", "\n").strip(),
            kind=said.get("art", ""),
            level=said.get("ebene", ""),
            tip=int(number) if is_number else None,
            values={
                one: Value(
                    value=" ".join(said.get(f"wert-{one}", "").split()),
                    words=" ".join(said.get(f"wort-{one}", "").split()),
                )
                for one in SUBJECTS
            },
        )

    def said(self, subject: Subject) -> Value:
        """Return what is said of a subject."""
        return self.values.get(subject, Value())


def wrong_in(typed: Typed) -> dict[str, str]:
    """Return by field what stands in the way of reading it, in German."""
    wrong = {}
    if not address_of(typed.address):
        wrong["adresse"] = "Bitte geben Sie die Adresse der Seite an (https://…)."
    if not typed.title or len(typed.title) > LONGEST_TITLE:
        wrong["titel"] = f"Bitte geben Sie einen Titel an, höchstens {LONGEST_TITLE} Zeichen."
    if not typed.text:
        wrong["text"] = "Bitte fügen Sie den Text des Förderers ein."
    if typed.kind not in KINDS:
        wrong["art"] = "Bitte wählen Sie, was es ist."
    if typed.level not in set(Level):
        wrong["ebene"] = "Bitte wählen Sie, wer fördert."
    return wrong


def raw_of(typed: Typed) -> RawEntry:
    """Return what was typed as an entry of its source: the words as they were pasted."""
    address = address_of(typed.address)
    raw = RawEntry(
        source=BY_HAND.slug,
        key=f"{identity(address)} {fold(typed.title)}",
        url=address,
        kind=Kind(typed.kind),
        title=typed.title,
        body=typed.text,
        given=Given(level=typed.level),
    )
    # What cannot be stored goes now: later it would shift the places of all quotes.
    return RawEntry.from_json(raw.to_json())


def read_in(typed: Typed, site: Site, rules: Rules) -> Step:
    """Return what the rules read in it. Raises ValueError, in German, where they cannot."""
    try:
        return as_read(raw_of(typed), rules, site.today())
    except TooMuchError as error:
        raise ValueError(str(error)) from error


def offered(step: Step, site: Site) -> dict[Subject, Value]:
    """Return by subject what was read, as a person would type it, with the words behind it."""
    topics = {topic.id: topic.label for topic in load_topics()}
    again = partial(
        shown_typed, area_name=site.area_label, topic_name=partial(labels.label, topics)
    )
    found_in = dict[Subject, Value]()
    for subject in SUBJECTS:
        own = [one for one in step.stands.values.statements if one.subject is subject and one.told]
        quotes = {one.evidence.quote for one in own if one.evidence.quote}
        words = " ".join(quotes.pop().split()) if len(quotes) == 1 else ""
        if own:
            found_in[subject] = Value(value=again(own), words=words)
    return found_in


def written(
    typed: Typed, step: Step, read: Mapping[Subject, Value], site: Site
) -> tuple[Written, dict[str, str]]:
    """Return the entry with what the person says, and by field what is not understood.

    What was read and left as it is, is confirmed; what is left empty stays as it is read.
    """
    confirmed, corrections, wrong = [Subject.KIND], list[Correction](), dict[str, str]()
    for subject in SUBJECTS:
        said = typed.said(subject)
        if not said.value:
            if said.words:
                wrong[f"wert-{subject}"] = "Bitte geben Sie an, was diese Worte sagen."
            continue
        if said == read.get(subject):
            confirmed.append(subject)
            continue
        try:
            corrections.append(_correction(subject, said, step.pending.raw, site))
        except _LostWordsError as error:
            wrong[f"wort-{subject}"] = str(error)
        except (NotUnderstoodError, ValueError) as error:
            wrong[f"wert-{subject}"] = str(error)
    return Written(step=step, confirmed=confirmed, corrections=corrections), wrong


class _LostWordsError(ValueError):
    """Words that a value is to rest on do not stand in the text."""


def _correction(subject: Subject, said: Value, raw: RawEntry, site: Site) -> Correction:
    words = Typing(subject=subject, value=said.value, words=said.words)
    placed = found(words, text_of(raw, ()).parts)
    if placed.found:
        # The same words say the same wherever they stand.
        placed = chosen_place(placed.found[0][0], words)
    elif placed.wrong:
        raise _LostWordsError("Diese Worte stehen so nicht im Text.")
    correction = correction_of(placed, raw, (), site)
    for one in correction.statements:
        check_worth(one)
    return correction
