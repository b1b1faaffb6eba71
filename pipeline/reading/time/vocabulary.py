"""Vocabulary: what a single word says about a date beside it.

The vocabulary of funding notices, German and English, as stems: `frist` with its good and
bad compounds, the verbs of handing in, and the words of validity, projects, payment,
publication and decisions, whose dates are no deadlines.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

WORD = re.compile(r"[a-zäöüßé]+(?:[-*:][a-zäöüß]+)*")


class Cue(Enum):
    """Kinds of evidence."""

    TERM = "names a deadline: Antragsfrist, Einsendeschluss"
    WINDOW = "names the time of applying: Antragszeitraum"
    APPLY = "is the act of applying: einreichen, Bewerbung"
    OBJECT = "is what is handed in: Antrag, Skizze"
    SEND = "may be the act of handing in: stellen, senden"
    END = "ends or moves something: endet, verlängert"
    BEGIN = "begins something: beginnt, startet, öffnet"
    VALID = "is about validity: gilt, gültig"
    VETO = "is about projects, publication, decisions, payment, or names another time"


FOR = frozenset({Cue.TERM, Cue.WINDOW, Cue.APPLY, Cue.OBJECT, Cue.SEND})
NAMES = frozenset({Cue.TERM, Cue.WINDOW})
AGAINST = frozenset({Cue.VALID, Cue.VETO})

_FOR_APPLYING = (
    r"(?:antrag|antrags|bewerb|einreich|abgabe|anmeld|einsend|ausschluss|teilnahme|teilnehm|vorlage|skizze|eingabe|"
    r"vorschlag|nominierung|ausschreibung|"
    r"meld|rückmeld|bekundung|annahme|eingang|eingangs|registrier|zwischen|bewertungs|aufruf|call)"
)
_NOT_APPLYING = (
    r"(?:bindung|binde|aufbewahr|verwendung|zahlung|widerspruch|nachweis|durchführ|umsetz|bewilligung|abruf|"
    r"realisier|kündigung|verjähr|lösch|fertigstell|klage|rechtsbehelf|halte|sperr|übergang|projekt|bericht|"
    r"rechnung|nutzung|speicher|bau|gewährleistung|vorhalte|liefer|melde?pflicht|abschluss|lauf|schutz)"
)

_AGAINST = 3.0  # how much any of these words takes from a date that no frame binds

STEMS: tuple[tuple[Cue, float, str], ...] = (
    (Cue.VETO, _AGAINST, rf"\w*{_NOT_APPLYING}\w*frist(?:en)?"),
    (
        Cue.TERM,
        3,
        rf"\w*{_FOR_APPLYING}\w*(?:frist|fristen|schluss|deadline|deadlines|stichtage?n?|ende|"
        r"termine?n?|fristende|endtermin|schlusstermin|fristablauf|datum|zeitpunkt)",
    ),
    (
        Cue.TERM,
        2.9,
        r"frist|fristen|fristende|fristablauf|(?:schluss|end|einreichungs|submission-)?deadlines?|"
        r"(?:antrags|bewerbungs|call-)?deadlines?|cut-off|cutoff|cut-offs|cut-off-dates?|"
        r"schlusstermin|ausschlussfrist|einsendeschluss|post(?:eingangs)?stempels?"
        r"|(?:abgabe|einsende|einreichungs|annahme|bewerbungs)tage?s?",
    ),
    (
        Cue.TERM,
        2,
        r"stichtage?s?|stichtagen|(?:sammel|sammlungs|vergabe|förder|projekt)stichtage?[sn]?|closing|due|\w+frist|\w+fristen",
    ),
    (
        Cue.WINDOW,
        2.5,
        rf"\w*{_FOR_APPLYING}\w*(?:zeitraum\w*|zeiträume\w*|phasen?|fenster\w*|runden?|zeit|"
        r"periode|zeiten|window|period|verfahren|portal|portals)",
    ),
    (Cue.WINDOW, 2, r"submission-period|application-period|window"),
    (
        Cue.VETO,
        _AGAINST,
        r"\w*(?:verwendungsnachweis|zwischennachweis|sachbericht|schlussbericht|abschlussbericht|"
        r"zwischenbericht|endbericht|jahresbericht|mittelabr|mittelanforder|zahlungsantr|"
        r"zahlungsanforder|zahlantr|änderungsantr|verlängerungsantr|abrechn|abgerechnet|abzurechn|"
        r"schlussrechnung|aufbewahr|zweckbindung|rückzahl|zurückzahl|zurückzuzahl|tilgung|auszahl|"
        r"ausgezahlt|ausbezahlt|auszuzahl|abgerufen|abzuruf|verausgab|vorhalten|fälligkeit|erstattung)\w*|"
        r"abruf|invoices?|payments?|reimburse\w*|retain(?:ed)?|rückforder\w*|widerspruch\w*|klage",
    ),
    (
        Cue.VALID,
        _AGAINST,
        r"gültig\w*|gilt|gelten|galt|galten|geltend\w*|\w*geltungsdauer|kraft|inkrafttreten|"
        r"außerkrafttreten|befristet\w*|befristung\w*|\w*laufzeit\w*|valid\w*|force|anzuwenden|anwendung\w*|"
        r"fortgeführt|weitergeführt|ersetzt",
    ),
    (
        Cue.VETO,
        _AGAINST,
        r"(?:durchführungs|bewilligungs|förder|projekt|umsetzungs|maßnahmen?|vorhabens?|investitions|programm|"
        r"haushalts|berichts|abrechnungs|bau|betriebs|vertrags|miet|pacht|ausführungs|leistungs)"
        r"(?:zeitraum\w*|zeiträume\w*|perioden?|phasen?|dauer|zeit\w*|ende|endes|beginn\w*|start|jahre?s?|"
        r"abschluss|laufzeit\w*)",
    ),
    (Cue.OBJECT, 0.8, r"(?:entscheidungs|vergabe|auswahl|förder|projekt)runden?"),
    (
        Cue.VETO,
        _AGAINST,
        r"nachweise?n?|rechnungen|belege?n?|zahlungen|zahlungsbelege?|reports?|reporting|bericht\w*|"
        r"abgeschlossen\w*|abzuschließen|abschließen|abschluss|beendet|beenden|fertig\w*|umgesetzt\w*|umzusetzen|"
        r"umsetzen|umsetzung|durchgeführt\w*|durchzuführen|durchführ\w*|realisier\w*|verwirklich\w*|"
        r"investier\w*|ausgegeben|begonnen\w*|stattfind\w*|findet|stattgefunden|erbracht|errichtet\w*|"
        r"inbetriebnahme|betrieb|betrieben|fertiggestellt|angeschafft|beschafft|verbraucht|verwendet|"
        r"completed?|delivered|undertaken|held|carried|implemented|implementation|finished|duration|"
        r"fassung|geändert\w*|änderung|bekanntmachung|bekannt-?machung|bundesanzeiger\w*|banz|bgbl|gvbl|"
        r"stanz|staatsanzeiger\w*|amtsblatts?|gesetzblatt|ministerialblatt|verordnung\w*|gesetz\w*|"
        r"erlass\w*|beschluss\w*|beschlossen|unterzeichnet|veröffentlicht\w*|veröffentlichung\w*|"
        r"eingestellt|stand|datum|aktualisier\w*|aktualisierung|erschienen|pressemitteilung|"
        r"verabschiedet|notifizier\w*|genehmigt|published|publication|updated|adopted|amended|dated|"
        r"regulation|directive|"
        r"notified|informed|benachrichtigt\w*|informiert|"
        r"\w*sitzung\w*|entscheid\w*|entschieden|entscheidung\w*|jury\w*|preisverleihung\w*|verliehen|"
        r"verkündet|gewinner\w*|preisträger\w*|bewilligt\w*|bewilligungen?|mitglied\w*|"
        r"einwohner\w*|bevölkerung\w*|bilanz\w*|beschäftigt\w*|veranstaltung\w*|webinar\w*|workshop\w*|"
        r"tagung\w*|konferenz\w*|infoveranstaltung\w*|sprechstunde\w*|ergebnis\w*|auswahl|"
        r"\w*abstimm\w*|abgestimmt|stimmen?|stimmabgabe|votes?|voting[-\w]*|lebensjahr\w*|geboren\w*|vollendet|"
        r"auswahlentscheidung\w*|zuwendungsbescheid\w*|bescheid\w*|announced|decision\w*|"
        r"results?|winners?|meeting|pauschale|fördersatz|förderquote|zuschlag|regelung",
    ),
    (Cue.BEGIN, 2, rf"\w*{_FOR_APPLYING}\w*(?:start|beginn)|opening|öffnung|opening-date"),
    (
        Cue.BEGIN,
        1,
        r"beginnt|beginnen|beginn|begann|startet|starten|start|gestartet|startete|startschuss|öffnet|"
        r"eröffnet|freischaltung|launch|launched|launches|opens|starts?|begins?|\w*start",
    ),
    (
        Cue.APPLY,
        2,
        r"\w*einreich(?:en|ung|ungen|t|bar)|eingereicht|einzureichen|bewerben|bewirbt|bewirb|bewerb|bewerbt|beworben|"
        r"\w*bewerbung(?:en)?|beantragen|beantragt|beantragung|\w*antragss?tellung(?:en)?|"
        r"antragseinreichung|antragsannahme|eingehen|einzugehen|eingegangen|eingang|eingeht|posteingang|einsenden|"
        r"eingesandt|eingesendet|einzusenden|einsendung(?:en)?|anmelden|angemeldet|"
        r"(?:programm|projekt|wettbewerbs|teilnahme|bedarfs)?anmeldung(?:en)?|"
        r"anzumelden|antragseingang|abgeben|abgegeben|abzugeben|abgabe|submit|submits|submitted|submitting|submissions?|"
        r"apply|applying|applied|applications?|register|registered|registration|registrations|"
        r"nominieren|nominiert|nominierung(?:en)?|nominations?|nominate|nominated|"
        r"bekunden|bekundet|eintreffen|eingetroffen|einlangen|einbringen|nachgereicht|vorgeschlagen|eingebracht",
    ),
    (
        Cue.SEND,
        1.6,
        r"senden?|sendet|zurücksenden|zurückzusenden|abgeschickt|abzuschicken|schickt|meldet|zusenden|zugesandt|zuzusenden|übersenden|übersandt|zu?schicken|schicken|geschickt|übermitteln|"
        r"übermittelt|hochladen|hochgeladen|hochzuladen|vorlegen|vorgelegt|vorzulegen|vorliegen|"
        r"zugehen|zuleiten|zugeleitet|teilnehmen|teilnahme|mitmachen|entgegengenommen|registrieren|"
        r"open|send|sent|received|zugegangen|einreichbar",
    ),
    (
        Cue.SEND,
        1,
        r"möglichkeit|nehmen|nimmt|erbeten|entgegen|reichen|reicht|reiche|stellen|gestellt|richten|gerichtet|melden|gemeldet|möglich|angenommen|angelegt|erfolgen|erfolgt|"
        r"reach|welcome|invited|abzusenden|freigeschaltet|geöffnet|opened|bearbeitet|berücksichtigt|accepted|possible|mailen|stellt|erklärt|erfolgt",
    ),
    (Cue.SEND, 0.7, r"gemacht|zeit|gebeten|bitten|bitte"),
    (
        Cue.OBJECT,
        0.8,
        r"\w*antr[aä]ge?[sn]?|\w*skizzen?|\w*bekundungen?|\w*bekundung|\w*portals?|[\w-]*plattform|interessierte|interessenten|\w*ansuchen|gesuche?n?|\w*anfragen?|projektideen?|ideen?|projekt(?:blatt|blätter|bogen|bögen|steckbriefe?|anmeldung(?:en)?)|"
        r"projektvorschl\w*|vorschläge|\w*beiträge|\w*beitrag|konzepte?|(?:antrags|bewerbungs|anmelde)?formulare?|unterlagen|"
        r"\w*anträgen|proposals?|expressions?|\w*calls?|\w*aufruf\w*|\w*ausschreibung(?:en)?|"
        r"\w*wettbewerb|runde|förderrunde|antragsunterlagen|bewerbungsunterlagen|projektbewerbungen|"
        r"stufe|phase|förderfenster|verfahren|meldung(?:en)?",
    ),
    (
        Cue.END,
        1,
        r"endet|enden|ende|schließung|schließt|schliesst|schließen|closes?|ends?|läuft|dauert|dauern|closed|terminates?|expires?|verlängert|verlängerung|"
        r"verlängern|erweitert|verschoben|extended|postponed|endete|endeten|abgelaufen|ablauf|verstrichen|letzt(?:e|er|es|en|mals|malig)",
    ),
)
_COMPILED = tuple((kind, weight, re.compile(pattern)) for kind, weight, pattern in STEMS)
_NOTHING = re.compile(
    r"antragsberechtigt\w*|antragstell(?:er|ende|erin)\w*|antragssteller\w*|\w*bewerberinnen|applicants?|auftrag\w*|"
    r"vertr[aä]g\w*|\w*[fv]ertrag\w*|beitragen|open-\w+|teilnehmende\w*|bewerbende\w*|bewerber\w*"
)


@lru_cache(maxsize=1 << 14)
def cue_of(word: str) -> tuple[Cue, float] | None:
    """Return what a lower-case word speaks for and how strongly, None if for nothing.

    A compound with a hyphen that is unknown as a whole speaks for what its last part does.
    """
    if _NOTHING.fullmatch(word):
        return None
    for kind, weight, pattern in _COMPILED:
        if pattern.fullmatch(word):
            return kind, weight
    return cue_of(word.rpartition("-")[2]) if "-" in word else None
