"""By hand: an entry that a clerk writes down, on a real database."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

import pytest
from httpx2 import Response
from sqlalchemy import Engine, func, select

from crawlers.by_hand import BY_HAND
from crawlers.items import RawEntry
from db.crawls import StoredEntry
from db.decisions import Act, Decision
from db.engine import reading, writing
from db.identities import GroupMember
from db.opportunities import Opportunity, Revision
from db.tips import Tip
from db.values import Values, from_json
from db.vocabulary import Origin, Role, Visibility
from pipeline.desk.undo import undo, undo_last
from pipeline.run import Rules, process
from tests.conftest import NOW
from tests.pipeline.test_run import DAY, crawled
from tests.pipeline.test_settle import SOURCE
from tests.web.desk.entries import OTHER, site_of
from tests.web.signing_in import Signed, signed_in
from web.site import Site
from web.tips import tell

TEXT = (
    "Die Stiftung Dorfleben fördert Bürgerbusse in Hessen.\r\n"
    "Antragsberechtigt sind Vereine und Gemeinden.\r\n"
    "Der Zuschuss beträgt bis zu 80 Prozent, höchstens 15.000 Euro je Vorhaben.\r\n"
    "Anträge sind bis zum 31. März 2027 einzureichen."
)
FRAME = {
    "adresse": "https://stiftung.example.org/bus?utm_source=x",
    "titel": "Bürgerbus <b>2027</b>",
    "text": TEXT,
    "art": "call",
    "ebene": "region",
}


@dataclass
class Desk:
    """A clerk who writes entries down."""

    engine: Engine
    rules: Rules

    def __post_init__(self) -> None:
        sources = {SOURCE.slug: SOURCE, BY_HAND.slug: BY_HAND}
        self.rules = replace(self.rules, sources=sources)
        self.site: Site = replace(site_of(self.engine), sources=sources, rules=lambda: self.rules)
        self.browser: Signed = signed_in(self.site)

    def post(self, step: str, **fields: str) -> Response:
        """Send the form with one of its buttons."""
        return self.browser.act("/eintraege/neu", **{**FRAME, "schritt": step, **fields})

    def read(self, **fields: str) -> dict[str, str]:
        """Have it read; return every field of the form that comes back, as a browser sends it."""
        answer = self.post("lesen", **fields)
        assert answer.status_code == 200
        return fields_of(answer.text)

    def saved(self, **fields: str) -> int:
        """Have it read and save what is read, but for these fields; return its number."""
        form = {**self.read(), **fields}
        answer = self.post("speichern", **form)
        assert answer.status_code == 303, unescape(answer.text)
        return int(answer.headers["location"].removeprefix("/eintraege/"))

    def values(self, number: int) -> Values:
        """What stands of an entry."""
        with reading(self.engine) as session:
            one = session.get_one(Opportunity, number)
            return from_json(session.get_one(Revision, one.revision_id).content)

    def decisions(self) -> list[Decision]:
        """The log."""
        with reading(self.engine) as session:
            return list(session.scalars(select(Decision).order_by(Decision.id)))


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the form on a page."""
    (form,) = re.findall(r'<form method="post" action="/eintraege/neu">.*?</form>', page, re.DOTALL)
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.S))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = re.findall(r'<option value="([^"]*)" selected', options)[0]
    return {name: unescape(value) for name, value in found.items()}


@pytest.fixture
def desk(engine: Engine, rules: Rules) -> Desk:
    """A clerk who writes entries down."""
    return Desk(engine, rules)


def test_what_is_read_is_offered_before_anything_is_stored(desk: Desk) -> None:
    """As a person would type it, with the words it rests on; the form keeps what was pasted."""
    form = desk.read()
    assert form["wert-deadlines"] == "Antrag 31.03.2027"
    assert "31. März 2027" in form["wort-deadlines"]
    assert form["wert-areas"] == "Hessen"
    assert "Vereine" in form["wert-applicants"] and "Gemeinden" in form["wert-applicants"]
    assert "15.000" in form["wert-award"] and "80" in form["wert-rate"]
    assert form["text"] == TEXT.replace("\r\n", "\n")
    assert (form["art"], form["ebene"]) == ("call", "region")
    with reading(desk.engine) as session:
        assert session.scalar(select(func.count()).select_from(StoredEntry)) == 0


def test_an_entry_by_hand_is_an_entry_like_any_other(desk: Desk) -> None:
    """Stored verbatim, read, published; what the clerk left as it was read is "geprüft"."""
    number = desk.saved()
    stands = desk.values(number)
    assert (stands.title, stands.url) == (FRAME["titel"], "https://stiftung.example.org/bus")
    assert (stands.kind, stands.level, stands.award_max) == ("call", "region", 15_000)
    (deadline,) = stands.deadlines
    assert (deadline.value, deadline.origin) == ("2027-03-31", Origin.STAFF)
    assert "31. März 2027" in deadline.quote
    with reading(desk.engine) as session:
        one = session.get_one(Opportunity, number)
        assert (one.source, one.visibility) == ("hand", Visibility.PUBLISHED)
        assert one.news_revision_id is not None
        stored = session.get_one(StoredEntry, one.raw_id)
        assert RawEntry.from_json(stored.payload).body == TEXT.replace("\r\n", "\n")
    acts = [one.act for one in desk.decisions()]
    assert acts[0] == Act.WRITE and set(acts[1:]) == {Act.CONFIRM}
    page = desk.browser.get(f"/eintraege/{number}").text
    assert "von Hand erfasst" in page and "Von der Servicestelle erfasst" in page
    assert "Bürgerbus &lt;b&gt;2027&lt;/b&gt;" in page and "<b>2027" not in page
    public = desk.browser.get(f"/foerderungen/{number}").text
    assert "geprüft" in public


def test_what_a_clerk_changes_stands_over_what_is_read(desk: Desk) -> None:
    """With a quote, without one, and with nothing where the funder says nothing."""
    number = desk.saved(
        **{
            "wert-deadlines": "30.4.2027",
            "wort-deadlines": "bis zum 31. März",
            "wert-topics": "Mobilität",
            "wort-topics": "Bürgerbusse",
            "wert-rate": "keine Angabe",
            "wort-rate": "",
            "wert-award": "",
            "wort-award": "",
        }
    )
    stands = desk.values(number)
    (deadline,) = stands.deadlines
    assert (deadline.value, deadline.quote) == ("2027-04-30", "bis zum 31. März")
    assert stands.rate_max is None
    assert stands.award_max == 15_000 and "mobilitaet" in stands.topics
    left = [one for one in stands.statements if one.field.value == "award_max"]
    assert [one.origin for one in left] == [Origin.READ]
    corrected = {one.subject for one in desk.decisions() if one.act == Act.CORRECT}
    assert {"deadlines", "rate"} <= corrected and "award" not in corrected


def test_a_word_of_the_clerk_is_undone_like_any_other(desk: Desk) -> None:
    """What was read stands again; that it was written down stays in the log."""
    number = desk.saved(**{"wert-deadlines": "30.4.2027", "wort-deadlines": ""})
    made = next(one for one in desk.decisions() if one.subject == "deadlines")
    with writing(desk.engine) as session:
        undo(session, made.id, "frau@example.org", NOW)
    assert [one.value for one in desk.values(number).deadlines] == ["2027-03-31"]
    first = desk.decisions()[0]
    with writing(desk.engine) as session, pytest.raises(ValueError, match="zurückgezogen"):
        undo(session, first.id, "frau@example.org", NOW)
    for _act in desk.decisions()[1:-2]:
        with writing(desk.engine) as session:
            undo_last(session, made.decided_by, NOW)
    with writing(desk.engine) as session, pytest.raises(LookupError):
        undo_last(session, made.decided_by, NOW)


def test_what_is_wrong_is_said_beside_its_field(desk: Desk) -> None:
    """All at once, with everything that was typed, and nothing is stored."""
    answer = desk.post(
        "speichern",
        **{
            "wert-award": "sehr viel",
            "wert-deadlines": "31.3.2027",
            "wort-deadlines": "steht hier nicht",
            "wert-areas": "Nirgendwo",
            "wort-topics": "Bürgerbusse",
        },
    )
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "„sehr viel“ ist als Fördersumme nicht zu verstehen" in page
    assert "Diese Worte stehen so nicht im Text." in page
    assert "Ein Gebiet namens „Nirgendwo“ ist nicht bekannt." in page
    assert "was diese Worte sagen" in page
    form = fields_of(answer.text)
    assert (form["wert-award"], form["wort-deadlines"]) == ("sehr viel", "steht hier nicht")
    for name in ("wert-award", "wort-deadlines", "wert-areas", "wert-topics"):
        assert re.search(rf'id="f-{name}"[^>]*aria-invalid="true"', answer.text), name
    assert desk.decisions() == []


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("adresse", "javascript:alert(1)", "Adresse der Seite"),
        ("titel", " ", "einen Titel"),
        ("titel", "x" * 600, "höchstens 500 Zeichen"),
        ("text", "\r\n", "Text des Förderers"),
        ("text", "wort " * 150_000, "gelesen werden höchstens"),
        ("art", "award", "was es ist"),
        ("ebene", "quatsch", "wer fördert"),
    ],
)
@pytest.mark.parametrize("step", ["lesen", "speichern"])
def test_what_cannot_be_read_is_refused(
    desk: Desk, field: str, typed: str, wrong: str, step: str
) -> None:
    """In German, beside its field, and values that were typed stay."""
    answer = desk.post(step, **{field: typed, "wert-award": "bis 5 €"})
    assert answer.status_code == 422 and wrong in unescape(answer.text)
    assert 'name="wert-award" value="bis 5 €"' in unescape(answer.text)
    assert desk.decisions() == []


def test_the_same_twice_is_one_entry(desk: Desk) -> None:
    """A second click leads to the first one; another title on the page is another entry."""
    number = desk.saved()
    again = desk.post("speichern", **desk.read())
    page = unescape(again.text)
    assert again.status_code == 422 and f"schon erfasst, als Eintrag {number}" in page
    assert "An dieser Adresse gibt es schon" in page and f'href="/eintraege/{number}"' in page
    assert desk.saved(titel="Ein anderer Topf") != number


def test_words_that_no_database_takes_are_left_out(desk: Desk) -> None:
    """Quotes stand where they stand in what is stored."""
    form = desk.read(text="\x07Anträge sind bis zum 31. März 2027 einzureichen.")
    answer = desk.post("speichern", **{**form, "wort-deadlines": "31. März 2027"})
    assert answer.status_code == 303
    number = int(answer.headers["location"].removeprefix("/eintraege/"))
    (deadline,) = desk.values(number).deadlines
    assert deadline.quote == "31. März 2027"


def test_a_tip_becomes_an_entry(desk: Desk) -> None:
    """The form knows its address; saved, the tip says which entry it became."""
    with writing(desk.engine) as session:
        tip = tell(session, "https://stiftung.example.org/bus", "Neuer Topf!", "", NOW)
    page = desk.browser.get(f"/eintraege/neu?hinweis={tip}")
    assert "Neuer Topf!" in page.text
    assert fields_of(page.text)["adresse"] == "https://stiftung.example.org/bus"
    form = desk.read(hinweis=str(tip))
    number = desk.saved(**form)
    with reading(desk.engine) as session:
        assert session.get_one(Tip, tip).settled_at == NOW
    page = desk.browser.get(f"/hinweise/{tip}")
    assert "daraus wurde ein Eintrag" in page.text and f'href="/eintraege/{number}"' in page.text
    late = desk.post("speichern", **{**form, "titel": "Noch einer"})
    assert late.status_code == 422 and "inzwischen erledigt" in unescape(late.text)
    with reading(desk.engine) as session:
        assert session.scalar(select(func.count()).select_from(Opportunity)) == 1


def test_the_pipeline_reads_and_compares_it_with_the_others(desk: Desk) -> None:
    """Read again by newer rules a person's word stays; the same of another source is found."""
    number = desk.saved(**{"wert-deadlines": "30.4.2027", "wort-deadlines": ""})
    same = replace(OTHER, url=desk.values(number).url, title=FRAME["titel"], body=TEXT)
    crawled(desk.engine, NOW + DAY, same)
    newer = replace(desk.rules, edition="two", compares_as="two")
    report = process(desk.engine, newer, NOW + DAY)
    assert report.lost == 0
    assert [one.value for one in desk.values(number).deadlines] == ["2027-04-30"]
    with reading(desk.engine) as session:
        member = session.scalar(select(GroupMember).where(GroupMember.opportunity_id == number))
        assert member is not None


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER])
def test_entries_are_written_by_the_service_desk(desk: Desk, role: Role) -> None:
    """Others are refused."""
    window = signed_in(desk.site, role)
    assert window.get("/eintraege/neu").status_code == 403
    assert window.act("/eintraege/neu", **FRAME).status_code == 403
