"""The words a clause is built of, besides those of the vocabulary: one letter for what each does.

A letter stands for all words that do the same in a sentence; `frames` are shapes of letters.
"""

from __future__ import annotations

import re


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What a word does in a sentence; what it speaks for is said by the vocabulary.
_LETTERS = (
    # modal: with an infinitive one verb, however far
    (
        "m",
        "kann kannst können könnt könnte könnten konnte konnten muss müssen "
        "musst müsst musste mussten soll sollen sollte sollten "
        "darf dürfen darfst dürft durften möchte möchten may must can "
        "should shall need needs could",
    ),
    # copula
    (
        "c",
        "ist sind war waren lautet lauten bleibt bleiben gilt gelten galt fällt is are "
        "was were seien sei remains",
    ),
    # future and passive
    (
        "f",
        "wird werden wurde wurden worden sein be been being werde will",
    ),
    # goes on
    (
        "l",
        "läuft laufen lief liefen dauert dauern geht gehen ging runs",
    ),
    # ends
    (
        "e",
        "endet enden endete endeten schließt schliesst schließen schloss abläuft "
        "ausläuft ablief closes close closed closing ends end ended expires expire due "
        "abgelaufen verstrichen",
    ),
    # is moved
    (
        "r",
        "verlängert verschoben verlegt vorgezogen festgelegt festgesetzt gesetzt "
        "erweitert terminiert extended postponed moved set vorverlegt verlängern "
        "verlängerte verlegte verschob",
    ),
    # begins
    (
        "s",
        "beginnt beginnen begann begonnen startet starten startete gestartet öffnet "
        "öffnen eröffnet begins begin started starts start opens opened launched "
        "launches",
    ),
    # is open
    (
        "=",
        "geöffnet offen freigeschaltet open online verfügbar",
    ),
    # is possible or asked for
    (
        "y",
        "möglich willkommen erbeten gewünscht vorgesehen zeit gelegenheit möglichkeit "
        "possible welcome invited gebeten aufgerufen eingeladen befristet "
        "zulässig zugelassen erforderlich notwendig nötig required freuen",
    ),
    # is accepted
    (
        "+",
        "entgegengenommen angenommen akzeptiert berücksichtigt accepted considered entgegen",
    ),
    # not
    (
        "~",
        "nicht kein keine keinen keiner keinem not longer never niemals weder",
    ),
    # any other verb
    (
        "v",
        "haben hat hatte hatten findet fand finden tagt tagte berät beraten berichtet "
        "berichtete informiert informierte entscheidet entschied erhält erhalten gibt "
        "gab steht stehen stand liegen sagt teilt beschließt beschloss trifft treffen has have "
        "had dient handelt liegt lag kommt kam zeigt besteht bestand",
    ),
    # and
    (
        "&",
        "und oder sowie bzw and or aber doch sondern denn but",
    ),
    # says nothing
    (
        "",
        "ein eine einem einen das es sie er wir ihr du dich dir euch eure euren man sich "
        "dies diese dieses diesem diesen uns noch nur auch bereits nun jetzt jeweils stets "
        "immer bitte also dann "
        "derzeit aktuell spätestens einschließlich wieder daher damit dabei hier ihre "
        "ihren ihrem unsere unseren unserem unser seine seinen a an the your our this "
        "that these all alle allen voraussichtlich üblicherweise generell grundsätzlich "
        "einmal zweimal dreimal viermal "
        "regulär letztmals letztmalig erstmals einheitlich jährlich now still currently "
        "usually normally stattdessen allerdings jedoch als künftig frühestens maximal "
        "längstens wie folgt sofort so dadurch somit",
    ),
    # invites
    (
        "§",
        "lädt laden ruft rufen bittet bitten erwarten erwartet invites invite",
    ),
    # asks when
    (
        "@",
        "wann when",
    ),
    # article that may be a genitive
    (
        ".",
        "der des den dem die einer eines dieser ihrer ihres unserer unseres seiner aller",
    ),
)
GRAMMAR = {word: letter for letter, words in _LETTERS for word in words.split()}
HAPPENS = _each(
    "findet finden fand fanden tagt tagte tagen berät beraten beriet berieten berichtet berichtete "
    "informiert informierte entscheidet entscheiden entschied trifft traf beschließt beschloss "
    "verliehen geehrt vorgestellt diskutiert discussed decide decides met meets"
)
ASIDES = re.compile(r"\b(?:Hinweise?n?|Fragen?|HINWEISE?|FRAGEN|Anregungen)\b")
SUBORDINATE = _each(
    "dass weil da wenn falls sofern soweit sobald solange ob obwohl bevor nachdem wer was wo "
    "wann wie indem während um ohne welche welcher welches welchen welchem "
    "that which who whose if when unless because although so"
)
CONDITIONS = _each("wenn falls sofern soweit sobald ob wer if unless when solange")
RELATIVE = _each("der die das den dem deren dessen denen")
GENITIVE = _each("der des einer eines dieser ihrer ihres unserer seiner aller")
PREPOSITIONS = _each(
    "für von vom zu zum zur mit in im an am auf bei beim nach aus über durch gegen ohne unter bis "
    "seit vor während wegen trotz innerhalb außerhalb neben zwischen per pro ab laut gemäß "
    "aufgrund seitens anlässlich bezüglich hinsichtlich rund um hinter ins ans aufs for of to with "
    "on at by from about under within through during via regarding until into"
)
CALL = re.compile(
    r"(?:projekt|förder|wettbewerbs|ideen|bewerbungs|einreichungs)?(?:aufrufe?[sn]?|ausschreibung(?:en)?)"
    r"|\w*wettbewerb|(?:förder|antrags|bewerbungs)?runde|calls?"
    r"|(?:antrags|förder|bewerbungs|online-?)?(?:portal|plattform)|förderfenster|\w+calls?"
)
ACTS = re.compile(
    r"\w*(?:ung|ungen|gang|gabe|annahme|meldungen|teilnahme|ing)"
    r"|applications?|submissions?|registrations?|nominations?"
)
# Acts that say nothing by themselves: what is handed in decides.
GIVING = re.compile(
    r"(?:einreich|vorleg|vorlag|übersend|einsend|zusend|übermittl|einbring)(?:ung|e)|abgabe"
)
# What may be handed in to apply for it, and what only may be an entry of a competition.
PROJECTS = re.compile(
    r"\w*(?:projekte?n?|vorhaben|maßnahmen?|förderung|fördermitteln?|zuschüssen?|zuschuss"
    r"|zuwendung(?:en)?|strategien?|(?:haushalts)?mitteln?|geldern?|stipendi(?:um|en)|beihilfen?)"
)
WORKS = re.compile(
    r"\w*(?:fotos?|filme?|texte?|arbeiten|entwürfe|beispiele|werke?|videos?|aktionen|bilder"
    r"|manuskripte?)"
)
NEUTRAL = re.compile(
    r"termine?n?|datum|zeitpunkt|tag|dates?|day|zeitraum|zeiträume"
    r"|frühjahr|sommer|herbst|winter|halbjahr|quartal|jahr"
)
# "Antrag auf Verlängerung": it has been granted already.
LATER = re.compile(
    r"\w*(?:verlängerung|änderung|auszahlung|genehmigung|abruf|umwidmung|stundung|erstattung"
    r"|(?:maßnahmen?|vorhabens?)beginn|freigabe|anpassung|weiterbewilligung|zahlung)"
)
# What is handed in, but is no application: proof, objections, questions, votes, offers.
OTHERS = re.compile(
    r"\w*(?:nachweis(?:e|en|es|s)?|berichte?[ns]?|rechnung(?:en)?|belege?n?|quittung(?:en)?"
    r"|abrechnung(?:en)?|abrufe?s?|dokumentation(?:en)?|steuererklärung(?:en)?|unterschriften"
    r"|stellungnahmen?|einwendung(?:en)?|einwände?n?|anregung(?:en)?|hinweise?n?|rückfragen?"
    r"|rückmeldung(?:en)?|widersprüche|widerspruch\w*|einspruch\w*|klage|kündigung(?:en)?"
    r"|entwurfs?|konsultation\w*|anhörung|auslegung|offenlage|kommentare?n?"
    r"|nach(?:ge|zu)?reich\w*|wahlvorschl\w*|angebote?s?|gebote?"
    r"|questions?|comments?|reports?|invoices?|objections?|tenders?|votes?|receipts?|payments?"
    r"|claims?)|fragen?|stimmen?"
)
# "bis zum 3. Mai (des laufenden Jahres) eingegangene Anträge"
PARTICIPLE = re.compile(
    r",?(?: (?:des|eines|jede[sn]) (?:\w+ )?\w+)? (?:\w*eingegangen|eingereicht|gestellt|vorliegend"
    r"|eingehend|eingesandt|abgegeben|beantragt|begonnen|bewilligt|laufend)e[nrms]?\b"
)
ZU = re.compile(r"(?:ein|ab|an|vor|zu|nach|hoch|über|weiter|mit)\w*zu\w+en")
# How a verb may end of which nothing else is known, in the second place of a sentence.
VERBAL = re.compile(
    r"(?!(?:\w*ge\w+t|direkt|jetzt|sofort|zuletzt|erst|fast|selbst|insgesamt|meist|bereit|weit|gut|oft"
    r"|dort|komplett|gesamt|zunächst|mindestens|statt|samt|nebst|bekannt|gesondert|separat)\b)"
    r"\w{3,}(?:t|te|ten|en)"
)
