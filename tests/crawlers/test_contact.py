"""Contact: address blocks, read line by line."""

from __future__ import annotations

import pytest

from crawlers.contact import mails, read_contact
from crawlers.items import Contact
from crawlers.page import Page


def test_a_whole_address() -> None:
    """Organisation, street, town, phone and mail address are told apart; no sentence is a name."""
    text = (
        "Der Antrag wird gestellt bei:\nAmt für ländliche Räume\nReferat Dorf\nMusterallee 12a\n"
        "36341 Lauterbach (Hessen)\nTelefon: 069 90009-120\nE-Mail: dorf@amt.example.org"
    )
    assert read_contact(text) == Contact(
        organisation="Amt für ländliche Räume, Referat Dorf",
        street="Musterallee 12a",
        postcode="36341",
        town="Lauterbach (Hessen)",
        phone="069 90009-120",
        email="dorf@amt.example.org",
    )


def test_an_address_without_street() -> None:
    """A name directly above the town is an organisation, not a street."""
    contact = read_contact("Regierungspräsidium\n35390 Gießen")
    assert contact == Contact(organisation="Regierungspräsidium", postcode="35390", town="Gießen")


@pytest.mark.parametrize(
    "line", ["Am Markt 12 a, 35390 Gießen", "Postfach 12 | 35390 Gießen", "Ring 3 · D-35390 Gießen"]
)
def test_street_and_town_on_one_line(line: str) -> None:
    """An address is one as well where its street stands on the line of its town."""
    contact = read_contact(f"Bauamt\n{line}")
    assert contact is not None
    assert (contact.organisation, contact.town) == ("Bauamt", "Gießen")
    assert contact.street and line.startswith(contact.street)


@pytest.mark.parametrize(
    "line",
    [
        "Wo: Bürgerhaus, Markt 12, 35390 Gießen",
        "Der Antrag geht an das Bauamt, Markt 12, 35390 Gießen.",
        "Gefördert werden Haus 12, 35390 Euro reichen dafür.",
    ],
)
def test_a_line_that_says_more_is_no_address(line: str) -> None:
    """A place of an event and a sentence name nobody to ask."""
    assert read_contact(line) is None


def test_a_person_is_not_part_of_the_name() -> None:
    """A line that names a person is kept apart from the organisation."""
    contact = read_contact("Bauamt\nFrau N. N.\nPostfach 12\n35390 Gießen")
    assert contact is not None
    assert (contact.organisation, contact.person) == ("Bauamt", "Frau N. N.")
    assert contact.street == "Postfach 12"


@pytest.mark.parametrize(
    "above", ["30. Juni 2026", "Vordruck", "Ansprechpartner/in", "Pressekontakt", "am 01.02.2027"]
)
def test_what_stands_above_a_name_is_none_of_it(above: str) -> None:
    """A day, a file that the page hands out and a heading name nobody."""
    contact = read_contact(f"{above}\nBauamt\nMarkt 1\n35390 Gießen", files={"Vordruck"})
    assert contact is not None and contact.organisation == "Bauamt"


@pytest.mark.parametrize("text", ["", "Anträge sind bei der WIBank einzureichen.", "12345"])
def test_no_address_is_no_contact(text: str) -> None:
    """A text without a line of postcode and town names nobody."""
    assert read_contact(text) is None


@pytest.mark.parametrize(
    "written",
    [
        "dorf@amt.example.org",
        "dorf(at)amt.example.org",
        "dorf [at] amt [punkt] example [dot] org",
        "dorf (ät) amt.example.org",
        "dorf{at}amt.example.org",
    ],
)
def test_a_mail_address_against_collectors(written: str) -> None:
    """However the sign and the dots are written, the address is the same."""
    contact = read_contact(f"Amt\n35390 Gießen\nE-Mail: {written}.")
    assert contact is not None and contact.email == "dorf@amt.example.org"


def test_a_linked_mail_address_is_one() -> None:
    """Where the text only says "E-Mail schreiben", the link has the address."""
    page = Page(
        "https://amt.example.org/",
        '<p>Amt</p><p>35390 Gießen</p><a href="mailto:dorf@amt.example.org?subject=x">Mail</a>'
        '<a href="mailto:">leer</a><a href="mailto:zwei@amt.example.org">zweite</a>',
    )
    contact = read_contact(page.text(), mails(page))
    assert contact is not None and contact.email == "dorf@amt.example.org"
    spelt = read_contact("Amt\n35390 Gießen\na@b.example", mails(page))
    assert spelt is not None and spelt.email == "a@b.example"
    assert read_contact("Amt ohne Ort", mails(page)) is None


@pytest.mark.parametrize("text", ["Sitzung (at) home", "um 12 Uhr @ Rathaus", "Amt\n35390 Gießen"])
def test_what_is_no_mail_address(text: str) -> None:
    """A sign alone makes no address."""
    contact = read_contact(f"{text}\n35390 Gießen")
    assert contact is not None and contact.email == ""
