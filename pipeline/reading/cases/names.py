"""Names of cases: whether a phrase names one, and what we recognise in its words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.claim import Case
from pipeline.reading.who.limits import population_in
from pipeline.reading.who.lists import listed
from pipeline.reading.who.nouns import find_nouns

# Labels and headings that say what is stated below, not for whom.
_FIELD_WORDS = re.compile(
    r"\b(?:[\w-]*(?:förder|zuschuss|zuschüss|zuwendung|finanzier|unterstütz)(?!schwerpunkt|linie"
    r"|baustein|bereich|gegenst|programm|kulisse|ansatz|modul|schiene|phase|kategorie|tatbest"
    r"|projekt|maßnahme|vorhaben|verein|stufe|gebiet|fähige[nr]? (?!kosten|ausgaben|aufw))\w*"
    r"|[\w-]*(?:höhe|betrag|beträge|summe|satz|sätze|quote|kosten|ausgaben|aufwendungen|anteil"
    r"|(?<!regional)budget|mittel|volumen|grenze|umfang|preis(?:e|geld\w*)?|dotierung|prämien?|pauschalen?"
    r"|darlehen"
    r"|beihilfe\w*|kredit\w*|beteiligung(?:en)?|rate|kontingent|topf|deckelung|deckel)\b"
    r"|(?:maxim|minim|höchst|mindest|insgesamt|gesamt|voraussetz|bedingung|frist|stichtag|termin"
    r"|datum|einreich|antrag(?!steller)|anträge|bewerb|zeitraum|laufzeit|dauer|beginn|ende\b|start"
    r"|verfahren|kontakt|ansprech|hinweis|beispiel|überblick|rechtsgrund|richtlinie|ziel\w*\b"
    r"|zweck|gegenstand|art\b|was\b|wer\b|wie\b|wann\b|wo\b|welche|warum|infos?\b|information"
    r"|kurztext|volltext|kurzzusammen|beschreibung|dokument|download|links?\b|weitere|auswahl"
    r"|kriterien|bemessung|berechnung|auszahlung|nachweis|befristung|geltung|inkraft|schluss"
    r"|allgemein|einleitung|präambel|ausschl|nicht (?:förder|gefördert|zuwend|antrags)"
    r"|sonstiges\b|sonstige[rn]? (?:bestimmung|regelung|hinweis)|grundlage|kumul"
    r"|konditionen|leistung(?:en)?\b|umsetzung und|abrechnung|tipp|wichtig|achtung|stand\b|tel\b"
    r"|bausteine\b|boni\b|vorteil|modalität|fazit|zusammenfass|inhalt|aktuell|news|programm\b"
    r"|antragsberecht|empfänger|zuwendungsempf|zielgruppe|begünstigt|eckpunkte|eckdaten|fakten"
    r"|details|merkmale|steckbrief|faq|fragen"
    r"|auf einen blick|expected|outcome|objective|scope|background|amount|grant|rate|budget"
    r"|deadline|eligib|cost|funding|d\. ?h|z\. ?b))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:(?:die|der|das|den|dem|des|ein|eine|einen|einem|einer|eines|ihr|ihre|ihren|ihrem|the"
    r"|(?-i:an?))"
    r" )+",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:[\s•·–—*\"-]+|[a-z]\)\s+|(?:und|oder|aber|sowie|auch|nur|sogar|dabei|zudem|jedoch|dagegen|hingegen"
    r"|für|fürs|bei|beim|im fall von|im falle von|im|in|den|allen?(?! (?:übrig|ander|sonstig))|for"
    r"|also) (?=\S))*",
    re.IGNORECASE,
)
_SMALL = (
    r"bis|zu|zum|zur|maximal\w*|maixmal|max|maximum|höchstens|mindestens|mind|min|in|höhe|von|mit"
    r"|auf"
    r"|um|ab|über|unter|rund|ca|etwa|je|jeweils|pro|pauschal|grundsätzlich|normalerweise|einmalig"
    r"|insgesamt|jährlich\w*|monatlich|nur|auch|sogar|sind|ist|einen?|einer|eine[mnrs]?|der|die|das"
    r"|den|dem|und|oder|sowie|bzw|an|für|bei|zusätzlich\w*|weitere[nr]?|regel|erhalten|erhält"
    r"|nicht|mehr"
    r"|als|jedoch|aber|weniger|bereits|gilt|ein|up|to|of|the|at|is|most|maximum|zwischen|beträgt"
    r"|zuschüssen?|zuschuss(?:es)?|zuwendung(?:en)?|förderung|fördersatz|fördersätzen?"
    r"|förderquoten?|höchstsatz"
    r"|höchstbetrag|eigenanteil|festbetrag|betrag|beträgen?|summe|sockelbetrag|förderhöhe"
    r"|förderbetrag|quote"
    r"|satz|kosten|prämie|pauschale|höchstförderung|gibt|es|werden|wird|können|kann|bekommen|steht"
    r"|stehen"
)
_TRAILING = re.compile(rf"(?:[\s(:;,–—=≤<>+-]|\b(?:{_SMALL})\b\.?)+\Z", re.IGNORECASE)
# "Kleinprojekte mit Gesamtkosten (bis 20.000 Euro)": what the number is, not for what.
_SUM_BEHIND = re.compile(
    r" (?:mit|von|ab|unter|über|in|bei)(?: ein\w{0,2}| zuwendungsfähigen| förderfähigen| der)* "
    r"[\w-]*(?i:kosten|ausgaben|volumen|summe|betrag|höhe|umfang)\Z"
)
_RELATIVE = re.compile(
    r",? (?:die|der|das|deren|dessen|welche[rs]?|in denen|bei denen|mit denen|an denen|sofern|wenn"
    r"|falls|soweit|wobei)\b(?<=[ ,] ...)|, (?:die|der|das|deren|dessen|welche[rs]?|in denen"
    r"|bei denen|mit denen|an denen|sofern|wenn|falls|soweit|wobei|um|which|who|that)\b"
)
# A measure, project or plan in general is no case; with an attribute it may be one.
_GENERIC = re.compile(
    r"(?:(?:jede[nrs]?|diese[nrs]?|unsere[nr]?|einzelne[nr]?|geförderte[nr]?"
    r"|förderfähige[nr]?|beantragte[nr]?|bewilligte[nr]?|entsprechende[nr]?|notwendige[nr]?"
    r"|geplante[nr]?|konkrete[nr]?|solche[nr]?) )*"
    r"(?:(?:Förder|Gesamt|LEADER-)?(?:[Pp]rojekt|[Vv]orhaben|[Mm]aßnahme|[Pp]rojektidee)(?:e|en|s"
    r"|es|n)?|Anträge?n?|Antragsteller(?:n|[\w*:]*innen)?"
    r"|Antragstellende[n]?|Zuwendungsempfänger\w*|Fälle[n]?|projects?|applicants?)\b"
)
_COMPOUND = re.compile(
    r"(?:[\w-]+e[nr]? )?[\w()-]*(?:projekt|vorhaben|maßnahme)(?:e|en|s|es|n)?\Z"
    r"|Investitionen(?: und Anschaffungen)?\Z|Anschaffungen\Z",
    re.IGNORECASE,
)
_BASE = re.compile(r"(?:Grund|Basis|Sockel|Regel)(?:förderung|betrag|zuschuss|satz|fördersatz)\Z")
_KINDS_OF_COST = re.compile(
    r"(?:\w+e[nr]? )?(?!(?:Gesamt|Projekt|Mehr|Brutto|Netto|Anschaffungs|Förder)?(?:kosten"
    r"|ausgaben)\b)(?:[A-ZÄÖÜ]\w+- und )?[A-ZÄÖÜ]\w{3,}(?:kosten|ausgaben)\Z",
)
# What a sentence speaks of without naming a case: money itself, funders, time, procedure.
_NO_CASE = re.compile(
    r"(?:[\w-]*(?i:förderung|zuwendung|finanzierung|unterstützung|bewilligung|förderquote"
    r"|auszahlung|antragstellung|durchführung|umsetzung|beantragung|einreichung|abrechnung"
    r"|verwendung|vorlage|erfüllung|inanspruchnahme|berechnung|bemessung|bewerbung|teilnahme"
    r"|veranstalter\w*)"
    r"(?:en|s)?\b(?! (?:von|eines|der|des|an) )"
    r"|(?:Förderung|Finanzierung|Unterstützung|Umsetzung|Durchführung|Bewilligung) (?:de[rs]"
    r"|eines|einer|von) (?:\w+ )?(?:Projekt|Vorhaben|Maßnahme)\w*"
    r"|[\w-]*(?i:kosten|ausgaben|aufwendungen|anteil|mittel|betrag|satz|summe|höhe|quote"
    r"|pauschalen?|(?<!egional)budget"
    r"|volumen|grenze|preis|geld|gelder|programm(?:s|e|en)?|fonds|topf|haushalt\w*)\b"
    r"|Antrag\b|Programm|Vorliegen|Bedarf|Nachweis|Erreichen|Anschaffung\b(?! \w)|Eigenanteil"
    r"|alle Arten|Milestones|Richtlinie|Land\b|Bund\b|Freistaat|Bundes\w*|Landes\w*|Europäische"
    r"|EU\b|Ministerium|[\w-]*ministerium|Regierung\w*|Staat\b|Stiftung\b|Bank\b|Gesamt\w*|Rest\b"
    r"|Zeitraum|Dauer|Jahre?n?\b|(?:Förder|Kalender|Haushalts|Folge)jahr\w*|Monate?n?\b|Tage?n?\b"
    r"|Laufzeit|Zeit\b|Verfügung|Folgende\w*|Einzelnen|Weg\w*\b|Regel\b|Rahmen\b|Sinne|Höhe\b"
    r"|Maximum|Minimum|Beispiel|Bekanntmachung|Aufruf\b(?! \d)|Jury|Fragen|Rückfragen|Hilfe"
    r"|Grund\b|Basis|Anlehnung|Anwendung|Anspruch|Auswahl\w*|Interesse|Kosten|Ausgaben|Euro|EUR"
    r"|Milli\w+|Mio|Prozent|Wettbewerb\w*|Preisträger\w*|Gewinner\w*|action|scheme|support)",
)
FIELD_ONLY = re.compile(r"(?:[a-zäöüß]+ )*(?:[\w-]*(?:zuschuss|förderung|zuwendung)\w*)")
_NOUN_DE = re.compile(r"(?<![\w-])[A-ZÄÖÜ][\w-]*[\w]{2}|\b[A-ZÄÖÜ]{2,}\b|\b[a-z]{1,2}[A-ZÄÖÜ]{2,}")
_NOUN = re.compile(r"(?<![\w-])[A-ZÄÖÜ][\w-]*[\w]{2}|\b[A-ZÄÖÜ]{2,}\b|\b[a-z]{3,} [a-z]{3,}")
_WEAK = re.compile(
    r"\b(?:finanzschwach|finanziell (?:leistungs)?schwach|leistungsschwach|finanzschwäch"
    r"|strukturschwach"
    r"(?=\w* (?:Kommun|Gemeind|Städt))|haushaltssicher|haushaltsnot|haushaltskonsolidier"
    r"|konsolidierungs|(?:geringer?|niedriger?|schwacher?"
    r"|unterdurchschnittlicher?) (?:\w+ )?(?:steuerkraft"
    r"|finanzkraft)|finanznot|schutzschirm|stärkungspakt|nothaushalt|bedarfszuweisung)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:(?:Förder)?(?:[Bb]austein|[Mm]odul|[Ss]äule|[Ss]chwerpunkt|[Ll]inie|[Kk]ategorie"
    r"|[Bb]ereich"
    r"|[Kk]lasse|[Ss]tufe|[Pp]hase|[Ss]chiene|[Tt]atbest[aä]nd|[Gg]egenstand)(?:e[ns]?|n|s|en)?"
    r"|(?:Programm|Teil|Projekt|Maßnahmen|Richtlinien)(?:teil|bereich|linie|modul|säule|typ"
    r"|art)(?:e[ns]?|s)?|Teil|Variante"
    r"|Handlungsfeld(?:er|s)?|Paket|Track|Lot|Option|Gruppe|Typ|EH|Effizienzhaus)"
    r" (?:[A-H]\b|[IVX]{1,4}\b|\d{1,3}(?:\.\d{1,2})?\b)",
)
_STAGE = re.compile(
    r"\b(?:[\w-]*(?:phasen?|stufen?)\b|(?:Erst|Anschluss|Folge|Fortsetzungs|Verlängerungs|Start"
    r"|Pilot)"
    r"(?:vorhaben|antr[aä]g\w*|förderung|projekte?n?)|\d\. Stufe)"
)
_ROUND = re.compile(r"\b(?:(?:19|20)\d\d|[\w-]*(?:runde|call|aufruf)s?\b)", re.IGNORECASE)
_YEAR = re.compile(r"(?:ab |seit |im Jahr |in )?(?:19|20)\d\d(?: bis (?:20)\d\d)?:?\Z")
_NOT = re.compile(
    r"\b(?:nicht|kein\w*|ohne|außer|ausgenommen|ausschließlich nicht|übrige\w*|sonstige\w*"
    r"|andere\w*) ?(?=.*\b(?:Antragstell|Träger|Begünstigte|kommunal|Vorhaben|Projekt|Maßnahm"
    r"|Fälle|Empfänger))|\b(?:nicht[- ]?|nicht)(?=kommunal|öffentlich|privat|gewerb)",
    re.IGNORECASE,
)
_OBJECTS = re.compile(
    r"(?:(?!Hoch|Fachhoch|Volkshoch|Kunsthoch|Musikhoch)\w*[Ss]chulen?|Kitas?|Kinder\w*|Mädchen"
    r"|Jungen|Frauen|Männern?"
    r"|Bildungs\w+|Forschungsz\w+|Stadt|Märkten?)\Z"
)
_ATTRIBUTES = (
    (
        "leader_group",
        re.compile(r"\A(?:[\w-]+e[nr]? )?(?:AktivRegion|LEADER-Region|ILE-Region"
                   r"|LEADER-Aktionsgruppe)\w*"),
    ),
    (
        "municipality",
        re.compile(
            r"\b(?:kommunale|gemeindliche|städtische)[nrs]? (?:und \w+ )?"
            r"\w*(?:maßnahme|vorhaben|projekt|träger|antrag)",
            re.IGNORECASE,
        ),
    ),
    (
        "individual",
        re.compile(
            r"\bprivate[nrs]? (?:und \w+ )?\w*(?:maßnahme|vorhaben|projekt|träger|bau|investition"
            r"|person|eigent|antrag|haushalt)|\A(?:Für )?(?:Private|Privaten|Privat|Privatpersonen"
            r"|Privatleute)\Z",
            re.IGNORECASE,
        ),
    ),
    (
        "public_body",
        re.compile(
            r"\böffentliche[nrs]? (?:und \w+ )?\w*(?:vorhaben|maßnahme|projekt|träger|antrag)",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip
# "für öffentliche Träger 70 %, für private 50 %"
_BARE = re.compile(
    r"(?:(?P<municipality>kommunale|gemeindliche)|(?P<individual>private)"
    r"|(?P<public_body>öffentliche)"
    r"|(?P<nonprofit>gemeinnützige)|(?P<weak>finanzschwache)|gewerbliche|(?i:übrige|sonstige"
    r"|andere)"
    r"|investive|nicht-?investive)[nrs]?"
)
_OWN_COSTS = re.compile(
    r", (?:deren|bei denen|in denen|die)\b[^;:]{0,80}(?:kosten|ausgaben|aufwendungen|volumen)\b",
    re.IGNORECASE,
)
# "in allen Kategorien", "in beiden Fällen": everything at once is no case.
_EVERY = re.compile(
    r"\s*(?:in |für |bei |im )?(?:alle[nr]?|beide[nr]?|sämtliche[nr]?|jede[mnrs]?) (?=[\w-]*"
    r"(?:[Kk]ategorie|[Bb]austein|[Mm]odul|[Ss]chwerpunkt|[Ff]äll|[Ff]all|[Ll]inie|[Bb]ereich"
    r"|[Ss]tufe|[Pp]hase|[Ss]äule|[Gg]ruppe|[Vv]arianten?))"
)
_PARTS_ALONE = re.compile(
    r"(?:Kategorien?|Bausteine?n?|Module?n?|(?:Förder)?[Ss]chwerpunkte?n?|Fälle?n?|Förderlinien?"
    r"|Bereiche?n?|Säulen?|Stufen?|Varianten?)"
)
_BONUS = re.compile(r"[\w-]*(?:bonus|zuschlag)", re.IGNORECASE)  # comes on top of a case
# Whose page it is: "Stadt Osnabrück".
_PUBLISHER = re.compile(
    r"(?:Landeshauptstadt|Wissenschaftsstadt|Hansestadt|Universitätsstadt|Kreisstadt"
    r"|Große Kreisstadt"
    r"|Stadt|Gemeinde|Markt|Marktgemeinde|Samtgemeinde|Verbandsgemeinde|Landkreis|Kreis|Stadtwerke"
    r"|Freistaat|Land) [A-ZÄÖÜ][\w-]+(?: (?:am|an der|im|in|bei|ob der) [A-ZÄÖÜ][\w-]+)?"
)
_BARE_CODES = ("municipality", "individual", "public_body", "nonprofit")
_OF_PLACES = re.compile(r"[Kk]ommun|[Gg]emeind")
_LETTERS = re.compile(r"\w{2}")
_NUMBER = re.compile(r"\d ?(?:%|€|Euro|EUR|Prozent)")
# "…, die mitwirken, bis zu": what leads on to a number behind a clause.
_LIMIT_BEHIND = re.compile(
    r"(?:[\s(:;,–—-]|\b(?:bis|zu|maximal\w*|max|höchstens|mindestens|in|Höhe|von|mit|einen?|einem"
    r"|der"
    r"|Zuschuss|auf|je|jeweils|rund)\b\.?)+\Z"
)
_BEHIND_PREPOSITION = re.compile(
    r" (?:für|von|vom|zur?|zum|bei|beim|mit|ohne|in|im|auf|an|am|aus|der|des|durch|über|unter)\b"
)
# What is no name: "zu beachten", or a verb that the phrase has been cut behind.
_VERBAL = re.compile(r"\bzu [a-zäöüß]+en\b|\b(?:darunter|darüber|worden)\b")
_ENDING_IN_VERB = re.compile(r"(?<=[a-zäöü] )[a-zäöüß]+(?:en|ern|eln|t)\Z")
_LONGEST = 110


def field_word(text: str) -> re.Match[str] | None:
    """Return the first word that says what is stated, not for whom: "Fördersatz".

    "Zweckverbände" and "Förderschulen" are applicants, whatever they begin with.
    """
    if _FIELD_WORDS.search(text) is None:
        return None
    masked = text
    for noun in find_nouns(text):
        masked = masked[: noun.start()] + "#" * len(noun.group()) + masked[noun.end() :]
    return _FIELD_WORDS.search(masked)


def without_field_words(text: str) -> str:
    """Return a text without the words that say what is stated."""
    return _FIELD_WORDS.sub(" ", text)


# News has headings, too: "Sechs neue Kommunen ins Programm aufgenommen".
_TELLS = re.compile(
    r"(?:\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|mehr|weitere|rund|über)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 8


def heads(words: str) -> bool:
    """Return whether the words of a heading can be a name, short and telling nothing."""
    return len(words.split()) <= _MOST_WORDS and not _TELLS.match(words)


class Named(NamedTuple):
    """A case by its name. A faint one counts only where values of the text differ."""

    case: Case
    faint: bool
    strong: bool  # an applicant, a size, a numbered part: no mere noun
    kind: bool = False  # a kind of project by its compound: "Kleinprojekte"


def named(phrase: str, language: str, *, acting: bool = False) -> Named | None:
    """Return the case that a phrase names, or None.

    `acting` tells that the phrase is who gets or applies for something: then also a
    school is an applicant and not what is built.
    """
    found = _named(phrase, language, acting)
    return None if found is None else found._replace()  # names are told apart by identity


@lru_cache(maxsize=1 << 12)
def _named(phrase: str, language: str, acting: bool) -> Named | None:
    # The phrases of a source return on each of its pages, hence the memory.
    if _EVERY.match(phrase):
        return None
    head, words = _parted(phrase)
    if _PARTS_ALONE.fullmatch(head) or _BONUS.fullmatch(head):
        return None
    if _YEAR.match(head):
        return Named(Case(words=head.rstrip(":"), round=head.rstrip(":")), False, False)
    if bare := _BARE.fullmatch(head):
        return _elliptic(head, bare)
    if _PUBLISHER.fullmatch(head):
        return None
    noun = _NOUN_DE if language == "de" else _NOUN
    if (not noun.search(head) and not head.startswith("Private")) or _VERBAL.search(head):
        return None
    case, part = _recognised(head, words, language, acting=acting)
    strong = bool(case.applicants or case.weak or is_sized(case) or part)
    if _BASE.match(head):
        return Named(case, False, False)
    if not strong and _KINDS_OF_COST.match(head):
        return Named(case, True, False, True)
    if not strong and (_empty(head) or FIELD_ONLY.fullmatch(head)):
        return None
    generic = _GENERIC.match(head)
    compound = _COMPOUND.match(head)
    if generic and not strong and not _LETTERS.search(words, generic.end()):
        return None
    if generic and not strong and generic.end() == len(head) and _OWN_COSTS.search(words):
        return None  # "Projekte, deren Gesamtkosten …" are any projects
    return Named(case, bool(generic or compound) and not strong, strong, bool(compound))


def is_sized(case: Case) -> bool:
    """Return whether a case is one of a size of places."""
    return case.population_min is not None or case.population_max is not None


def _elliptic(words: str, bare: re.Match[str]) -> Named:
    """Return the case of an adjective whose noun stands with the number before it."""
    code = next((code for code in _BARE_CODES if bare[code]), "")
    weak = bool(bare["weak"])
    case = Case(
        words=words,
        applicants=(code,) if code else ("municipality",) if weak else (),
        weak=weak,
        measure="" if code or weak else words,
    )
    return Named(case, False, bool(code or weak))


def is_generic(phrase: str) -> bool:
    """Return whether a phrase speaks of a project or measure without naming a case."""
    return bool(_GENERIC.match(cleaned(phrase)))


def cleaned(phrase: str) -> str:
    """Return a phrase without articles, relative clauses and what leads on to a number."""
    return _parted(phrase)[0]


def _parted(phrase: str) -> tuple[str, str]:
    """Return the name of a phrase without and with the relative clause that narrows it."""
    words = phrase.strip().strip("*_ ")
    words = words[_LEADING.match(words).end() :][:400]  # type: ignore[union-attr]
    words = words[article.end() :] if (article := _ARTICLE.match(words)) else words
    relative = _RELATIVE.search(words)
    head = _trimmed(words[: relative.start()] if relative else words)
    head = _ENDING_IN_VERB.sub("", head).rstrip()
    whole = _LIMIT_BEHIND.sub("", words).strip(" ,;:–—-") if relative else head
    fits = len(whole) <= _LONGEST and _balanced(whole) and not _NUMBER.search(whole)
    return head, whole if fits else head


def _trimmed(words: str) -> str:
    words = _SUM_BEHIND.sub("", _TRAILING.sub("", words))
    if len(words) > _LONGEST:
        cut = max(words.rfind(",", 0, _LONGEST), words.rfind(" (", 0, _LONGEST))
        words = words[: cut if cut > 20 else words.rfind(" ", 0, _LONGEST)]
    if not _balanced(words):
        words = words.split("(")[0].split("„")[0]
    return words.strip(" ,;:–—-·•|")


def _balanced(words: str) -> bool:
    return words.count("(") == words.count(")") and words.count("„") == words.count("“")


def _empty(words: str) -> bool:
    noun = _NOUN.search(words)
    head = words[noun.start() :] if noun else words
    return bool(_NO_CASE.match(words) or _NO_CASE.match(head))


def _recognised(head: str, words: str, language: str, *, acting: bool) -> tuple[Case, bool]:
    low, high = population_in(words, language)
    part, stage = _PART.search(words), _STAGE.search(words)
    applicants = _applicants(head, acting=acting)
    weak = bool(_WEAK.search(words))
    if weak and not applicants:
        applicants = ("municipality",) if _OF_PLACES.search(head) else ()
    whole = not applicants and not weak and low is None and high is None
    round_ = _ROUND.search(words) if whole and not part else None
    return (
        Case(
            words=words,
            applicants=applicants,
            population_min=low,
            population_max=high,
            weak=weak,
            measure=words if whole and not stage and not round_ else "",
            stage=words if whole and stage else "",
            round=words if whole and round_ and not stage else "",
        ),
        bool(part),
    )


def _applicants(words: str, *, acting: bool) -> tuple[str, ...]:
    """Return who a name names, from its head noun alone.

    Whoever stands behind a preposition is who is advised, taught or built for; only a
    "von" behind a project tells who carries it out.
    """
    if _NOT.search(words) or _LEFT_OUT.search(words):
        return ()
    behind = _BEHIND_PREPOSITION.search(words)
    own = words[: behind.start()] if behind else words
    carried = _CARRIED.match(words)
    said = words[carried.end() :] if carried else own
    mentions = list(listed(said, 0, len(said), "case"))
    if any(one.excluded for one in mentions):
        return ()
    found = [
        _of_kind(said, one.start, one.kind)
        for one in mentions
        if (acting or not _OBJECTS.fullmatch(said[one.start : one.end]))
        and not _ACTIVITY.fullmatch(said, one.start, one.end)
        and not _GENITIVE.search(said, 0, one.start)
    ]
    found += [code for code, pattern in _ATTRIBUTES if pattern.search(own)]
    return tuple(dict.fromkeys(one for one in found if one))


def _of_kind(words: str, start: int, code: str) -> str:
    """Return the code of a noun as its adjective changes it: "gemeinnützige Unternehmen"."""
    if code != "company":
        return code
    attribute = _CHANGES_KIND.search(words, max(0, start - 60), start + 24)
    if attribute is None:
        return code
    return next(name for name in ("nonprofit", "municipal_company", "other") if attribute[name])


_CHANGES_KIND = re.compile(
    r"(?:(?P<nonprofit>gemeinnützig\w*|gemeinwohl\w*|wohltätig\w*|steuerbegünstigt\w*"
    r"|non-?profit)|(?P<municipal_company>kommunal\w*|städtisch\w*|gemeindeeigen\w*"
    r"|kreiseigen\w*|stadteigen\w*)|(?P<other>öffentlich\w*|kirchlich\w*|sozial\w*"
    r"|staatlich\w*|nicht\w*|landeseigen\w*|genossenschaftlich\w*))"
    r"(?: (?:und|oder) [a-zäöüß]+e[rn]?)? (?=[A-ZÄÖÜ])",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:außer|ausgenommen|mit Ausnahme|ohne|nicht|sonstige\w*|andere\w*|übrige\w*|weder)\b"
)
_CARRIED = re.compile(
    r"(?:[a-zäöüß-]+e[nrs]? )?[\w-]*(?:[Pp]rojekt|[Vv]orhaben|[Mm]aßnahme|[Aa]ntr[aä]g)\w* "
    r"(?:von|durch|der|des|eines|einer) "
)
# "Aufbau und Betrieb kommunaler Netzwerke" is no business; so are works and teaching.
_ACTIVITY = re.compile(r"Betriebe?s?")
# A noun in the genitive says whose: "Gebäude gemeinnütziger Vereine".
_GENITIVE = re.compile(r"[A-ZÄÖÜ][\w-]+ (?:[a-zäöüß-]+er|des|der|eines|einer) \Z")
