"""Contact: address blocks, read line by line."""

from __future__ import annotations

import pytest

from crawlers.contact import read_contact
from crawlers.items import Contact


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


def test_a_person_is_not_part_of_the_name() -> None:
    """A line that names a person is kept apart from the organisation."""
    contact = read_contact("Bauamt\nFrau N. N.\nPostfach 12\n35390 Gießen")
    assert contact is not None
    assert (contact.organisation, contact.person) == ("Bauamt", "Frau N. N.")
    assert contact.street == "Postfach 12"


@pytest.mark.parametrize("text", ["", "Anträge sind bei der WIBank einzureichen.", "12345"])
def test_no_address_is_no_contact(text: str) -> None:
    """A text without a line of postcode and town names nobody."""
    assert read_contact(text) is None
