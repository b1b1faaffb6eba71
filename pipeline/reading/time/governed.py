"""Governed: what stands around a clause and takes the certainty from its date.

A frame (`frames`) sees one clause. A question, a denial, a plan, hearsay, a condition of the
giver, a habit or another programme stands outside of it and still governs it. The kinds are
closed, each with a sentence that has it; a date they govern is asked, never stated and never
dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.reading.text.certainty import (
    AS_A_RULE,
    ELSEWHERE,
    GUESSED,
    OFTEN,
    OTHERS_BELOW,
    REPEALED,
    RUMOURED,
    SAID,
    UNREAL,
)
from pipeline.reading.text.date_groups import Chain
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.years import is_yearly

FIXED = "Ist dieser Tag schon festgelegt?"
VALID = "Gilt dieser Tag noch?"
OURS = "Gilt dieser Tag für dieses Programm?"
FOR_ALL = "Gilt dieser Tag für alle, die einen Antrag stellen?"
EACH_YEAR = "Gilt dieser Tag jedes Jahr?"
APPLYING = "Ist dieses Datum eine Frist für Anträge oder Bewerbungen?"
OPENING = "Kann man ab diesem Tag zum ersten Mal Anträge stellen?"


@dataclass(frozen=True, slots=True)
class Kind:
    """What governs a clause: a sentence that has it, its words, and the question it leads to."""

    example: str
    doubt: str
    pattern: re.Pattern[str]


def _kind(example: str, doubt: str, pattern: str) -> Kind:
    return Kind(example, doubt, re.compile(pattern, re.VERBOSE))


_GIVER = (
    r"\b(?:\w*haushalt\w*|kreistag\w*|landtag\w*|bundestag\w*|gemeinderat|stadtrat"
    r"|stadtverordneten\w*|zustimm\w*|zugestimmt|beschlossen|restmittel\w*|haushaltsmittel\w*"
    r"|bescheid\ de[sr]\ (?:bundes|landes|eu)"
    r"|(?:noch\ )?(?:genügend\ |ausreichend\ |weitere\ )?(?:förder)?mittel\ (?:\w+\ ){0,3}"
    r"(?:vorhanden|verfügbar|übrig|frei|bleiben|bereitstehen|reichen|ausreichen|stehen"
    r"|zur\ verfügung))\b"
)
_TERM = (
    r"\w*(?:frist|schluss|termin|stichtag|phase|zeitraum|aufruf|antr[aä]g|bewerb|einreich|start)"
)
# Of a post to be filled. What employs is named in the sentence before as often as in its own.
_POSTS = (
    r"\([mwdfxi]\s?/\s?[mwdfxi]\s?(?:/\s?[mwdfxi]\s?)?\)|\bentgeltgruppe\b"
    r"|\b(?:suchen|sucht)\b[^;]{0,80}\b(?:auszubildende|azubis?|mitarbeiter\w*|verstärkung|fachkraft)"
)
_WORKS = (
    r"\b(?:bindefrist|zuschlagsfrist|leistungsverzeichnis\w*|vergabe(?:nummer|stelle|art|akte)"
    r"|submissions?termin|öffentliche\ ausschreibung|vob(?:/a)?|uvgo)\b"
)
# In the clause of the date or the one that it depends on.
IN_CLAUSE = (
    _kind("Die Antragsfrist endet voraussichtlich am 3. Mai 2027.", FIXED,
          rf"\b(?:voraussichtlich\w*|{GUESSED}"
          r"|vorbehaltlich|(?<!steht\ )(?<!stehen\ )unter\ (?:dem\ )?vorbehalt|vorläufig\w*"
          r"|angedacht\w*|wir\ rechnen\ mit"
          r"|geplant(?!\ (?:hat|haben|habe|ist|sind|wird|werden)\b)"
          rf"|geplante[nrsm]?\ {_TERM}\w*)\b"),
    _kind("Nach dem Entwurf der Richtlinie sind Anträge bis zum 3. Mai 2027 zu stellen.", FIXED,
          r"\b(?:nach\ dem|der|laut|im)\ (?:\w+-)?entwurf\b(?!\ der\ bewerbung)"),
    _kind("Die Antragsfrist soll am 3. Mai 2027 enden.", FIXED,
          r"\bsoll(?:en)?\b(?=.*\b(?:enden|beginnen|starten|öffnen|verlängert|verschoben|verlegt"
          r"|eröffnet|geöffnet|sein|gelten|(?:werden|möglich)\ (?:können|sein))\b)"
          r"|\bsoll(?:en)?\ nach\ vorstellung"),
    _kind("Anträge könnten bis zum 3. Mai 2027 gestellt werden, sagte der Landrat.", FIXED,
          rf"\b{UNREAL}\b"),
    _kind("Die Antragsfrist endet meist am 3. Mai 2027.", EACH_YEAR,
          rf"\b{OFTEN}\b(?!\ ge(?:stellt|fragt))"),
    _kind("Wir erwarten bis zum 3. Mai 2027 rund 40 Anträge.", APPLYING,
          r"\berwarte(?:n|t|te|ten)\b[^,;]{0,60}\ \d+\ (?:\w+\ )?\w*(?:antr|bewerb|einsend)"),
    _kind("Dort können Bewerbungen bis zum 3. Mai 2027 eingereicht werden.", OURS,
          r"\bdort\b"),
)  # fmt: skip
# In the whole statement, up to a semicolon.
IN_STATEMENT = (
    _kind("Keineswegs endet die Antragsfrist am 3. Mai 2027.", VALID,
          rf"\b(?:keineswegs|keinesfalls|niemand(?:em)?|niemals|{RUMOURED}"
          r"|falsch(?:,|\ ist|\ war)"
          r"|stimmt\ (?:\w+\ )?nicht|trifft\ (?:\w+\ )?nicht\ zu|ist\ nicht\ (?:richtig|wahr|so))"
          r"(?!\w)"),
    _kind("Wie die Zeitung schreibt, endet die Antragsfrist am 3. Mai 2027.", FIXED,
          rf"\b(?:{SAID}|(?:fraktion|verband|partei|opposition|landkreistag|städtetag)\w*"
          r"\ (?:\w+\ ){0,3}(?:beantragt|fordert|kritisiert|wünscht|schlägt))\b"),
    _kind("Geplant ist, dass Anträge bis zum 3. Mai 2027 gestellt werden.", FIXED,
          r"^\W*(?:geplant|angedacht|vorgesehen|beabsichtigt|im\ gespräch)\ (?:ist|war|sind)\b"
          r"|\b(?:ist|war)\ (?:geplant|angedacht|beabsichtigt),"),
    _kind("Der Gemeinderat beschloss, bis zum 3. Mai 2027 einen Antrag zu stellen.", FOR_ALL,
          r"\b(?:beschloss|beschlossen|beauftragte?|ermächtigte?)\b.*,.*"
          r"\b(?:zu\ (?:stellen|bewerben|beantragen|senden)|einzureichen|abzugeben)\b"),
    _kind("Wir stellen bis zum 3. Mai 2027 einen Antrag bei der EU.", FOR_ALL,
          r"\b(?:wir\ (?:stellen|reichen|bewerben|beantragen)"
          r"|(?:stellen|bewerben|beantragen)\ wir)\b"
          r"|\b(?:das\ land|der\ bund|die\ (?:landes|bundes)regierung)"
          r"\ (?:muss|will|wird|kann|soll)\b"
          r"|\b(?:gemeinderat|stadtrat|gemeinde|stadt|verwaltung|verein|landkreis|kreis)(?:\ \w+)?"
          r"\ (?:will|möchte|plant|beabsichtigt)\b"
          r"|\b(?:gemeinde|stadt|verein|landkreis)(?:\ \w+)?\ (?:wird\b.*\beinen\ \w*antrag"
          r"|bewirbt\ sich\b)"),
    _kind("Wenn der Haushalt beschlossen ist, sind Anträge bis zum 3. Mai 2027 möglich.", FIXED,
          r"\b(?:wenn|sofern|falls|soweit|sobald|sollten?|für\ den\ fall|vorausgesetzt"
          rf"|unter\ der\ (?:voraussetzung|bedingung)|bei(?=\ zustimmung))\b.*{_GIVER}"
          rf"|^\W*(?:steht|stimmt|sind|wird|ist|bleiben)\b[^,]*{_GIVER}[^,]*,"),
    _kind("Die Antragsfrist des Landesprogramms endet am 3. Mai 2027.", OURS,
          rf"\b(?:bundes|landes)(?:förder)?programm\w*|\b{ELSEWHERE}|\bsiehe\ auch\b"
          r"|(?:^\W*|\b(?:bei|in|für|aus)\ )(?:andere|weitere|ähnliche|sonstige)[nr]?"
          r"\ \w*(?:förderung|programm|aufruf|zuschüsse|wettbewerbe)\w*"),
    _kind("Bewerbungen um einen Ausbildungsplatz sind bis zum 3. Mai 2027 möglich.", APPLYING,
          r"\b(?:stellen(?:ausschreibung|angebot|anzeige)\w*|ausbildungspl\w+|praktik\w+pl\w+"
          r"|(?:ausgeschriebene[nr]?|für\ die|auf\ die|art\ der"
          r"|ausschreibung\ der)\ stelle|stelle\ (?:als|der|des)"
          r"|freiwilligendienst\w*|schöff\w+|jurymitglied\w*|tagesordnung\w*|vergabeverfahren\w*"
          r"|vergabeunterlagen|angebotsfrist\w*|(?:bau|liefer|planungs|dienst)leistung(?:en)?"
          r"|bauauftr[aä]ge?s?)\b"),
    _kind("Bürgeranträge können bis zum 3. Mai 2027 eingereicht werden.", APPLYING,
          r"\b(?:(?:briefwahl|akkreditierungs|bürger|haushalts|bau|aufnahme)antr[aä]ge?n?"
          r"|gewinnspiel\w*|leserbriefe?n?|newsletters?|spendenaktion\w*|kita-?\w*|musikschul\w*"
          r"|elster-zertifikat|(?:rück)?meldefrist\w*|besetzung\ (?:der|des)\ (?:jury|beirats)"
          r"|sitzung\ des\ (?:orts|gemeinde|stadt)\w*|(?:zwischen|schluss)abrechnung\w*"
          r"|stichtag\ für\ (?:das|die)\ (?:\w*alter|einwohner\w*|mitglieder\w*))\b"),
    _kind("Hausmeister (m/w/d) gesucht, Ihre Bewerbung senden Sie bis zum 3. Mai 2027.", APPLYING,
          _POSTS),
    _kind("Ausschreibung Winterdienst, Einreichungsfrist 3. Mai 2027, Bindefrist 3. Juni 2027",
          APPLYING, _WORKS),
    _kind("Vorschläge zum Radwegekonzept können bis zum 3. Mai 2027 eingereicht werden.", APPLYING,
          r"\b(?:vorschläge|ideen|wünsche|anmerkungen|beiträge|meinung\w*)\ "
          r"(?:zu[rm]?|für\ (?:die|den|das|einen?|ein))\ (?:[\w-]+\ )?[\w-]*(?:konzept|plan|planung"
          r"|gestaltung|entwurf|leitbild|straße|namen?|tempo\w*|verkehr\w*|(?:um|neu)bau)(?!\w)"),
    _kind("Vorschläge für die Ehrennadel sind bis zum 3. Mai 2027 einzureichen.", APPLYING,
          r"\b(?:ehren(?:nadel|ring|brief|bürger|zeichen|plakette|amtskarte|medaille)\w*"
          r"|verdienst(?:kreuz|medaille|orden)\w*|\w+verdienst(?:kreuz|medaille|orden)\w*"
          r"|(?:sportler|vereins|blutspender|jubilar)\w*ehrung\w*|bürgermedaille\w*)\b"),
    _kind("Anfragen an den Gemeinderat sind bis zum 3. Mai 2027 zu stellen.", APPLYING,
          r"\banfragen\ an\ (?:den|die|das)\b"
          r"|\b(?:ticket|karten|platz|reservierungs|buchungs)anfragen\b"),
    _kind("Meldeschluss für die Mitgliederstatistik ist der 3. Mai 2027.", APPLYING,
          r"\b\w*(?:statistik|bestandserhebung|bestandsmeldung\w*)\b(?=[^;]*\bmelde|[^;]*\bist\b"
          r"|[^;]*\babzugeben)"),
    _kind("Für die Meldung der Mitglieder gilt der 3. Mai 2027 als Abgabetermin.", APPLYING,
          r"\b(?:meldung|angaben?|zählung)\w*\ (?:der|von|zu\ den)\ \w*"
          r"(?:mitglieder|einwohner|bestände?|tier|schüler|zahlen)\w*"
          r"|\b(?:einwohner|mitglieder|schüler|teilnehmer|besucher)zahl\w*\b[^;]*\bstichtag"),
    _kind("Die Sitzung ist im Rathaus, Unterlagen sind bis zum 3. Mai 2027 einzureichen.", APPLYING,
          r"\b\w*sitzung\b[^;]*,\ unterlagen\b"),
    _kind("Der früheste Termin für die Antragstellung ist der 3. Mai 2027.", APPLYING,
          r"\bfrüheste[rnsm]?\ (?:\w+)?(?:termin|zeitpunkt|tag|datum)\b"),
    _kind("Beispiel: Die Antragsfrist endet am 3. Mai 2027.", OURS,
          r"^\W*(?:\w*beispiel|muster)\b"),
)  # fmt: skip
# In a heading or lead above.
ABOVE = (
    _kind("Weitere Förderprogramme", OURS,
          rf"\b{OTHERS_BELOW}|^\W*archiv\W*$"
          r"|\barchiv(?:\ der)?\ (?:\w*aufruf|\w*ausschreibung|\w*förder|\w*programm)"
          rf"|\b(?:bundes|landes)programme\b|\bin\ der\ nachbarschaft\b|\b{ELSEWHERE}"),
    _kind("Muster", OURS, r"\b(?:muster|(?:rechen|anwendungs)?beispiele?)\b"),
    _kind("Stellenausschreibungen", APPLYING,
          r"\b(?:stellen(?:ausschreibung|angebot|anzeige)\w*|offene\ stellen|ausbildungspl\w+"
          r"|schöff\w+|tagesordnung|vergabeverfahren)\b"),
)  # fmt: skip
# Right before the day, and on the label.
BEFORE = (
    _kind("Antragsfrist: ca. 3. Mai 2027", FIXED,
          r"\b(?:ca\.|circa|etwa|ungefähr|rund\ um|um|(?<!können\ )(?<!kann\ )frühestens)"
          r"\ (?:\w{2,3}\ ){0,2}$"),
    _kind("Antragsfrist: z. B. 3. Mai 2027", OURS,
          r"\b(?:z\.\ ?b\.|zum\ beispiel|beispielsweise|bspw\.)\ (?:\w{2,3}\ ){0,2}$"),
    _kind("Antragsfrist (geplant): 3. Mai 2027", FIXED,
          r"\((?:noch\ )?(?:geplant|vorläufig|voraussichtlich|ca\.|unverbindlich"
          r"|unter\ vorbehalt)\)\W*$"),
    _kind("Anträge für das Förderjahr 2027 (bis 3. Mai 2027) können gestellt werden.", APPLYING,
          r"\b(?:förder|haushalts|kalender|projekt|bewilligungs|schul)(?:jahr|zeitraum|periode)\w*"
          r"(?:\ 20\d\d)?(?:/\d+)?\ ?\((?:\w{2,3}\ ){0,2}$"),
    _kind("Antragsfrist (alt): 3. Mai 2027", VALID,
          rf"\((?:alt|vorjahr|entfällt|bisher)\)\W*$|\balte[rn]?\ {_TERM}\w*\W*$"
          rf"|{_TERM}\w*\ (?:im\ |des\ )?vorjahr(?:es)?\W*$"),
    _kind("Antragsstichtag (Einwohnerzahl): 3. Mai 2027", APPLYING,
          r"\([^()]*(?:einwohner|\balter\b|mitglieder|zahl\b|bericht|nachweis|abrechnung)[^()]*\)\W*$"),
)  # fmt: skip
BEHIND = (
    _kind("Antragsfrist: 3. Mai 2027 (entfällt)", VALID,
          rf"\W*[(\[–—-]\s*(?:\w+\ )?(?:entfällt|entfallen|{REPEALED}|vorjahr\w*|alt)\b"),
    _kind("Die Antragsfrist am 3. Mai 2027 ist gestrichen.", VALID,
          rf"[^,;:]{{0,60}}\b(?:entfällt|{REPEALED})\b"),
    _kind("Antragsfrist: 3. Mai 2027 (geplant)", FIXED,
          r"\W*[(\[–—-]\s*(?:\w+\ )?(?:vorläufig|geplant|vorbehalt\w*|voraussichtlich|ca\."
          r"|unverbindlich|noch\ offen)(?!\w)"),
    _kind("Antragsfrist: 3. Mai 2027 – verschoben", VALID,
          r"\ ?(?:→|->|=>|–|—|-|;|\()\ ?(?:nun\ |jetzt\ )?(?:verlängert|verschoben|verlegt)\b"),
    _kind("Antragsfrist: 3. Mai 2027 (nur für laufende Projekte)", FOR_ALL,
          r"[^.;\n]{0,24}[(–—-]\s*(?:\w+\ )?nur\ (?:für|bei)\b"),
    _kind("Einreichung: 3. Mai 2027 (Schlussbericht)", APPLYING,
          r"\W*[(–—-]\s*[^)\].;]{0,30}(?:einwohner|\balter\b|mitgliederzahl|bericht|nachweis"
          r"|abrechnung|rückmeldung)"),
)  # fmt: skip
_POSTS_OR_WORKS = re.compile(f"{_POSTS}|{_WORKS}".replace("\\ ", " "))
_ASKED = re.compile(r"[^;:\n–—]{0,200}\?")
# "ab dem 3. Mai nur noch digital": it was possible before, too.
_HOW = re.compile(
    r"\b(?:nur noch|ausschließlich (?:über|per|online|digital|elektronisch|im|in|via|an)"
    r"|auch (?:von|für|online|digital|elektronisch)|neue[nrs]? (?:adresse|anschrift|formular\w*"
    r"|vordruck\w*|portal))\b"
)
_ONLY_SOMETIMES = re.compile(rf"\b{AS_A_RULE}\b")
# "Antrag auf Wohngeld": what is applied for is no funding.
_APPLIES = re.compile(
    r"\b(?:[Aa]ntr[aä]ge?n?|[Bb]ewerbung(?:en)?) (?P<onto>auf|um|als) (?:[a-zäöüß]+ ){0,2}"
    r"(?P<what>[A-ZÄÖÜ][\w-]+)"
)
_FUNDING = re.compile(
    r"förder|zuschuss|zuschüss|zuwendung|mittel|beihilfe|unterstütz|finanzier|stipendi|preis"
    r"|projekt|prämie|gewähr|bewillig|aufnahme|teilnahme|darlehen|kredit|fonds|budget|spende"
    r"|auszeichnung|anerkennung|bonus|bonn?i|ausgleich|entschädigung|kosten|erstattung|titel|siegel"
    r"|programm|award|hilfe|zulage|investition|gelder|beteiligung|auswahl|maßnahme"
)
_WAY_OF_GIVING = re.compile(
    r"grundlage|basis|papier|seite|page|portal|weg|formular|vordruck|plattform|wunsch|deutsch"
    r"|englisch|post|antrag|uhr|site|aufforderung|ebene|initiative|anfrage"
)
_SERVING = re.compile(
    r"schöff|mitglied|juror|jury|gutachter|helfer|ausbild|lehr|leit|betreiber|aussteller|beirat"
)
_STOPS = re.compile(
    r"[;,]\s|\s(?:und|aber|doch)\s(?=(?:wird|werden|ist|sind|soll|sollen|die|der|das)\b)"
)
_ASIDE = re.compile(r"\([^()]*\)")
_GOVERNS = re.compile(r",\s(?:dass|wonach)\s[^;]*$")
_TITLE = 120  # characters: what is longer is no heading, whatever it stands above
_FAR = 240  # characters on both sides that may still govern a day


def doubt_of(layout: Layout, sentence: Sentence, chain: Chain, *, opens: bool) -> str:
    """Return the German question that what governs a date leads to, or nothing."""
    low = layout.low
    start, end = max(sentence.start, chain.lead - _FAR), min(sentence.end, chain.end + _FAR)
    before, after = low[start : chain.start], low[chain.end : end]
    if "?" in after and _ASKED.match(after):
        return VALID
    first = sentence.start if sentence.table else 0
    near = low[max(first, chain.start - 60) : chain.start]
    behind = low[chain.end : chain.end + 110].split("\n")[0]
    found = _first(BEFORE, near) or next(
        (one.doubt for one in BEHIND if one.pattern.match(behind)), ""
    )
    if found:
        return found
    statement = before.rpartition("; ")[2] + low[chain.start : chain.end] + after.split("; ")[0]
    return (
        _of_statement(statement)
        or _of_posts_or_works(low, sentence)
        or _of_clause(_clause(before, after))
        or next(filter(None, map(_above, layout.above(sentence, chain.start))), "")
        or _of_object(layout.prose.plain[start:end])
        or (OPENING if opens and _HOW.search(statement) else "")
    )


def _clause(before: str, after: str) -> str:
    """Return the words between the stops around a date, and what "dass" hangs on."""
    stops = list(_STOPS.finditer(before))
    before, after = _ASIDE.sub(" ", before), _ASIDE.sub(" ", after)
    own = before if _GOVERNS.search(before) else before[stops[-1].end() :] if stops else before
    stop = _STOPS.search(after)
    return f"{own} {after[: stop.start()] if stop else after}"


def _first(kinds: tuple[Kind, ...], words: str) -> str:
    return next((one.doubt for one in kinds if one.pattern.search(words)), "")


@lru_cache(maxsize=8)
def _of_statement(words: str) -> str:
    if _ONLY_SOMETIMES.search(words) and not is_yearly(words) and re.search(r"20\d\d", words):
        return EACH_YEAR
    return _first(IN_STATEMENT, words)


def _of_posts_or_works(low: str, sentence: Sentence) -> str:
    """Ask where the paragraph so far is of a post to be filled, or of works to be let."""
    above, _, before = low[max(0, sentence.start - _FAR) : sentence.start].rpartition("\n\n")
    title = "" if before else above.rpartition("\n\n")[2]
    end = min(sentence.end, sentence.start + _FAR)
    around = f"{title}\n{before}{low[sentence.start : end]}"
    return APPLYING if _POSTS_OR_WORKS.search(around) else ""


@lru_cache(maxsize=8)
def _of_clause(words: str) -> str:
    return _first(IN_CLAUSE, words)


@lru_cache(maxsize=64)
def _above(level: str) -> str:
    return _first(ABOVE, level.lower()) if len(level) < _TITLE else ""


def _of_object(words: str) -> str:
    """Ask where what is applied for is named and is no funding."""
    for match in _APPLIES.finditer(words):
        what = match["what"].lower()
        if match["onto"] == "als":
            other = bool(_SERVING.search(what))
        else:
            other = not _FUNDING.search(what) and not _WAY_OF_GIVING.search(what)
        if other:
            return APPLYING
    return ""
