"""Who or what funding is for, as the noun that a place may stand beside: "Vereine in Fulda"."""

from __future__ import annotations

# Endings of nouns: "Sportvereine", "Kleinprojekten" and "Ortsgemeinden" are meant as well.
_ENDINGS = (
    r"kommunen?|gemeinden?|städten?|dörfern?|ort(?:en|e)?|ortsteilen?|ortschaften|landkreisen?"
    r"|kreisen?|vereinen?|verbänden?|unternehmen|betrieben?|bürgern?|bürger[*:_/-]?innen"
    r"|einwohner\w*|akteuren?|akteur[*:_/-]?innen|initiativen|projekten?|vorhaben|maßnahmen"
    r"|investitionen|trägern?|personen|jugendliche\w*|schulen|kitas|kindertagesstätten"
    r"|einrichtungen|organisationen|eigentümer\w*|antragstelle\w+|gastronom\w*|landwirt\w*"
    r"|haushalten?|familien|ehrenamtlichen?|feuerwehren|museen|bibliotheken|büchereien"
    r"|gründer\w*|gründungen|räumen?|raume?s?|festivals?|regionen|gebäuden?|mieter\w*|vermieter\w*|gemeinschaften"
    r"|gaststätten|studierenden?|auszubildenden?|künstler\w*|kulturschaffenden?|waldbesitz\w+"
    r"|institut(?:en?|ionen)|körperschaften|stiftungen|genossenschaften|gruppen|kirchen"
    r"|praxen|ärzt\w*|senior\w*|privatleuten?|zwecken?|teams|start-?ups"
    r"|menschen|kindern?|mädchen|frauen|männer|eltern|erwachsenen?|schüler\w*|student\w*|studis"
    r"|lehrkräften?|azubis|absolvent\w+|promovierende\w*|doktorand\w+|forschenden?"
    r"|wissenschaftler\w*|nachwuchskräften?|talenten?|sportler\w*|autor\w*|fotograf\w*"
    r"|musiker\w*|schauspieler\w*|filmemache\w*|kreativen?|bands|chören?|orchestern?|ensembles"
    r"|theatern?|bühnen|vereinigungen|bündnissen?|klassen|kindergärten|hochschulen|universitäten"
    r"|selbstständigen?|freiberufl\w+|handwerker\w*|arbeitgeber\w*|beschäftigten?|bauherr\w*"
    r"|höfen?|nachbarschaften|bewerber\w*|teilnehme(?:r\w*|nden?)|antragstellenden?|kammern"
)
NOUN = rf"(?:[\w-]*(?:{_ENDINGS})(?:[*:_/]-?innen)?|Regionalbudget)"
