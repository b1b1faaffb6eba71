"""Imprint, privacy, accessibility: what the law wants told, from settings and from the code."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from db.base import Base
from landbote.imprint import operator_of
from landbote.settings import Settings
from tests.web.public.visiting import main_of, stranger
from web.operator import Keeping, Operator

SETTINGS = {
    "operator_name": "Gemeinde Musterdorf",
    "operator_address": "Am Anger 1; 36041 Musterdorf",
    "operator_person": "Bürgermeisterin Erika Muster",
    "operator_phone": "0661 1234",
    "operator_mail": "rathaus@musterdorf.de",
    "operator_supervisor": "Landkreis Fulda",
    "enforcement_body": "Durchsetzungsstelle; Gießen",
    "privacy_officer": "Datenschutz im Rathaus",
    "privacy_note": "Der Webserver protokolliert 7 Tage; danach nicht mehr.",
}


def operator(**settings: str) -> Operator:
    """An operator as settings name it."""
    return operator_of(Settings(**settings))  # type: ignore[arg-type]


def test_what_is_set_is_told(engine: Engine) -> None:
    """Each where it belongs, and no page asks for anything."""
    pages = stranger(engine, operator=operator(**SETTINGS))
    imprint, barriers, privacy = (
        main_of(pages.get(path).text)
        for path in ("/impressum", "/barrierefreiheit", "/datenschutz")
    )
    for name in ("name", "person", "phone", "mail", "supervisor"):
        assert SETTINGS[f"operator_{name}"] in imprint
    assert "Am Anger 1 36041 Musterdorf" in imprint  # two lines
    assert "Durchsetzungsstelle Gießen" in barriers and "rathaus@musterdorf.de" in barriers
    assert SETTINGS["privacy_officer"] in privacy and SETTINGS["privacy_note"] in privacy
    assert not any("eingetragen" in one or "unvollständig" in one for one in (imprint, barriers))


def test_what_is_not_set_is_missed_in_plain_words(engine: Engine) -> None:
    """No page makes anything up; the example address of the contact is none."""
    pages = stranger(engine, operator=operator())
    assert "Es fehlt: Name, Anschrift, Vertretung, Mailadresse." in pages.get("/impressum").text
    assert "nicht eingetragen" in pages.get("/datenschutz").text
    assert "Durchsetzungsstelle ist nicht eingetragen" in pages.get("/barrierefreiheit").text
    assert operator(contact_address="servicestelle@verwaltung.de").mail


@pytest.mark.parametrize(("years", "words"), [(3, "Ende des 3. Jahres"), (0, "Ende des Jahres, ")])
def test_the_notice_says_how_long_this_installation_keeps(
    engine: Engine, years: int, words: str
) -> None:
    """Its own numbers, and those of the code."""
    keeping = Keeping(mail_days=17, proof_years=years)
    said = main_of(stranger(engine, keeping=keeping).get("/datenschutz").text)
    assert "der Text 17 Tage" in said and words in said
    for number in ("7 Tage; dann wird sie gelöscht", "15 Minuten", "12 Stunden", "30 Tage"):
        assert number in said
    assert "landbote" in said and "Nach 60 Minuten" in said


# Every table in which something of a person stands, and the words of the notice that tell of it.
TOLD = {
    "accounts": "Mailadresse, Name und Rolle",
    "bounces": "Ob eine Mail zurückkam",
    "browser_sessions": "welche Sitzungen offen sind",
    "consents": "Wann und mit welchen Worten Sie eingewilligt",
    "current_selections": "Auswahlen",
    "deliveries": "Welche Mail wann an Sie ging",
    "delivery_items": "was darin stand und warum",
    "dismissals": "ausgeblendet",
    "erased_addresses": "Prüfwert Ihrer Adresse",
    "letters": "Welche Mail wann an Sie ging",
    "list_members": "Verteiler",
    "passkeys": "öffentliche Teil eines Passkeys",
    "remembered": "vorgemerkt",
    "saved_filters": "Filter",
    "selections": "Auswahlen",
    "sign_in_links": "Anmeldelink",
    "sign_in_trials": "Anmeldelink",
    "subscriber_links": "Link an Ihr Postfach",
    "subscriber_sessions": "30 Tage",
    "subscribers": "gegebenenfalls ein Name",
    "subscription_requests": "Ihre Bestellung, bevor Sie sie bestätigen",
    "subscriptions": "was Sie abonniert haben",
    "suppressions": "Sperrliste",
    "throttles": "zählen wir Versuche",
    "tips": "Ihre Mailadresse für die Antwort",
}
MARKS = ("account_id", "subscriber_id", "email", "address", "recipient")


def test_the_notice_tells_of_every_table_that_is_about_people(engine: Engine) -> None:
    """A new one, with somebody's address or number in it, has to be told of first."""
    said = main_of(stranger(engine).get("/datenschutz").text)
    assert [words for words in TOLD.values() if words not in said] == []
    about_people = {
        name
        for name, table in Base.metadata.tables.items()
        if any(column in table.columns for column in MARKS)
    }
    assert about_people <= set(TOLD)
