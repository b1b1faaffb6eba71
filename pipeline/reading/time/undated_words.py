"""Undated words: what a word means for rules and status, whatever its place in the sentence.

Subjects of applying (papers, acts, schemes, doors, funds, terms) on the one side, what is
said of them on the other; a frame of `standing` or `rules` puts the two together.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from pipeline.reading.text.certainty import AS_A_RULE, FORMERLY, OFTEN
from pipeline.reading.text.lines import ANY_TIME


class Is(Enum):
    """Kinds of words; a word may be of several."""

    PAPER = "what is handed in: Antrag, Skizze"
    ACT = "the act of applying, as a noun: Antragstellung"
    APPLY = "the act of applying, as a verb that needs no paper: beantragen"
    OTHER = "what is handed in or done besides: Verwendungsnachweis, Änderung"
    GRANT = "what one applies for: Förderung, Zuschuss"
    GRANTING = "the giving of it: Gewährung, Unterstützung"
    SCHEME = "what funds: Programm, Aufruf"
    CALL = "what is open for a time: Aufruf, Runde, Portal, Antragsphase"
    FUNDS = "the money there is for it: Mittel, Fördertopf"
    TERM = "names a deadline: Antragsfrist, Stichtag"
    EVENT = "what one registers for and is no funding"
    TAKEN = "what is done with papers: gestellt, angenommen"
    WEIGHED = "what is done with them afterwards: berücksichtigt, bearbeitet"
    POSSIBLE = "möglich"
    OVER = "has ended: geschlossen, ausgelaufen"
    DONE = "has ended, of a call: abgeschlossen"
    RESTS = "stands still: ruht, pausiert"
    GONE = "has been used up: ausgeschöpft, leer"
    GIVEN = "has been given, and so used up if all of it: vergeben, gebunden"
    ALL = "all of it: vollständig, alle"
    AT_HAND = "is there: Verfügung, vorhanden"
    GOES_ON = "goes on: fortgeführt, angeboten"
    STOP = "Antragsstopp"
    OPENED = "is open: geöffnet, freigeschaltet"
    STARTING = "the opening of it, as a noun: Veröffentlichung, Start"
    STARTS = "opens: startet, öffnet, veröffentlicht"
    NOT = "nicht, kein"
    MORE = "more, further: mehr, weitere, neue"
    NOW = "derzeit, seit"
    OPEN_NOW = "ab sofort, wieder, weiterhin"
    SOON = "voraussichtlich, geplant"
    PREPARED = "Vorbereitung, Planung"
    NEXT = "another round: nächste, weitere"
    FORMER = "of another time or programme: Vorjahr, Vorgänger, ursprünglich"
    LAST = "the one before: vorherige, vergangene"
    PARTLY = "only of some: unvollständig, nachträglich"
    AFTERWARDS = "when a time is over: danach, Fristende"
    WAS = "the past of to be"
    IS = "the present of to be, and its perfect"
    WILL = "what is to come, or should be"
    SEASON = "a time of the year: Mai, Frühjahr, Quartal"
    UNBOUND = "without a term: fristunabhängig"
    WHERE = "where things are told: Website, Aufruf"
    ANYTIME = "jederzeit, laufend"
    TOLD = "is told, or will be: veröffentlicht, bekannt"
    LOOKED_UP = "is to be looked up: entnehmen, siehe"
    NAMED = "told elsewhere, before its noun: genannten"
    PUBLISHING = "the telling, as a noun: Bekanntgabe"
    USUALLY = "what happens again and again, and says nothing of today: oft, meist, rasch"
    UNIT = "a length of time: Wochen, Monate"
    BEGIN = "what one applies before or after: Beginn, Abschluss"
    PROCESS = "what comes of an application: Bewilligung, Eingang"
    HANDED = "is to be there: vorliegen, richten"
    REPORTS = "says that something is so: mitteilen, beachten"

    # Each kind is itself alone; the hash of its name would be made anew at every look.
    __hash__ = object.__hash__


_PAPERS = (
    r"[\w-]*antr[aä]ge?[sn]?|[\w-]*skizzen?|[\w-]*bekundung(?:en)?|[\w-]*bewerbung(?:en)?"
    r"|[\w-]*einreichung(?:en)?|projektvorschl[aä]ge?n?|projektideen?|vorschläge"
    r"|ansuchen|gesuche?n?"
    r"|förderanfragen?|projektbewerbung(?:en)?|antragsunterlagen|bewerbungsunterlagen"
    r"|applications?|proposals?|submissions?"
)
_OTHERS = (
    r"[\w-]*(?:verwendungsnachweis|zwischennachweis|teilnahmenachweis|schlussrechnung|sachbericht|bericht|auszahlung"
    r"|abrechnung|mittelabruf|mittelanforderung|zahlungsantr|auszahlungsantr|änderungsantr"
    r"|verlängerungsantr|zahlungsanforderung|rückzahlung|zweckbindung|widerspr[uü]ch"
    r"|klage|rechtsbehelf|einspr[uü]ch"
    r"|teilnahmeliste|belegliste|bauantr|steuer|kündigung)\w*|nachweise?[sn]?|belege?n?|rechnung(?:en)?"
    r"|reports?|reporting|payments?|objections?|newsletter|einwilligung|fragen?"
    r"|rückfragen?|questions?"
    r"|verlängerung|änderung(?:en)?|genehmigung(?:en)?|anfechtung|kombination"
    r"|kumulierung|kumulation"
    r"|rechtsanspruch|angebote?n?|reklamation\w*"
)
_TABLE: dict[Is, str] = {
    Is.PAPER: _PAPERS,
    Is.ACT: (
        r"[\w-]*antragss?tellung(?:en)?|antragseinreichung|antragsannahme|antragsabgabe|beantragung"
        r"|[\w-]*bewerbung(?:en)?|[\w-]*einreichung(?:en)?|einreichen|abgabe|einsendung"
        r"|annahme|antragseingang"
        r"|antragsverfahren|bewerbungsverfahren"
        r"|anmeldung(?:en)?|registrierung(?:en)?|applications?|submissions?"
        r"|(?:antrags|bewerbungs)möglichkeit(?:en)?"
    ),
    Is.APPLY: (
        r"beantragen|beantragt|bewerben|bewirbt|beworben|einreichen|eingereicht"
        r"|einzureichen|einreicht"
        r"|beantragbar|einreichbar|apply|applying|submit|submitted|applied"
    ),
    Is.OTHER: _OTHERS,
    Is.GRANT: (
        r"zuschüsse?n?|zuschuss(?:es)?|[\w-]*förderung(?:en)?|zuwendung(?:en)?|fördermittel\w*"
        r"|[\w-]*förderangebote?s?|beihilfen?|grants?|funding"
    ),
    Is.GRANTING: (
        r"gewährung|verleihung|[\w-]*unterstützung|bezuschussung|[\w-]*finanzierung|[\w-]*hilfen?"
        r"|[\w-]*darlehen|[\w-]*prämien?|zulagen?"
        r"|teilnahme|mitfinanzierung|bewilligung|fördergelder|[\w-]*beihilfen?|[\w-]*preise?s?"
    ),
    Is.SCHEME: (
        r"[\w-]*programme?s?|[\w-]*programm(?:e|en|s)?|[\w-]*förderung|förderaktion"
        r"|förderangebote?s?|förderlinien?"
        r"|neuauflagen?|förderrichtlinien?|richtlinien?|fördermaßnahmen?|[\w-]*aufrufe?[sn]?"
        r"|[\w-]*ausschreibung(?:en)?"
        r"|[\w-]*wettbewerbe?s?|calls?|schemes?|fonds?|projektaufrufe?s?|programmes?"
        r"|competition|fund"
    ),
    Is.CALL: (
        r"[\w-]*aufrufe?[sn]?|[\w-]*ausschreibung(?:en)?|[\w-]*wettbewerbe?s?|calls?"
        r"|[\w-]*(?:antrags|bewerbungs|anmelde|förder|einreichungs|einreich|eingabe|online|ausschreibungs|auswahl)-?(?:portale?s?|plattform|fenster"
        r"|phasen?|runden?|verfahrens?|zeitraum|zeitraums|frist)|portale?s?|runde|antragsportal|[\w-]*formulare?s?"
        r"|[\w-]*antragss?tellung|antragsannahme|interessenbekundungsverfahren|window|portal|round"
        r"|submissions?|applications?"
    ),
    Is.FUNDS: (
        r"[\w-]*mittel[ns]?|[\w-]*gelder[n]?|[\w-]*budgets?|[\w-]*kontingente?s?"
        r"|geld|[\w-]*t[oö]pfe?n?|fördervolumens?|[\w-]*(?:förder|projekt|stipendien)plätze?n?|förderplatz"
        r"|[\w-]*etats?|(?:förder|gesamt|preis)?summe|förderdeckel|(?:haushalts)?ans[aä]tze?"
        r"|haushaltstitel|bewilligungsrahmen|vorrat|[\w-]*fonds|funds?|resources"
    ),
    Is.TERM: (
        r"[\w-]*(?:antrags?|bewerbungs?|einreichungs?|ausschreibungs|einreich|abgabe|anmelde?|einsende|ausschluss|teilnahme"
        r"|vorlage|skizzen)-?(?:frist|fristen|zeitraum|zeiträume|zeiten|schluss"
        r"|stichtage?n?|termine?n?)|frist|fristen|stichtage?n?"
        r"|einsendeschluss|fristende|deadlines?|closing-date"
    ),
    Is.EVENT: (
        r"[\w-]*(?:veranstaltung|workshop|webinar|seminar|tagung|konferenz|fachtag|infotag|infoabend|kongress"
        r"|schulung|exkursion|messe|sprechstunde|fortbildung)(?:en|s|e|es)?|(?:bau"
        r"|liefer)?leistungen|ausbildungspl[aä]tze?|praktikum"
    ),
    Is.TAKEN: (
        r"gestellt|stellen|eingereicht|einreichen|angenommen|entgegengenommen|annehmen"
        r"|entgegennehmen"
        r"|beantragt|beantragen|eingehen|bewerben|zugelassen|abgegeben|abgeben"
        r"|einzureichen|eingebracht|schicken|senden|zusenden|übersenden|übermitteln"
        r"|hochladen|willkommen|erwünscht|"
        r"accepted|submitted|accepting|accept|accepts|apply"
    ),
    Is.WEIGHED: r"berücksichtigt|bearbeitet|bedient|bewilligt|considered|processed",
    Is.POSSIBLE: r"möglich|machbar|possible|beantragbar|einreichbar",
    Is.OVER: (
        r"geschlossen|beendet|abgelaufen|abgeschaltet|deaktiviert|offline|vorüber|gestrichen|eingestellt|ausgelaufen|ausgesetzt|gestoppt"
        r"|pausiert|unterbrochen"
        r"|verstrichen|vorbei|überzeichnet|closed|suspended|paused|discontinued|ended"
        r"|expired|passed"
    ),
    Is.DONE: r"abgeschlossen|completed|over",
    Is.RESTS: r"ruht|ruhen|pausiert|pausieren",
    Is.GONE: (
        r"ausgeschöpft|erschöpft|aufgebraucht|verbraucht|leer|vergriffen|überzeichnet"
        r"|überzogen|ausgebucht"
        r"|exhausted|depleted"
    ),
    Is.GIVEN: (
        r"vergeben|gebunden|verplant|belegt|abgerufen|bewilligt|verteilt|verausgabt"
        r"|ausgegeben|reserviert"
        r"|allocated|committed|spent|used"
    ),
    Is.ALL: (
        r"alle|sämtliche|vollständig|bereits|komplett|restlos|voll|schon|ganz|fully|all"
        r"|already"
    ),
    Is.AT_HAND: r"übrig|verfügung|verfügbar|vorhanden|bereit|available",
    Is.GOES_ON: (
        r"fortgeführt|fortgesetzt|weitergeführt|angeboten|aufgelegt|existiert|existieren|fördert"
        r"|gibt|besteht|bestehen"
        r"|führt|führen|bieten|bietet|angebot|aktiv|gefördert|fördern|bezuschusst|bezuschussen|unterstützt"
    ),
    Is.STOP: (
        r"(?:antrags|annahme|förder|programm|bewilligungs-und-antrags|antragsannahme)-?stopp?s?"
    ),
    Is.OPENED: (
        r"geöffnet|offen|freigeschaltet|gestartet|eröffnet|angelaufen|begonnen|aktiv|open"
        r"|launched|live"
    ),
    Is.STARTING: (
        r"veröffentlichung|start|beginn|freischaltung|öffnung|auftakt|ausschreibung|launch"
    ),
    Is.STARTS: (
        r"startet|starten|start|öffnet|öffnen|beginnt|beginnen|begin|veröffentlicht"
        r"|freigeschaltet|geöffnet"
        r"|eröffnet|gestartet|aufgelegt|ausgeschrieben|erscheint|erscheinen|kommt|laufen"
        r"|stattfinden|statt|folgt|folgen|anlaufen|online"
        r"|open|opens|launch|launched|published"
    ),
    Is.NOT: r"nicht|kein|keine[nmrs]?|nie|niemals|not|no|never|cannot|weder",
    Is.MORE: r"mehr|länger|weitere[nr]?|neue[nr]?|zusätzliche[nr]?|further|longer|new|more",
    Is.NOW: (
        r"derzeit|derzeitig|aktuell|zurzeit|momentan|moment|gegenwärtig|vorerst"
        r"|vorübergehend|weiteres|seit"
        r"|sofort|heuer|leider|zwischenzeitlich|mittlerweile|inzwischen|currently|now"
        r"|temporarily|present"
    ),
    Is.OPEN_NOW: (
        r"sofort|jetzt|weiterhin|wieder|derzeit|aktuell|jederzeit|fortlaufend|ganzjährig"
        r"|laufend|nun|noch|seit|heute"
        r"|currently|now|still|again"
    ),
    Is.SOON: (
        r"voraussichtlich|demnächst|kürze|geplant|vorgesehen|bald|planen|plant"
        r"|voraussichtliche[rns]?|künftig"
        r"|expected|planned|upcoming|soon|forthcoming|anticipated|zeitnah|angekündigt"
    ),
    Is.PREPARED: (
        r"erarbeitet|vorbereitet|entwickelt|vorbereitung|planung|abstimmung|erarbeitung"
        r"|ausarbeitung|überarbeitung|preparation"
    ),
    Is.NEXT: (
        r"nächste[nrsm]?|weitere[rns]?|erneute[rns]?|zweite[rns]?|\w*(?:dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)[rns]?"
        r"|next|second|third"
    ),
    Is.FORMER: (
        rf"{FORMERLY}|zunächst|(?:vorgänger|vorläufer)\w*|vorjahr\w*|predecessor|gestern"
        r"|fast|beinahe|nahezu|beinah|almost|nearly"
    ),
    Is.LAST: (
        r"vorherige[nrsm]?|alte[ns]?|ähnliche[ns]?|andere[ns]?|frühere[nrsm]?"
        r"|vorangegangene[nrsm]?|vergangene[nrsm]?"
        r"|vorige[nrsm]?|letzte[nm]"
        r"|previous|former|last"
    ),
    Is.PARTLY: (
        r"unvollständig\w*|verspätet\w*|doppel\w*|doppelte?\w*|mehrfach\w*|rückwirkend\w*"
        r"|nachträglich\w*|begonnene\w*"
        r"|gleichzeitig\w*|zusätzlich\w*|fax|e-mail|email|post|postalisch|telefonisch"
        r"|mündlich|formlos\w*|papier\w*|technische\w*"
        r"|zweckgebunden\w*|incomplete|late|fristgerecht"
        r"|ohne|anteilig\w*"
    ),
    Is.AFTERWARDS: r"danach|fristende|fristablauf|antragsschluss|anschließend|hiernach|später",
    Is.WAS: r"war|waren|was|were",
    Is.IS: (
        r"ist|sind|wurde|wurden|hat|haben|gilt|is|are|has|have|bleibt|bleiben|musste|mussten|been"
    ),
    Is.WILL: (
        r"wird|werden|soll|sollen|sollte|sollten|würde|würden|könnte|könnten|muss|müssen"
        r"|darf|dürfen|will"
        r"|would|may|might|must|should|shall"
    ),
    Is.SEASON: (
        r"januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november"
        r"|dezember|frühjahr|frühling"
        r"|sommer|herbst|winter|quartal|jahreswechsel|jahresende|jahresmitte|halbjahr"
        r"|spring|summer|autumn|january"
        r"|february|march|june|july|october|december"
    ),
    Is.UNBOUND: (
        r"(?:frist|stichtags?|termin)-?(?:un)?(?:abhängig|gebunden)\w*|unbefristet|unbegrenzt"
    ),
    Is.WHERE: (
        r"[\w-]*(?:aufruf|ausschreibung|bekanntmachung|website|webseite|webseiten|homepage|internet|internetseite|internetseiten"
        r"|portal|presse|blatt|anzeiger|rathaus|aushang|schaukasten|newsletter|seite|merkblatt|richtlinie|projektträger"
        r"|regionalmanagement|geschäftsstelle)(?:e?s|en|e|n)?"
        r"|page|text|web"
    ),
    Is.ANYTIME: ANY_TIME,
    Is.TOLD: (
        r"veröffentlicht|veröffentlichen|abgedruckt|gedruckt|druckt|drucken|ausgehängt|hängen"
        r"|bekannt|bekanntgegeben|bekanntgemacht|bekanntgibt|bekanntzugeben"
        r"|mitgeteilt|festgelegt|festgesetzt"
        r"|angekündigt|ausgewiesen|genannt|angegeben|kommuniziert|published|announced"
        r"|communicated|found|set|listed|specified"
    ),
    Is.LOOKED_UP: (
        r"entnehmen|entnommen|finden|siehe|lesen|erfahren|nachlesen|nachzulesen|abrufbar"
        r"|einsehbar|erhältlich|nachzulesen|ersichtlich|erfragen"
        r"|beachten|see|check|consult|refer"
    ),
    Is.NAMED: (
        r"(?:genannten|veröffentlichten|festgelegten|festgesetzten|bekanntgegebenen|bekanntgemachten|gegebenen|gemachten|angegebenen"
        r"|benannten|ausgewiesenen|aufgeführten|angekündigten)"
    ),
    Is.PUBLISHING: (
        r"bekanntgabe|bekanntmachung|veröffentlichung|ankündigung|publication|announcement"
    ),
    Is.USUALLY: rf"{OFTEN}|{AS_A_RULE}|regelmäßig|schnell|rasch|quickly",
    Is.UNIT: (
        r"(?:kalender|werk|arbeits)?(?:tage?n?|wochen?|monate?n?s?|jahre?n?s?)|days?"
        r"|weeks?|months?|years?"
    ),
    Is.BEGIN: (
        r"[\w-]*(?:beginns?|starts?|antritts?|abschluss(?:es)?|aufnahme|durchführung|umsetzung|anfang|eröffnung|inbetriebnahme"
        r"|vergabe|erteilung|bestellung|anschaffung|realisierung|ausführung|veranstaltung"
        r"|vorhabens?|maßnahmen?|projektes?|projekts?"
        r"|reise|freizeit|sitzung|kauf|kaufs|gründung|fertigstellung|beauftragung"
        r"|unterzeichnung|abreise|ende|endes|arbeiten"
        r"|erwerb|ankauf|verträge|vertrags|vertrages|lieferverträge|ausbildung|aktion"
        r"|event|project|start|beginning|commencement|completion|end)"
    ),
    Is.PROCESS: (
        r"[\w-]*antragss?tellung|beantragung|[\w-]*eingangs?|[\w-]*eingang|erhalt|zugang|zustellung"
        r"|bewilligung|bekanntgabe|einreichung"
        r"|abruf|auszahlung|[\w-]*zusage|entscheidung|prüfung|bescheid\w*|zuwendungsbescheid\w*"
        r"|antrags?|anträge|receipt|submission|aufforderung"
    ),
    Is.HANDED: (
        r"vorliegen|vorzuliegen|vorgelegt|vorzulegen|richten|stellen|zu|eingehen"
        r"|eingegangen|einzureichen|eingereicht|gestellt"
        r"|beantragt|beantragen|erfolgen|erfolgt|möglich|reichen|stellt|submitted|apply"
        r"|erreichen|erreicht|zugehen|zugeht|eintreffen|eintrifft|trifft|ankommen|liegen|liegt"
        r"|abzu(?:geben|schicken|senden)|hochzuladen|zuzu(?:senden|schicken|leiten)"
        r"|einzu(?:senden|stellen|bringen)|anzumelden"
        r"|submit|received"
    ),
    Is.REPORTS: (
        r"beachten|verständnis|mitteilen|mitzuteilen|teilt|teilte|mitgeteilt|hin|hinweis|bekannt|informiert"
        r"|informieren|meldet|wissen|bedauern"
        r"|note|inform"
    ),
}
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _TABLE.items())
# "Auftrag", "Vertrag", "Beitrag" end like "Antrag"; whoever applies is no paper.
_NEVER = re.compile(
    r"antragstellende\w*|antragstellerin\w*|antragsteller\w*|bewerber\w*|(?:lebens|hilfs|rechts|verkehrs|arbeits|arznei|betriebs)mittel\w*"
    r"|verbraucher\w*"
)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(text.split())


@lru_cache(maxsize=1 << 14)
def kinds_of(word: str) -> frozenset[Is]:
    """Return the kinds of a word in lower case."""
    if _NEVER.fullmatch(word):
        return frozenset()
    kinds = {kind for kind, pattern in _PATTERNS if pattern.fullmatch(word)}
    if Is.OTHER in kinds:
        kinds -= {Is.PAPER, Is.ACT}
    if Is.APPLY in kinds and Is.ACT not in kinds:
        kinds -= {Is.PAPER}  # "beantragen" ends like "Anträgen"
    return frozenset(kinds)
