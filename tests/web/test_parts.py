"""Parts: the macros that pages are made of, on a page that exists only here."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import Engine
from starlette.requests import Request

from tests.web.test_doors import site
from web.app import make_app

SAMPLE = """
{% extends "base.html" %}
{% from "parts/form.html" import text, date, select, textarea, checkbox, checkboxes, radios,
   fieldset, button, buttons, errors %}
{% from "parts/layout.html" import table, notice, badge, tabs, pager, details, fact %}
{% block title %}Muster{% endblock %}
{% block content %}
{{ tabs("Ansicht", (("/muster", "Muster"), ("/", "Anfang")), "/muster") }}
{{ errors({"amount": "Bitte geben Sie einen Betrag an.", "day": "Das ist kein Tag."}) }}
<form method="post" action="/muster">
{{ text("amount", "Betrag", value="<5>", hint="In Euro",
        error="Bitte geben Sie einen Betrag an.") }}
{{ text("name", "Name", required=false, maxlength=80) }}
{{ date("day", "Tag", value=day, error="Das ist kein Tag.") }}
{{ select("kind", "Art", (("a", "Aufruf"), ("b", "Preis")), value="b") }}
{{ textarea("why", "Warum", value="Zwei\nZeilen", required=false) }}
{{ checkboxes("topics", "Themen", (("x", "Mobilität"), ("y", "Wohnen")), values=("y",)) }}
{{ radios("who", "Wer", (("1", "Gemeinde"), ("2", "Verein")), value="2", hint="Nur eine Antwort") }}
{{ checkbox("all", "Für alle", checked=true) }}
{% call fieldset("Zeitraum") %}{{ date("from", "Von") }}{% endcall %}
{% call buttons() %}
{{ button("Speichern") }}{{ button("Verwerfen", kind="secondary", name="act", value="drop") }}
{% endcall %}
</form>
{% for kind in ("info", "success", "warning", "danger") %}
{% call notice(kind, "Hinweis") %}<p>Ein Satz.</p>{% endcall %}{{ badge(kind, "Stand") }}
{% endfor %}
{{ notice("info", "Ohne weitere Worte") }}
{% call table("Zahlen", ("Gebiet", "Anzahl"), numbers=("Anzahl",)) %}
<tr><td>Fulda</td><td class="number" data-label="Anzahl">3</td></tr>
<tr><td>Kassel</td><td class="number" data-label="Anzahl">4</td></tr>
{% endcall %}
{% call details("Mehr dazu") %}<p>Text</p>{% endcall %}
<dl class="kern-description-list">{% call fact("Stand") %}offen{% endcall %}</dl>
{{ pager(2, 3, "/muster?seite=") }}
{% endblock %}
"""


def sample_page(engine: Engine) -> str:
    """Return the page as a stranger gets it."""
    app = make_app(site(engine))
    asked = {"type": "http", "method": "GET", "path": "/muster", "headers": [], "app": app}
    pages = app.state.pages.seen_by(Request({**asked, "query_string": b"", "server": ("a", 80)}))
    template = pages._environment.from_string(SAMPLE)
    page: str = template.render(**pages._globals, day=date(2027, 3, 1))
    return page


@pytest.fixture
def sample(engine: Engine) -> HtmlElement:
    """That page, taken apart."""
    return document_fromstring(sample_page(engine))


def test_every_field_has_its_label_and_its_error(sample: HtmlElement) -> None:
    """Labels, hints and errors are tied to their fields by ids that exist once."""
    ids = sample.xpath("//@id")
    assert len(ids) == len(set(ids))
    fields = sample.xpath("//main//*[self::input or self::select or self::textarea]")
    assert len(fields) == 11
    labelled = set(sample.xpath("//label/@for"))
    assert {field.get("id") for field in fields} <= labelled
    assert set(" ".join(sample.xpath("//@aria-describedby")).split()) <= set(ids)
    wrong = sample.xpath("//main//*[@aria-invalid='true']/@name")
    assert wrong == ["amount", "day"]
    assert sample.xpath("//*[@role='alert']//a/@href") == ["#f-amount", "#f-day"]


def test_what_was_entered_stands_there_again(sample: HtmlElement) -> None:
    """As text, as a day, as choices; nothing of it becomes markup."""
    assert sample.xpath("//input[@name='amount']/@value") == ["<5>"]
    assert sample.xpath("//input[@name='day']/@value") == ["2027-03-01"]
    assert sample.xpath("//option[@selected]/@value") == ["b"]
    assert sample.xpath("//input[@checked]/@name") == ["topics", "who", "all"]
    assert sample.xpath("string(//textarea)").strip() == "Zwei\nZeilen"
    assert sample.xpath("//input[@name='name']/@required") == []
    assert sample.xpath("//input[@name='name']/@maxlength") == ["80"]


def test_no_page_has_script_or_style_within(sample: HtmlElement) -> None:
    """Our own policy would refuse it."""
    assert not sample.xpath("//style | //@style | //script[not(@src)]")
    assert not [name for name in sample.xpath("//@*") if re.match("javascript:", str(name))]


def test_lists_are_turned_by_links(sample: HtmlElement) -> None:
    """Forward and back, and one knows where one is."""
    turned = sample.xpath("//nav[@aria-label='Seiten']//a/@href")
    assert turned == ["/muster?seite=1", "/muster?seite=3"]
    assert sample.xpath("//nav[@aria-label='Ansicht']//a[@aria-current]/@href") == ["/muster"]
