"""A generated export of the Förderdatenbank: real in shape and size, invented in content.

`write_export(path, programmes=2500)` writes about 10,000 documents, four linked ones for
each programme, with a legal basis of the real average length. `make bench` reads it.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

XLINK = "http://www.w3.org/1999/xlink"
CONTENT = "/BMWI/FDB/Content/DE"
CATEGORIES = "/BMWI/SiteGlobals/Categories/FDB"
CLASSIFIERS = "/BMWI/SiteGlobals/Classifications/Classifier/Common"
LAENDER = ("hessen", "thueringen", "bayern", "de_ni", "rheinland_pfalz", "schlesig_holstein")

_TOPICS = (
    ("Dorfgemeinschaftshäuser", "landwirtschaft_laendliche_entwicklung"),
    ("Vereinsheime", "kultur_medien_sport"),
    ("kommunale Wärmeplanung", "energieeffizienz_erneuerbare_energien"),
    ("Radwege im ländlichen Raum", "mobilitaet"),
    ("mobile Bibliotheken", "kultur_medien_sport"),
    ("Streuobstwiesen", "umwelt_naturschutz"),
)
_SENTENCES = (
    "Das Land unterstützt Sie bei {topic}.",
    "Sie erhalten die Förderung als Zuschuss.",
    "Die Höhe des Zuschusses beträgt bis zu {rate} Prozent der zuwendungsfähigen Ausgaben, "
    "höchstens EUR {amount}.000.",
    "Richten Sie Ihren Antrag bitte vor Beginn Ihrer Maßnahme an die zuständige Stelle.",
    "Antragsberechtigt sind Gemeinden, Gemeindeverbände und gemeinnützige Vereine.",
    "Die Gesamtfinanzierung Ihres Vorhabens muss gesichert sein.",
)
_LAW = (
    "Die Zuwendung wird nach Maßgabe dieser Richtlinie und der §§ 23 und 44 der "
    "Landeshaushaltsordnung gewährt; ein Anspruch auf Gewährung besteht nicht. "
)


def rich(html: str) -> str:
    """Return HTML as the export writes it: escaped CDATA around a div."""
    return escape(f'<![CDATA[<div xmlns:xlink="{XLINK}">{html}</div>]]>')


def document_xml(
    *,
    path: str,
    type: str,
    texts: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
    links: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
) -> str:
    """Return one document of the export.

    `path` ends with the document's name; `texts` are HTML by property, `values` plain
    values, `links` internal paths by property and classifier.
    """
    folder, name = path.rsplit("/", 1)
    parts = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f"<document xmlns:xlink={quoteattr(XLINK)} name={quoteattr(name)} "
        f'path={quoteattr(folder)} type="gsb:{type}">\n',
        *(_text(key, html) for key, html in (texts or {}).items()),
        *(_value(key, value) for key, value in (values or {}).items()),
        *(_links(key, groups) for key, groups in (links or {}).items()),
        "</document>\n",
    ]
    return "".join(parts)


def write_export(path: Path, programmes: int = 2500, seed: int = 0) -> None:
    """Write a ZIP with so many programmes; the same seed gives the same bytes."""
    chance = random.Random(seed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(programmes):
            for name, xml in _programme(number, chance):
                entry = zipfile.ZipInfo(f"{name.lstrip('/')}.xml")
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, xml)


def _programme(number: int, chance: random.Random) -> Iterable[tuple[str, str]]:
    topic, subject = chance.choice(_TOPICS)
    land = chance.choice(LAENDER)
    contact, address = f"{CONTENT}/Kontakt/K/stelle-{number}", f"{CONTENT}/Adresse/A/ort-{number}"
    law, funder = f"{CONTENT}/ExternerLink/R/rl-{number}", f"{CONTENT}/Foerdergeber/M/m-{number}"
    name = f"{CONTENT}/Foerderprogramm/Land/L{number % 16:02}/programm-{number}"
    yield (
        contact,
        document_xml(
            path=contact,
            type="ContactData",
            texts={"title": f"<p>Bewilligungsstelle {number}</p>"},
            values={"email": f"stelle-{number}@example.org"},
            links={"cl2Addresses": {"Adresse": [address]}},
        ),
    )
    yield (
        address,
        document_xml(
            path=address,
            type="Address",
            values={"road": "Am Markt", "houseId": str(number), "zipCode": "00000", "city": "Ort"},
        ),
    )
    yield (
        law,
        document_xml(
            path=law,
            type="ExternalLink",
            texts={"title": f"<p>Richtlinie {number} ? {topic}<br />vom: 01.02.2026</p>"},
            values={"url": f"https://example.org/richtlinie/{number}.pdf"},
        ),
    )
    yield (
        funder,
        document_xml(
            path=funder, type="ContactData", texts={"title": f"<p>Ministerium {number}</p>"}
        ),
    )
    yield (
        name,
        document_xml(
            path=name,
            type="ServiceOffer",
            texts=_texts(number, topic, law, chance),
            values={
                "dateOfIssue": "2026-01-15T10:00:00.000+01:00",
                "keywords": f"{topic} Dorf Verein",
            },
            links=_programme_links(land, subject, contact, law, funder),
        ),
    )


def _texts(number: int, topic: str, law: str, chance: random.Random) -> dict[str, str]:
    rate, amount = chance.choice((40, 60, 80)), chance.randint(5, 500)
    said = [line.format(topic=topic, rate=rate, amount=amount) for line in _SENTENCES]
    body = "".join(f"<p>{line}</p>" for line in chance.sample(said * 2, 9))
    link = f'<a xlink:type="simple" xlink:href="target:{law}">Weblink zur Richtlinie</a>'
    paragraphs = "".join(f"<p>{i}. {_LAW * 3}</p>" for i in range(chance.randint(20, 60)))
    return {
        "title": f"<p>Förderung für {topic} ? Programm {number} (2021?2027)</p>",
        "teaserText": f"<p>{said[0]}</p>",
        "summary": body,
        "regulatoryFWork": f"<p>{said[4]}</p><ul><li>{said[5]}</li></ul>",
        # Seven of eight real programmes have no deadlines here.
        "procInfluence": "<p>Anträge sind bis zum 31.03.2027 zu stellen.</p>" * (number % 8 == 0),
        "bodyText": f"<h5>Richtlinie</h5>{paragraphs}<p>{link}</p>",
        "comment": f"<p>Ticket#{number}</p>",
        "header": "",
    }


def _programme_links(
    land: str, subject: str, contact: str, law: str, funder: str
) -> dict[str, dict[str, list[str]]]:
    return {
        "cl2Contacts": {"Kontakt": [contact]},
        "cl2CustServices": {"ExternerLink": [law]},
        "cl2Location": {"Foerdertermin": []},
        "cl2Processes": {
            "Foerderart": [f"{CATEGORIES}/Foerderart/zuschuss"],
            "Foerdergebiet": [f"{CATEGORIES}/Foerdergebiet/{land}"],
            "Foerdergeber": [f"{CATEGORIES}/Foerdergeber/land"],
            "Foerderberechtigte": [f"{CATEGORIES}/Foerderberechtigte/kommune"],
            "Foerderbereich": [f"{CATEGORIES}/Foerderbereich/{subject}"],
            "Foerderorganisation": [funder],
        },
    }


def _text(key: str, html: str) -> str:
    text = f"        <text>{rich(html)}</text>\n"
    return f'    <property name="gsb:{key}" type="RichText">\n{text}    </property>\n'


def _value(key: str, value: str) -> str:
    kind = "Date" if key.startswith("dateOf") else "String"
    text = f"        <value>{escape(value)}</value>\n"
    return f'    <property name="gsb:{key}" type="{kind}">\n{text}    </property>\n'


def _links(key: str, groups: Mapping[str, Iterable[str]]) -> str:
    lists = "".join(_group(classifier, targets) for classifier, targets in groups.items())
    return (
        f'    <property name="gsb:{key}" type="ClassifiedLinkLists">\n'
        f"        <classifiedLinkLists>\n{lists}        </classifiedLinkLists>\n    </property>\n"
    )


def _group(classifier: str, targets: Iterable[str]) -> str:
    links = "".join(
        f'                    <link xlink:href="target:{target}"/>\n' for target in targets
    )
    return (
        "            <classifiedLinkList>\n"
        "                <classifierText></classifierText>\n"
        "                <classifierLinks>\n"
        f'                    <link xlink:href="target:{CLASSIFIERS}/{classifier}"/>\n'
        "                </classifierLinks>\n"
        f"                <links>\n{links}                </links>\n"
        "            </classifiedLinkList>\n"
    )
