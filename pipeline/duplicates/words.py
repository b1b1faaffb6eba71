"""Words: what says nothing about which programme a title names."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Articles, prepositions and the small change of funding language, folded.
GENERIC = _words(
    """
    der die das den dem des ein eine einer einen einem eines und oder sowie in im an am auf aus bei
    beim fuer mit von vom zu zum zur nach ueber unter um als durch bis ab vor seit wir sie es sich
    ist sind wird werden kann koennen noch nun jetzt wieder erneut neu neue neuer neues neuen
    foerderung foerderungen foerdern foerdert gefoerdert foerderprogramm foerderprogramms
    foerderprogrammes foerderprogramme foerderangebot foerderangebote foerdermittel
    foerderrichtlinie foerderrichtlinien foerderbekanntmachung foerdermassnahme
    foerderschwerpunkt projektfoerderung foerderlinie foerderinitiative foerderkulisse foerderrahmen
    bundesfoerderprogramm bundesfoerderprogramms bundesfoerderung bundesrichtlinie landesrichtlinie
    landesmittel bundesmittel modellprogramm sofortprogramm zuschussprogramm kreditprogramm
    verwaltungsvorschrift verwaltungsvorschriften foerdergrundsaetze grundsaetze rl frl vwv vv
    foerderbereich foerdergegenstand
    programm programms programme programmes bundesprogramm bundesprogramms landesprogramm
    landesprogramms landesfoerderung landesfoerderprogramm
    sonderprogramm sonderprogramms richtlinie richtlinien bekanntmachung
    zuschuss zuschuesse zuschuessen beihilfe beihilfen finanzhilfe finanzhilfen
    zuwendung zuwendungen gewaehrung antrag antraege antragstellung bewerbung bewerbungen
    projekt projekte projekten projektes vorhaben forschungsprojekte forschungsprojekten
    wettbewerb projektwettbewerb ideenwettbewerb
    stellen gestellt einreichen einreichung einreichungen eingereicht gesucht
    unterstuetzt unterstuetzung ausgelobt ausgeschrieben aufgelegt neuauflage fortgesetzt
    geht weiter sofort online laender bereit gibt geld nr nummer lag ruft esf efre eler startschuss
    minister ministerin ministerium preis preise
    initiative thema themas rahmen gebiet bereich innerhalb grundlage
    leader region regionen land landes bund bundes bundesweit landesweit
    anmeldung einladung veranstaltung termin
    """
)
# A title with one of these speaks of one round of something, or of its beginning.
ROUND = _words(
    """
    aufruf aufrufe foerderaufruf foerderaufrufe projektaufruf projektaufrufe ausschreibung call
    runde foerderrunde antragsrunde bewerbungsrunde auswahlrunde staffel tranche stichtag
    bewerbungsstart bewerbungsphase antragsphase foerderphase startet starten gestartet
    beginnt eroeffnet veroeffentlicht verlaengert moeglich bewerben bekunden interesse
    """
)
# What a number in brackets counts.
COUNTED = ROUND | _words("teil modul baustein los stufe phase nr linie saeule")
# Abbreviations that stand behind many titles: where the money comes from, and what a text is.
COMMON_SHORT = _words(
    """
    esf efre eler jtf grw gak eu kfw kmu nki ank bund bmbf bmwk bmel efre/jtf interreg life cef
    ktf ggf pdf de minimis agvo fue rlp nrw
    """
)
# Where the money of a title comes from; two of these are two programmes.
FUNDS = _words("esf efre eler jtf leader interreg erasmus")
ORDINALS = {
    stem + ending: str(number)
    # Without the first: "erste Hilfe" is no round, and one without a second needs no number.
    for number, stem in enumerate(("zweit", "dritt", "viert", "fuenft", "sechst"), start=2)
    for ending in ("e", "er", "en", "es")
}
FIRST = _words("erste ersten erster erstes")
ROMAN = _words("ii iii iv vi vii viii ix xi xii")
# A German Land in a title repeats what the area says.
LAENDER = _words(
    """
    badenwuerttemberg baden wuerttemberg bayern bayerisch berlin brandenburg bremen hamburg hessen
    hessisch mecklenburg vorpommern niedersachsen niedersaechsisch nordrhein westfalen nrw
    rheinland pfalz rheinlandpfaelzisch saarland saarlaendisch sachsen saechsisch anhalt schleswig
    holstein thueringen thueringer deutschland
    """
)
# After one of these (as written) a quoted name is that of the programme above the entry.
UMBRELLA = (
    "im rahmen",
    "innerhalb",
    "auf grundlage",
    "förderschwerpunkt",
    "programms",
    "programmes",
    "rahmenprogramm",
    "durch das",
    "strategie",
    "partnerschaft",
)
# Compounds of these, and these fields of policy, are no name when they stand alone.
FIELD_ENDINGS = ("foerderung", "beratung", "massnahmen", "investitionen", "entwicklung")
FIELDS = _words(
    """
    digitalisierung klimaschutz klimaanpassung naturschutz umweltschutz tourismus mobilitaet
    nahmobilitaet ehrenamt engagement integration innovation innovationen weiterbildung bildung
    energieeffizienz nachhaltigkeit barrierefreiheit breitband breitbandausbau gesundheit pflege
    kultur sport wohnen wohnungsbau existenzgruendung landwirtschaft forstwirtschaft infrastruktur
    """
)
