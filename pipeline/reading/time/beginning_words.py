"""Beginning words: what starts a project, what binds to it, and what decides on its funding."""

from __future__ import annotations

import re

from pipeline.reading.time.undated_words import words_of

# The start as a noun, from the first order to the first spade.
START = re.compile(
    r"[\w-]*(?:beginns?|baustarts?|projektstarts?|starts?|spatenstichs?|antritts?|inangriffnahme"
    r"|auftragsvergaben?|auftragserteilung(?:en)?|vertrags(?:ab)?schluss(?:es)?|kaufvertrags?"
    r"|vertragsunterzeichnung|bestellung(?:en)?|beauftragung(?:en)?|anschaffung(?:en)?|käufe|kaufs?"
    r"|erwerb|ankauf)"
)
# The start as a verb that says it alone: "bevor Sie bestellen", "bereits begonnene Projekte".
BEGUN = re.compile(
    r"begonnen\w*|beginnen|beginnt|angefangen\w*|anfangen|anfängt|gestartet\w*|startet|starten"
    r"|angelaufen\w*|losgeht|losgehen|losgegangen|losgelegt|loslegen|beauftragt\w*|beauftragen"
    r"|bestellt\w*|bestellen|gekauft\w*|kaufen|kauft|einkauft|einkaufen|angeschafft\w*|anschaffen|anschafft|erwirbt|erwerben|getätigt\w*"
    r"|durchgeführt\w*|umgesetzt\w*|bauen|gebaut\w*|läuft|laufen|abgeschlossene[nr]?|fertiggestellt\w*"
)
# What binds only with its object: an order given, a contract signed, work in hand.
_BINDS = re.compile(
    r"vergeben|vergibt|erteilt|erteilen|abgeschlossen|abschließen|geschlossen|schließen|eingegangen"
    r"|eingehen|ausgelöst|auslösen|unterschrieben|unterschreiben|unterzeichnet|unterzeichnen"
    r"|genommen|nehmen"
)
_BINDING = re.compile(
    r"[\w-]*auftr[aä]ge?[sn]?|[\w-]*arbeiten|[\w-]*vertr[aä]ge?[sn]?|[\w-]*bestellung(?:en)?"
    r"|verpflichtung(?:en)?|gewerke?|angriff"
)
DECIDED = re.compile(
    r"[\w-]*zusagen?|[\w-]*bewilligung|[\w-]*bescheid(?:e?s)?|[\w-]*förderentscheidung"
    r"|zuwendungsbescheid\w*"
)
# What comes of an application, by which a start is too early.
BY_APPLYING = re.compile(
    r"[\w-]*antrag(?:e?s)?|[\w-]*antragss?tellung|beantragung|antragseingangs?|eingangs?|einreichung"
    r"|erteilung|erlass|erhalt|zugang|zustellung|bekanntgabe|förderentscheidung"
    r"|[\w-]*zusage|[\w-]*bewilligung|[\w-]*bescheid\w*"
)
FUNDED = re.compile(
    r"gefördert|fördern|fördert|bezuschusst|bezuschussen|förderfähig\w*|zuwendungsfähig\w*"
    r"|zuschussfähig\w*|förderungsfähig|bewilligt|gewährt|unterstützt|berücksichtigt"
)
TOO_EARLY = words_of("bereits schon vorzeitig")
TOO_LATE = re.compile(r"(?:rückwirkend|nachträglich)\w*")
DENIED = words_of(
    "ausgeschlossen entfällt abgelehnt verfällt nichts erlischt verwirkt verliert verlieren "
    "ausgenommen scheidet scheiden"
)
FIRST = words_of("erst zuerst zunächst")
THEN = words_of("dann danach anschließend")
ARRIVED = words_of("eingegangen gestellt eingereicht vorliegt")
UNTIL_THEN = words_of("bevor ehe solange")
CONDITIONS = words_of("nur ausschließlich voraussetzung bedingung lediglich")
MUST = words_of("muss müssen sollten sollte sollen soll mindestens")
BEEN = words_of("hatte hatten begann begannen war waren betonte sagte konnte konnten")
APART = words_of("liegen vergehen")


def starts_with_object(verb: str, words: frozenset[str]) -> bool:
    """Whether a verb starts a project together with one of the words beside it."""
    return bool(_BINDS.fullmatch(verb)) and any(map(_BINDING.fullmatch, words))
