"""Certainty: what takes it from a clause, be that of a day, a status, a sum, a body or a place.

Parts of patterns in lower case, their blanks escaped. Each grammar says where they must stand,
and to which question they lead. What denies stands in `polarity_words`.
"""

from __future__ import annotations

# Nobody knows for sure: "Die Mittel sind wohl erschöpft".
GUESSED = (
    r"(?:vermutlich|möglicherweise|womöglich|vielleicht|wahrscheinlich|mutmaßlich|anscheinend"
    r"|offenbar|eventuell|(?<!zum\ )(?<!das\ )(?<!dem\ )wohl|scheint|scheinen"
    r"|allegedly|reportedly|presumably|probably|perhaps|maybe|possibly)"
)
# It is passed on as untrue: "Angeblich endet die Frist am 3. Mai".
RUMOURED = (
    r"(?:angeblich\w*|gerüchte?n?|gerüchteweise|fälschlich(?:erweise)?|irrtümlich(?:erweise)?"
    r"|irrtum|vorurteil|zu\ unrecht|rumou?rs?)"
)
# Somebody else says, thinks or wishes so: "Laut Zeitung sind die Mittel erschöpft".
SAID = (
    r"(?:sagt(?:en?)?|erklärte|kündigte|heißt\ es(?!\ (?:auf|in)\ )|hieß\ es"
    r"|behaupte(?:n|t|ten?)|glaub(?:en|t)|mein(?:en|te?)\ (?:die|der|das|man|herr|frau)"
    r"|(?:be)?fürchten|befürchtet|vermute[nt]|hofft|hoffen|zitiert"
    r"|(?:schrieb|schreibt|berichtete?|meldete?)\ (?:die|das|der)\ \w*(?:zeitung|presse|blatt"
    r"|anzeiger)|(?:zeitung|presse|blatt|anzeiger)\w*\ (?:schreibt|berichtet|meldet)"
    r"|(?:nach|laut)\ (?:\w+\ ){0,2}(?:angaben?|auskunft|aussagen?|einschätzung|vorstellung"
    r"|ansicht|meinung|[\w-]*(?:medien|presse|zeitung|bericht)\w*)"
    r"|says|said|claimed|believes?|believed|according\ to)"
)
# The mood of what is only said or wished for: "Die Frist ende am 3. Mai".
UNREAL = r"(?:könnten?|könne|dürften?|solle|müssten?|müsse|wären?|seien?(?!\ denn)|werde)"
# It happens again and again, and need not this time: "Die Frist endet meist am 3. Mai".
OFTEN = (
    r"(?:meist|meistens|zumeist|oft|öfter|oftmals|häufig|manchmal|mitunter|erfahrungsgemäß"
    r"|gewöhnlich|traditionell(?:erweise)?|often|sometimes|typically)"
)
AS_A_RULE = r"(?:in\ der\ regel|normalerweise|üblicherweise|usually|normally)"
# It was so once: "Bislang waren nur Vereine antragsberechtigt".
FORMERLY = (
    r"(?:bisher\w*|bislang|früher|damals|zuvor|vormals|ursprünglich\w*"
    r"|formerly|originally)"
)
LAST_YEAR = (
    r"(?:vorjahr\w*|(?:letzte[snm]?|vergangene[snm]?|vorige[snm]?)\ jahr(?:e[ns]?)?|gestern)"
)
# It holds no longer: "Der Bonus ist gestrichen".
REPEALED = r"(?:aufgehoben|abgeschafft|gestrichen|weggefallen|hinfällig|ungültig|überholt)"
# Another giver, or another place: "Im Nachbarkreis endet die Frist am 3. Mai".
ELSEWHERE = (
    r"(?:benachbart\w*|anderswo|\w*(?:nachbar|partner)(?:kreis|landkreis|gemeinde|stadt|kommune"
    r"|ort|land|region|bundesland)\w*)"
)
# In a heading: what is below is of other programmes, or over.
OTHERS_BELOW = (
    r"(?:(?:andere|weitere|ähnliche|sonstige|frühere|beendete|vergangene|abgelaufene|ausgelaufene"
    r"|abgeschlossene|ehemalige|alte)[nr]?\ \w*(?:förder|programm|aufruf|zuschüsse|ausschreibung"
    r"|wettbewerb|runde|angebot)\w*|siehe\ auch|auch\ interessant|pressespiegel|archivierte?)"
)
