"""Frames: the sentences that say who may apply, and who may not.

A frame is a phrase such as "antragsberechtigt sind" with the side on which its applicants
stand. Only what a frame governs is read; a municipality that is merely mentioned applies
for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.reading.text.hints import Hints
from pipeline.reading.who.actions import ACTIONS
from pipeline.reading.who.frame import (
    ENTITLED,
    ONLY,
    RECEIVER,
    TRULY_ENTITLED,
    Frame,
    Side,
    frame,
)
from pipeline.reading.who.provisions import PROVISIONS

_ENTITLEMENTS = (
    frame(
        "not-entitled",
        Side.AFTER,
        rf"(?:[Nn]icht {ENTITLED}e? (?:sind|ist)|[Nn]icht {ENTITLED}e?:"
        r"|(?:[Vv]on (?:der|einer) (?:Förderung|Antragstellung|Teilnahme|Zuwendung) )?"
        r"(?:[Aa]usgeschlossen|[Aa]usgenommen) (?:sind|ist|bleiben|von (?:der|einer) (?:Förderung"
        r"|Teilnahme) sind)"
        r"|Nicht (?:förderfähig|gefördert|unterstützt):|Nicht (?:gefördert|unterstützt"
        r"|bezuschusst|berücksichtigt) werden|Keine Anträge stellen (?:können|dürfen)"
        r"|Nicht (?:förderfähig"
        r"|gefördert) sind|Keine Förderung erhalten"
        r"|[Nn]ot eligible (?:are|is)|[Nn]on-eligible applicants:?"
        r"|(?:Förderung|Antragstellung|Teilnahme|Bezuschussung) von(?=[^;?.]{3,120} ist (?:daher )?"
        r"(?:ausgeschlossen|nicht (?:möglich|vorgesehen|zulässig)))"
        r"|(?:\A|(?<=[.!;] )|(?<=[•·▪–-] ))Keine (?=(?:(?:[a-zäöü]+e|und|oder|sowie|bzw\."
        r"|[A-ZÄÖÜ][\w*:/-]+),? ?){1,8}(?:[.;)!]|\Z))"
        r"|Anträge von(?=[^;?]{3,160} (?:nicht|keine|abgelehnt|zurückgewiesen|unzulässig)))",
        excludes=True,
        needs=(
            "nicht ",
            "ausgeschlossen",
            "ausgenommen",
            "keine ",
            "eligible",
            "anträge von",
            "ung von",
            "teilnahme von",
        ),
    ),
    frame(
        "not-entitled-subject",
        Side.BEFORE,
        rf"(?:nicht {ENTITLED}|(?:von|aus) (?:der|einer) (?:Förderung|Antragstellung|Teilnahme)"
        r" (?:ausgeschlossen|ausgenommen)|(?<=sind )(?:hier |davon |leider )?ausgeschlossen"
        r"|nicht gefördert|(?:können|dürfen) (?:leider )?keine[n]? (?:Antrag|Anträge|Förderung"
        r"|Zuschuss|Zuschüsse|Zuwendung)|(?:können|dürfen) (?:[a-zäöü]+ )?nicht (?:gefördert"
        r"|teilnehmen|beantragen|mitmachen|berücksichtigt|unterstützt|bezuschusst)"
        r"|(?:können|dürfen) als (?:Antragsteller|Bewerber)\w* (?:leider )?nicht (?:berücksichtigt"
        r"|zugelassen)|(?:erhalten|bekommen) keine[n]? (?:Förderung|Zuschuss|Zuwendung|Mittel)"
        r"|haben keinen (?:Anspruch|Zugang)|(?:werden|sind) nicht (?:zugelassen|berücksichtigt"
        r"|unterstützt|bezuschusst)|kommen nicht in (?:Betracht|Frage)"
        r"|(?:are|is) not eligible|(?:are|is) excluded|cannot apply|may not apply)",
        excludes=True,
        needs=("nicht ", "ausgeschlossen", "ausgenommen", "keine", "not ", "excluded"),
    ),
    frame(
        "entitled",
        Side.AFTER,
        rf"(?:{TRULY_ENTITLED})(?:berechtigte?|befugte?|berechtigung)"
        r"(?: (?:sind|ist|und [a-zäöüß ]{4,40}? (?:sind|ist)|für [^.:;?]{3,60}? sind|im Rahmen"
        r" [^.:;?]{3,60}? sind|sollen)\b|:| (?=[-–•] )) ?"
        rf"{ONLY}",
        needs=("berechtig", "befugt"),
    ),
    frame(
        "receivers",
        Side.AFTER,
        rf"{RECEIVER}(?: (?:der|dieser|einer|von|für|im|in)(?: [\w-]+){{1,4}}?)?"
        rf"(?: (?:sind|ist)\b|:| sollte?n?(?= sein\b) sein:?"
        rf"| (?:können|kann|müssen|sollen)(?: sein:|(?=[^;?]{{3,300}} sein\b))"
        rf"| (?=a\)|[-–•·] |1\. )) ?{ONLY}",
        needs=(
            "empf",
            "begünstigt",
            "antrag",
            "berechtigt",
            "träger",
            "nehmende",
            "gesuch",
            "werber",
            "einreichende",
            "bewerbende",
            "nehmer",
            "adressat",
        ),
    ),
    frame(
        "eligible-are",
        Side.AFTER,
        r"(?:[Ff]örderfähige|[Aa]ntragsberechtigte|[Ff]örderberechtigte|[Tt]eilnahmeberechtigte)n?"
        r" (?![^:.;]{0,30}(?:Maßnahme|Projekt|Kosten|Ausgabe|Vorhaben|Investition|Gegenst|Gebäude"
        r"|Leistung))[\w -]{3,40}? sind:? ?-?",
        needs=("förderfähige", "berechtigte"),
    ),
    frame(
        "one-of",
        Side.AFTER,
        r"(?:[Aa]ntrag|[Bb]ewerb|[Ff]örderempf)[^.?;]{0,120}? folgende[nr]? (?:Rechtsform"
        r"|Organisation|Einrichtung|Gruppe|Träger|Antragsteller|Institution)\w*[^.:;?]{0,90}: ?",
        needs=("folgende",),
    ),
    frame(
        "receivers-are-ones",
        Side.AFTER,
        rf"(?:{RECEIVER} (?:muss|müssen|soll|sollte|sollen|sollten|handelt)|(?:[Bb]ei"
        rf"|[Mm]it) (?:de[nrm]|allen)"
        rf" {RECEIVER} (?:muss|müssen|soll|sollte|handelt))(?: es)?(?: sich)? (?:dabei )?um\b"
        r"(?=[^;?]{3,200}(?: handeln\b|[.;]|\Z))",
        needs=("antrag", "empf", "begünstigt", "träger", "gesuch", "bewerb"),
        also=(" um ",),
    ),
    frame(
        "receivers-may",
        Side.AFTER,
        rf"{RECEIVER} (?:kommen|kommt|gelten|gilt|gehören|zählen)(?! nicht) ?{ONLY}",
        needs=("kommen", "kommt", "gelten", "gilt", "gehören", "zählen"),
    ),
    frame(
        "may-be-receiver",
        Side.AFTER,
        rf"(?:können|kann)(?=[^;?]{{3,240}} (?:{RECEIVER}|{ENTITLED}) sein\b) ?{ONLY}",
        needs=(" sein",),
    ),
    frame(
        "eligible",
        Side.AFTER,
        r"(?:[Ee]ligible (?:applicants|beneficiaries|entities|organi[sz]ations|participants)"
        r"(?:[^.;:]{0,40}?)(?: are| include| can be|:)|(?:is|are) open to|[Oo]pen to"
        r"|[Tt]ype of (?:organi[sz]ation|applicant|beneficiar)\w*:"
        r"|(?:[Gg]rants?|[Ff]unding|[Ss]upport) (?:is|are) available (?:to|for)"
        r"|(?:[Aa]pplicants?|[Bb]eneficiar(?:y|ies))(?:[^.;:]{0,50}?) (?:must be|are|can be"
        r"|may be|should be|include|(?:have to|must) belong to one of)(?: either)?"
        r"|(?:[Aa]pplications?|[Pp]roposals?)"
        r" (?:may|can|must) be submitted by|must be (?:submitted|led|coordinated) by)",
        agent="by",
        needs=(
            "eligible",
            "applica",
            "beneficiar",
            "open to",
            "proposal",
            "must be",
            "available",
            "type of",
        ),
    ),
    frame(
        "entitled-subject",
        Side.BEFORE,
        rf"(?:{TRULY_ENTITLED})(?:berechtigt|befugt)(?! (?:sind|ist|sein)\b)",
        needs=("berechtigt", "befugt"),
    ),
    frame(
        "entitled",
        Side.AFTER,
        rf"(?:\A|(?<=[.!] )|(?<=[•·▪–-] ))Berechtigt (?:sind|ist)"
        rf"(?! [^.;?]{{0,80}}\bzu[rm]?\b) ?{ONLY}",
        needs=("berechtigt ",),
    ),
    frame(
        "entitled-to-apply",
        Side.AFTER,
        r"(?:sind|ist)(?=[^;?]{3,300} zur (?:Antragstellung|Bewerbung|Teilnahme) berechtigt\b)",
        needs=("stellung berechtigt", "bewerbung berechtigt", "teilnahme berechtigt"),
    ),
    frame(
        "entitled-to-apply",
        Side.AFTER,
        r"(?:[Zz]u[rm] (?:Wettbewerb|Ausschreibung|Förderung) zugelassen"
        r"|(?:[Bb]erechtigt|[Ee]ingeladen|[Aa]ufgerufen|[Zz]ugelassen) zu[rm]"
        r" (?:Antragstellung|Bewerbung|Teilnahme|Einreichung|Wettbewerb)|[Zz]ur"
        r" (?:Antragstellung|Bewerbung|Teilnahme|Einreichung) (?:berechtigt|eingeladen|zugelassen))"
        rf" sind ?{ONLY}",
        needs=("berechtigt", "eingeladen", "zugelassen", "aufgerufen"),
    ),
    frame(
        "may-subject",
        Side.BEFORE,
        r"(?:haben|hat) (?:[\w-]+ ){0,2}die Möglichkeit"
        r"(?=[^;?]{5,200} (?:zu (?:erhalten|beantragen|bewerben|stellen)|anzusuchen"
        r"|einzureichen)\b)"
        r"|(?:are|is) eligible\b|(?:can|may) apply\b",
        needs=("möglichkeit", "eligible", "apply"),
    ),
    frame(
        "invited-to-apply",
        Side.BEFORE,
        r"(?:eingeladen|aufgerufen|aufgefordert)(?=[,. ]|\Z)"
        r"(?:(?=[^;?]{0,200}(?:bewerb|Bewerb|[Ee]inreich|einzureich|mitzumach|teilzunehm"
        r"|vorzuschl|vorzuleg"
        r"|einzusenden|abzurufen|zu beantragen|einzubringen|abzugeben|Antr[aä]ge? zu stellen"
        r"|[Ww]ettbewerb[^;?]{0,40} beteiligen))"
        r"|(?<=Bewerbung eingeladen)|(?<=Bewerbung aufgerufen)|(?<=Teilnahme eingeladen)"
        r"|(?<=Teilnahme aufgerufen)|(?<=stellung aufgefordert))",
        needs=("eingeladen", "aufgerufen", "aufgefordert"),
    ),
    frame(
        "invited-guests",
        Side.BEFORE,
        r"(?:eingeladen|aufgerufen|aufgefordert)(?=[,. ]|\Z)",
        needs=("eingeladen", "aufgerufen", "aufgefordert"),
    ),
)
FRAMES = (*_ENTITLEMENTS, *ACTIONS, *PROVISIONS)
_HINTS = Hints(one.needs for one in FRAMES)
_OF_FUNDING = (
    r"(?=[^?]*(?:förder|Förder|unterstütz|bezuschuss|berechtigt|ntr[aä]g|bewerben|teilnehmen"
    r"|mitmachen"
    r"|beantrag|einreichen|Geld|Zusch|Zuwendung|erhält|bekomm|erhalten|profitier|apply|eligible"
    r"|richtet))"
)
QUESTION = re.compile(
    rf"(?:\bWer\?|Wer (?:wird|ist|kann|darf|sind|können|bekommt"
    rf"|erhält)\b{_OF_FUNDING}[^?]{{0,90}}\?"
    r"|Für wen\b[^?]{0,60}\?|An wen richtet[^?]{0,60}\?|Who (?:can|may|is)\b[^?]{0,60}\?)"
)


def frames_in(low: str) -> Iterator[Frame]:
    """Yield the frames that a sentence in lower case may hold; the others it cannot."""
    for one in _hinted(_HINTS.of(low)):
        if any(need in low for need in one.needs) and (
            not one.also or any(word in low for word in one.also)
        ):
            yield one


@lru_cache(maxsize=1 << 12)
def _hinted(hints: int) -> tuple[Frame, ...]:
    return tuple(one for number, one in enumerate(FRAMES) if hints >> number & 1)
