"""The first week of a fresh installation: each reader gets what a careful editor would send."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.engine import make_engine
from tests.databases import SqliteTemplate
from tests.faults.week.editor import Line, mails_for
from tests.faults.week.living import DAYS, WITHDRAWN, WITHDRAWN_AT, Mail, Week
from tests.faults.week.pages import WEEK
from tests.faults.week.readers import WeekReader, readers

TRANSCRIPT = Path(__file__).parent / "transcripts" / "first_week.txt"
WITHDRAWN_SAID = f"Die Servicestelle zieht {WITHDRAWN} zurück."
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@pytest.mark.long
def test_each_reader_gets_what_a_careful_editor_would_send(
    sqlite_template: SqliteTemplate, tmp_path: Path
) -> None:
    """Forty readers, nine days; what was sent is the transcript.

    Delete the transcript and run this to have it written anew.
    """
    everybody = readers()
    assert len(everybody) == 40
    with lived(sqlite_template, tmp_path, everybody, DAYS) as week:
        assert list(differences(week)) == []
        text = transcript(week)
    if not TRANSCRIPT.exists():
        TRANSCRIPT.parent.mkdir(exist_ok=True)
        TRANSCRIPT.write_text(text, encoding="utf-8")
    assert TRANSCRIPT.read_text(encoding="utf-8") == text


def test_the_first_days_bring_what_a_careful_editor_would_send(
    sqlite_template: SqliteTemplate, tmp_path: Path
) -> None:
    """The same with a few readers, up to the crawl that is interrupted."""
    few = [one for one in readers() if one.number in (1, 4, 8, 12, 21, 23, 31)]
    with lived(sqlite_template, tmp_path, few, DAYS[:3]) as week:
        assert list(differences(week)) == []
        assert len(week.mails) == sum(len(wanted(week, one)) for one in few) >= 10


def test_the_readers_differ() -> None:
    """Some get several mails in the week, some one and some none."""
    counts = [len(mails_for(reader)) for reader in readers()]
    assert {0, 1, 2, 5} <= set(counts)


@contextmanager
def lived(
    template: SqliteTemplate, folder: Path, readers: Sequence[WeekReader], days: Sequence[int]
) -> Iterator[Week]:
    """Live through some days on a fresh database."""
    with template.database(folder) as url:
        week = Week(engine=make_engine(url), folder=folder, readers=readers, days=days)
        week.live()
        yield week
        week.engine.dispose()


def differences(week: Week) -> Iterator[str]:
    """Yield, for every reader and day, how the mail differs from the editor's."""
    for reader in week.readers:
        lines = wanted(week, reader)
        for day in week.days:
            got = [mail for mail in sent_to(week, reader) if mail.on.day == day]
            where = f"{reader.line}, on the {day}"
            if len(got) != (day in lines):
                named = [titles(mail) for mail in got]
                yield f"{where}: {named} instead of {lines.get(day, 'no mail')}"
            for mail in got[: day in lines]:
                yield from (f"{where}: {one}" for one in unlike(mail, lines[day]))


def wanted(week: Week, reader: WeekReader) -> Mapping[int, tuple[Line, ...]]:
    """Return the editor's mails of the days that were lived through."""
    return {day: lines for day, lines in mails_for(reader).items() if day in week.days}


def unlike(mail: Mail, lines: Sequence[Line]) -> Iterator[str]:
    """Yield how one mail differs from the editor's: what it names, and what it says of it."""
    named, ought = titles(mail), sorted(line.title for line in lines)
    if named != ought:
        yield f"{named} instead of {ought}"
        return
    said = {card.title: card.lines for card in mail.cards}
    for line in lines:
        if not agrees(said[line.title], line):
            yield f"{line.title}: {said[line.title]} instead of {line.words}"


def sent_to(week: Week, reader: WeekReader) -> list[Mail]:
    """Return a reader's mails in the order they went."""
    return [mail for mail in week.mails if reader.address in mail.recipient]


def titles(mail: Mail) -> list[str]:
    """Return what a mail names, each as often as it does."""
    return sorted(card.title for card in mail.cards)


def agrees(said: Sequence[str], line: Line) -> bool:
    """Whether a card has one line for each difference, with the editor's words in it."""
    return len(said) == len(line.words) and all(
        any(word.casefold() in one.casefold() for one in said) for word in line.words
    )


def transcript(week: Week) -> str:
    """Return the week as a person reads it: by day, what happened, and who was told what."""
    by_address = {reader.address: reader for reader in readers()}
    lines = ["Die erste Woche", "===============", "",
             "Geschrieben von tests/faults/test_first_week.py: was geschah, und wer was las.",
             "Was die Quellen zeigen und was geschieht, steht nach der Uhrzeit da, was Landbote",
             "dazu sagt, hinter „>“. Gleiche Mails stehen einmal da; „!“ ist die Zeile der Mail,",
             "die sagt, was anders ist.",
             ""]  # fmt: skip
    for day in DAYS:
        lines += [f"{WEEKDAYS[(day - 21) % 7]}, {day}. Dezember 2026", "-" * 60]
        happened = [(turn.at, turn.said) for turn in WEEK if turn.at.day == day]
        # A parser's own words differ from one version to the next.
        happened += [(at, f"> {said.split('. ')[0]}") for at, said in week.said if at.day == day]
        happened += [(WITHDRAWN_AT, WITHDRAWN_SAID)] if day == WITHDRAWN_AT.day else []
        happened.sort(key=lambda pair: pair[0])
        lines += [f"  {at:%H:%M}  {said}" for at, said in happened]
        alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for mail in week.mails:
            if mail.on.day == day:
                reader = next(one for name, one in by_address.items() if name in mail.recipient)
                alike[told(mail)].append(reader.line)
        lines += [] if alike else ["", "  Keine Mails."]
        for text, whom in sorted(alike.items(), key=lambda pair: min(pair[1])):
            lines += ["", *(f"  An {one}" for one in sorted(whom)), *text]
        lines.append("")
    return "\n".join(lines)


def told(mail: Mail) -> tuple[str, ...]:
    """Return a mail's lines of the transcript."""
    lines = [f"    Betreff: {mail.subject}"]
    for card in mail.cards:
        lines += [f"    * {card.title}", *(f"      ! {line}" for line in card.lines)]
    return tuple(lines)
