"""Tips: what strangers tell, and what the desk makes of it, on a real database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

import pytest
from httpx2 import Response
from sqlalchemy import Engine, func, select
from starlette.testclient import TestClient

from db.decisions import Act, Decision
from db.engine import reading, writing
from db.reviews import TIP, ReviewItem
from db.tips import MOST_KEPT, Tip
from db.vocabulary import ReviewState, Role
from notifier.retention import forget_tellers
from tests.conftest import NOW
from tests.web.desk.entries import counted
from tests.web.doors.living import House
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import furnish, site
from web.public.tip import PER_CLIENT
from web.tips import address_of, entries_at, sources_at, tell

PAGE = "http://www.example.org/foerderung/buergerbusse/?utm_source=brief"
SAID = "Hier steht jetzt eine andere Frist."


@dataclass
class Tips:
    """A stranger and a clerk on a furnished database whose one tip is settled by nobody."""

    engine: Engine

    def __post_init__(self) -> None:
        furnish(self.engine)
        self.house = House(self.engine)
        self.desk: Signed = signed_in(site(self.engine))

    def tell(self, browser: TestClient | None = None, /, **fields: str) -> Response:
        """Send the form as a stranger."""
        form = {"adresse": "https://neu.example.org/topf", "satz": SAID, **fields}
        return (browser or self.house.browser()).post("/hinweis", data=form)

    def all(self) -> list[Tip]:
        """Every tip."""
        with reading(self.engine) as session:
            return list(session.scalars(select(Tip).order_by(Tip.id)))

    def decisions(self) -> list[Decision]:
        """The log."""
        with reading(self.engine) as session:
            return list(session.scalars(select(Decision).order_by(Decision.id)))

    def items(self) -> list[ReviewItem]:
        """The questions that come of tips."""
        with reading(self.engine) as session:
            asked = select(ReviewItem).where(ReviewItem.raised_by == TIP)
            return list(session.scalars(asked.order_by(ReviewItem.id)))


@pytest.fixture
def tips(engine: Engine) -> Tips:
    """A stranger and a clerk."""
    return Tips(engine)


def test_a_stranger_tells_and_hears_what_happens_next(tips: Tips) -> None:
    """Without an account; the desk sees it in its list, its header and where its day begins."""
    assert 'href="/hinweis"' in tips.house.browser().get("/").text
    answer = tips.tell(antwort="Frau@Beispiel.de")
    assert (answer.status_code, answer.headers["location"]) == (303, "/hinweis/danke")
    assert "Wie es weitergeht" in tips.house.browser().get("/hinweis/danke").text
    page = unescape(tips.desk.get("/hinweise").text)
    assert "https://neu.example.org/topf" in page and SAID in page and "Hinweise (2)" in page
    assert "2 Hinweise aus der Öffentlichkeit" in tips.desk.get("/arbeitsplatz").text
    assert "Hinweise" not in tips.house.browser().get("/").text


def test_the_same_page_twice_is_one_tip_with_a_count(tips: Tips) -> None:
    """However its address is written; what each said is kept."""
    written = (
        "https://neu.example.org/topf?utm_source=mail",
        "http://www.neu.example.org/topf/#frist",
        "neu.example.org/topf",
    )
    for number, address in enumerate(written):
        assert tips.tell(adresse=address, satz=f"Satz {number}").status_code == 303
    *_, tip = tips.all()
    assert len(tips.all()) == 2 and tip.count == 3
    assert [one["said"] for one in tip.told] == ["Satz 0", "Satz 1", "Satz 2"]
    page = tips.desk.get(f"/hinweise/{tip.id}").text
    assert "3-mal" in page and page.index("Satz 2") < page.index("Satz 0")
    other = tips.tell(adresse="https://neu.example.org/anderer")
    assert other.status_code == 303 and len(tips.all()) == 3


def test_of_so_many_words_only_the_last_are_kept(tips: Tips) -> None:
    """All are counted; an address for an answer goes with its words."""
    for number in range(MOST_KEPT + 2):
        with writing(tips.engine) as session:
            tell(session, "https://neu.example.org/", f"Satz {number}", "", NOW)
    *_, tip = tips.all()
    assert (tip.count, len(tip.told), tip.told[0]["said"]) == (22, MOST_KEPT, "Satz 2")


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("adresse", "", "Adresse einer Seite"),
        ("adresse", "javascript:alert(1)", "Adresse einer Seite"),
        ("adresse", "https://", "Adresse einer Seite"),
        ("adresse", "https://[", "Adresse einer Seite"),
        ("adresse", "https://localhost/x", "Adresse einer Seite"),
        ("adresse", "https://example.org/" + "x" * 3000, "Adresse einer Seite"),
        ("satz", " \n", "in einem Satz"),
        ("satz", "x" * 1001, "höchstens 1000 Zeichen"),
        ("antwort", "nicht@@so", "keine Mailadresse"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    tips: Tips, field: str, typed: str, wrong: str
) -> None:
    """In German, and what was typed stays."""
    answer = tips.tell(**{"satz": "Bleibt hier stehen", field: typed})
    page = unescape(answer.text)
    assert answer.status_code == 422 and wrong in page
    assert re.search(rf'id="f-{field}"[^>]*aria-invalid="true"', page)
    assert field == "satz" or "Bleibt hier stehen" in page
    assert len(tips.all()) == 1


def test_hostile_words_are_words(tips: Tips) -> None:
    """No markup, no control character, no way into a header of a mail."""
    hostile = "<script>alert(1)</script>\x07 {{ 7*7 }} \r\nBcc: x@example.org"
    assert tips.tell(satz=hostile).status_code == 303
    *_, tip = tips.all()
    for path in ("/hinweise", f"/hinweise/{tip.id}", f"/eintraege/neu?hinweis={tip.id}"):
        page = tips.desk.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page and "{{ 7*7 }}" in page
    assert "\x07" not in tip.told[0]["said"]


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(tips: Tips) -> None:
    """It needs not know that nobody heard it."""
    assert tips.tell(betreff="Gewinn").headers["location"] == "/hinweis/danke"
    assert len(tips.all()) == 1


def test_another_sites_form_is_refused(tips: Tips) -> None:
    """By what the browser says of where it comes from."""
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        form = {"adresse": PAGE, "satz": SAID}
        answer = tips.house.browser().post("/hinweis", data=form, headers=headers)
        assert answer.status_code == 403
    assert tips.all()[0].count == 1


def test_nobody_tells_without_end(tips: Tips) -> None:
    """From one address so many in a quarter of an hour; others may, and later he may too."""
    for number in range(PER_CLIENT):
        assert tips.tell(adresse=f"neu.example.org/{number}").status_code == 303
    refused = tips.tell(adresse="neu.example.org/noch-eine")
    assert refused.status_code == 429 and "zu viele Versuche" in refused.text
    assert tips.tell(tips.house.browser("198.51.100.7")).status_code == 303
    tips.house.later(minutes=16)
    assert tips.tell(adresse="neu.example.org/spaeter").status_code == 303


def test_a_page_is_linked_to_its_entries_and_sources(tips: Tips) -> None:
    """However it is written; a page nobody knows says so."""
    with reading(tips.engine) as session:
        assert [one.id for one in entries_at(session, [PAGE])[PAGE]] == [1, 2]
        assert entries_at(session, ["https://example.org/11", "x"]) == {
            "https://example.org/11": [],
            "x": [],
        }
    known = sources_at(site(tips.engine).sources["state"].homepage, site(tips.engine).sources)
    assert "state" in [one.slug for one in known]
    page = tips.desk.get("/hinweise/1").text
    assert 'href="/eintraege/1"' in page and 'value="1"' in page
    assert "noreferrer" in page and "noopener" in page


def test_a_tip_becomes_a_question_about_an_entry_and_back(tips: Tips) -> None:
    """The desk finds it there; taken back, it is asked no more and the tip is open."""
    answer = tips.desk.act("/hinweise/1/frage", eintrag="1")
    assert answer.status_code == 303
    (item,) = tips.items()
    assert (item.opportunity_id, item.field, item.state) == (1, "source", ReviewState.OPEN)
    assert item.question.endswith("Stimmt der Eintrag noch?")
    assert "Stimmt der Eintrag noch?" in tips.desk.get("/eintraege/1").text
    assert "Stimmt der Eintrag noch?" in unescape(tips.desk.get("/fragen").text)
    page = tips.desk.get("/hinweise/1").text
    assert "daraus wurde eine Frage" in page and "Hinweise (" not in page
    assert tips.desk.act("/hinweise/1/oeffnen").status_code == 303
    assert tips.items()[0].state == ReviewState.MOOT
    assert tips.all()[0].settled_at is None
    assert tips.desk.act("/hinweise/1/frage", eintrag="1").status_code == 303
    (item,) = tips.items()
    assert item.state == ReviewState.OPEN
    assert [one.act for one in tips.decisions()] == [Act.SETTLE_TIP, Act.UNDO, Act.SETTLE_TIP]
    log = unescape(tips.desk.get("/protokoll").text)
    assert "Hinweis erledigt" in log


def test_a_tip_is_put_away_with_a_reason(tips: Tips) -> None:
    """Once; told again it is open again."""
    assert tips.desk.act("/hinweise/1/erledigt", grund=" ").status_code == 422
    assert tips.desk.act("/hinweise/1/erledigt", grund="Werbung").status_code == 303
    again = tips.desk.act("/hinweise/1/erledigt", grund="Werbung")
    assert again.status_code == 422 and "inzwischen erledigt" in again.text
    (made,) = tips.decisions()
    assert (made.act, made.why) == (Act.SETTLE_TIP, "Werbung")
    assert "Werbung" in tips.desk.get("/hinweise/1").text
    tips.tell(adresse=PAGE)
    assert tips.all()[0].settled_at is None


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("/hinweise/1/frage", {"eintrag": "99"}, 422),
        ("/hinweise/1/frage", {"eintrag": "9" * 30}, 422),
        ("/hinweise/1/frage", {"eintrag": "eins"}, 422),
        ("/hinweise/1/oeffnen", {}, 422),
        ("/hinweise/77/erledigt", {"grund": "x"}, 404),
    ],
)
def test_what_cannot_be_done_is_said(
    tips: Tips, path: str, fields: dict[str, str], code: int
) -> None:
    """In German, and without a word in the log."""
    assert tips.desk.act(path, **fields).status_code == code
    assert tips.decisions() == []


def test_a_page_can_be_watched_from_its_tip(tips: Tips) -> None:
    """The form that has a page watched knows the address already."""
    page = tips.desk.get("/hinweise/1").text
    link = re.search(r'href="(/seiten/beobachten\?adresse=[^"]+)"', page)
    assert link is not None
    assert f'value="{tips.all()[0].address}"' in tips.desk.get(unescape(link[1])).text


def test_the_list_asks_the_database_no_more_for_more_tips(tips: Tips) -> None:
    """Ten times as many rows, the same number of statements."""

    def asked() -> int:
        with counted(tips.engine) as statements:
            assert tips.desk.get("/hinweise").status_code == 200
        return len(statements)

    few = asked()
    with writing(tips.engine) as session:
        for number in range(20):
            tell(session, f"https://example.org/{number}", f"Satz {number}", "", NOW)
    assert asked() == few


def test_who_told_is_forgotten_after_a_while(tips: Tips) -> None:
    """Of what is settled; the words stay, and what is open keeps its address."""
    tips.tell(antwort="frau@beispiel.de")
    tips.desk.act("/hinweise/1/erledigt", grund="Werbung")
    assert forget_tellers(tips.engine, NOW - timedelta(days=1)) == 0
    assert forget_tellers(tips.engine, NOW + timedelta(days=1)) == 1
    first, second = tips.all()
    assert (first.told[0]["reply_to"], first.answerable) == ("", False)
    assert (second.told[0]["reply_to"], second.answerable) == ("frau@beispiel.de", True)
    assert "mailto:frau@beispiel.de" in tips.desk.get(f"/hinweise/{second.id}").text


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER])
def test_tips_are_for_the_service_desk(tips: Tips, role: Role) -> None:
    """Others are refused and shown no count."""
    window = signed_in(site(tips.engine), role)
    assert window.get("/hinweise").status_code == 403
    assert "Hinweise" not in window.get("/").text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" HTTPS://Example.ORG/A b?utm_source=x ", "https://example.org/Ab"),
        ("example.org", "https://example.org/"),
        ("ftp://example.org/", ""),
        ("https://a:b@example.org/", "https://example.org/"),
        ("einfach so", ""),
    ],
)
def test_an_address_is_kept_without_what_a_visit_adds(typed: str, kept: str) -> None:
    """And what is none is none."""
    assert address_of(typed) == kept


def test_every_tip_is_one_row(tips: Tips) -> None:
    """Two who tell of one page leave one row, whoever comes first."""
    for _round in range(2):
        with writing(tips.engine) as session:
            tell(session, "https://neu.example.org/", SAID, "", NOW)
    with reading(tips.engine) as session:
        assert session.scalar(select(func.count()).select_from(Tip)) == 2


def find(tips: Tips, place: str, title: str, until_on: date | None, **words: object) -> int:
    """Let a source have found something; return its number."""
    address = f"https://www.wandlitz.de/news/1/{place}.html"
    told: dict[str, object] = {"said": f"{title} … bis dann", "reply_to": "", **words}
    told |= {"at": NOW.isoformat(), "source": "mun_bb_wandlitz", "address": address}
    with writing(tips.engine) as session:
        tip = Tip(
            place=place, address=address, told=[told], count=1, answerable=False,
            first_at=NOW, last_at=NOW, found=True, until_on=until_on,
        )  # fmt: skip
        session.add(tip)
        session.flush()
        return tip.id


def test_what_people_told_comes_first_and_then_what_ends_first(tips: Tips) -> None:
    """Each by its title; what is settled comes last, however soon it ends."""
    find(tips, "a", "Heimatpreis", None)
    find(tips, "b", "Dorfbudget", date(2027, 2, 1))
    find(tips, "c", "Klimafonds", date(2027, 1, 1))
    over = find(tips, "d", "Erledigtes", date(2026, 12, 1))
    tips.desk.act(f"/hinweise/{over}/erledigt", grund="Keine Förderung")
    page = unescape(tips.desk.get("/hinweise").text)
    assert re.findall(r"data-open>([^<]+)</a>", page) == [
        tips.all()[0].address, "Klimafonds", "Dorfbudget", "Heimatpreis", "Erledigtes"
    ]  # fmt: skip
    assert "4 warten auf Ihre Entscheidung" in page


def test_a_key_says_why_nothing_comes_of_it_and_the_next_one_is_a_key_away(tips: Tips) -> None:
    """Until none is left, and each can be taken back."""
    find(tips, "a", "Heimatpreis", None, entry=1)
    last = find(tips, "b", "Dorfbudget", date(2027, 2, 1))
    page = unescape(tips.desk.get("/hinweise/2").text)
    assert 'value="Schon bekannt: Eintrag 1" data-key="2"' in page and "Heimatpreis</h1>" in page
    assert 'href="/eintraege/neu?hinweis=2" data-key="e"' in page and 'data-key="g"' in page
    answer = tips.desk.act("/hinweise/2/erledigt", grund="Schon bekannt: Eintrag 1")
    assert answer.headers["location"] == "/hinweise/2"
    page = tips.desk.get("/hinweise/2").text
    assert 'href="/hinweise/1" data-key="n"' in page and 'data-key="u"' in page
    assert "2 warten noch." in page
    for number in (1, last):
        tips.desk.act(f"/hinweise/{number}/erledigt", grund="Keine Förderung")
    assert "Alle Hinweise sind erledigt." in tips.desk.get(f"/hinweise/{last}").text
    assert "Alles ist erledigt." in tips.desk.get("/hinweise").text


def test_a_hint_of_a_source_says_where_it_stands_and_what_it_may_be(tips: Tips) -> None:
    """Staff see the source's words, its deadline, and the entry that it probably is."""
    told = {"said": "Regionalbudget 2027: Anträge", "reply_to": "", "at": NOW.isoformat()}
    told |= {"source": "mun_bb_wandlitz", "address": "https://www.wandlitz.de/news/1/2/x.html"}
    told |= {"was": "2027-02-01", "until": "2027-02-15"}
    facts = {"count": 1, "answerable": False, "first_at": NOW, "last_at": NOW, "found": True}
    with writing(tips.engine) as session:
        for place, entry in (("a", {"entry": 1, "why": "gleiche Frist"}), ("b", {})):
            session.add(
                Tip(
                    place=place,
                    address=told["address"],
                    told=[{**told, **entry}],
                    until_on=date(2027, 2, 15),
                    **facts,
                )
            )
    listed = unescape(tips.desk.get("/hinweise").text)
    assert "vermutlich" in listed and "vermutlich neu" in listed and "15.02." in listed
    moved = "Frist geändert von 01.02.2027 auf 15.02.2027"
    assert "Eintrag 1</a> (gleiche Frist)" in listed and listed.count(moved) == 2
    found = [tip for tip in tips.all() if tip.found]
    first, second = (unescape(tips.desk.get(f"/hinweise/{tip.id}").text) for tip in found)
    assert "vermutlich schon bekannt" in first and "vermutlich schon bekannt" not in second
    assert "(gleiche Frist)" in first and moved in first and moved in second
    assert all(
        "Regionalbudget 2027: Anträge" in page and "wandlitz.de" in page for page in (first, second)
    )
