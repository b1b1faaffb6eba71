"""Going: what is held between two looks is what reading everything anew would find."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from db.engine import reading
from db.statements import Case
from db.vocabulary import Visibility
from notifier.going import Going, read_going
from notifier.matches import matches_of
from notifier.news.select import Wish
from tests.conftest import NOW, TODAY
from tests.notifier.news.telling import hide
from tests.notifier.samples import fixed, group, publish, values
from tests.notifier.test_matches import IMPRINT
from tests.web.desk.entries import counted

DAY = timedelta(days=1)
VILLAGE = Wish(area="06535011", population=1_900, applicants=("municipality",))
CLUB = Wish(area="06535011", applicants=("association",))


def read(engine: Engine, before: Going | None = None) -> tuple[Going, int]:
    """What goes on, and of how many statements the contents of revisions were asked."""
    with reading(engine) as session, counted(engine) as sent:
        going = read_going(session, IMPRINT, TODAY, before.standings if before else ())
    return going, sum("revisions.content" in one for one in sent)


def test_only_what_changed_is_read_again(engine: Engine) -> None:
    """New entries, groups and what is hidden are seen; the rest is the very same as before."""
    first, second, third, fourth = (
        publish(engine, str(number), values(title=f"Aufruf {number}")) for number in range(4)
    )
    before, contents = read(engine)
    assert contents == 1 and len(before.standings) == 4
    same, contents = read(engine, before)
    assert contents == 0
    pairs = zip(same.standings, before.standings, strict=True)
    assert all(one is other for one, other in pairs)
    group(engine, first, second, asked=1)
    hide(engine, third, Visibility.HELD)
    fifth = publish(engine, "5", values(title="Neu"))
    after, contents = read(engine, before)
    fresh, _contents = read(engine)
    assert contents == 1 and after.standings == fresh.standings
    assert {one.id for one in after.standings} == {first, fourth, fifth}


def test_each_reader_has_the_days_of_the_own_case(engine: Engine) -> None:
    """What is over for clubs goes on for villages, and stands where its own day is."""
    of_clubs = Case(applicants=("association",))
    of_villages = Case(applicants=("municipality",))
    days = (fixed(TODAY - DAY, case=of_clubs), fixed(TODAY + 9 * DAY, case=of_villages))
    publish(engine, "a", values(title="Zwei Fälle", deadlines=days))
    for key, left in (("b", 5), ("c", 20)):
        publish(engine, key, values(title=key, deadlines=(fixed(TODAY + left * DAY),)), at=NOW)
    going, _contents = read(engine)
    with reading(engine) as session:
        shown = [
            [
                one.standing.news.values.title
                for one in matches_of(session, IMPRINT, 1, [wish], going).some()
            ]
            for wish in (VILLAGE, CLUB)
        ]
    assert shown == [["b", "Zwei Fälle", "c"], ["b", "c"]]
