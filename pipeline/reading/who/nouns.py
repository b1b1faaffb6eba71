"""The nouns for applicants, German and English, and the type each stands for.

The types refine the nine of the Förderdatenbank ("Förderberechtigte"): Kommune is split
into the municipal ones, Verband/Vereinigung into association, foundation, nonprofit and
initiative; Existenzgründer count as company, Hochschule and Bildungseinrichtung as education.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_MUNICIPAL = r"(?:Kommunen|Gemeinden|Städten|Gebietskörperschaften|Landkreisen|Kreisen)"
# Every way of writing both: "Künstlerinnen", "Künstler*innen", "Künstler/-innen", "Künstler:in",
# and the star as Markdown escapes it.
_FEMALE = r"(?:(?:\\?[*:_/·]\\?-?|\()?[iI]nn?en\)?|(?:\\?[*:_]|/-?|\()in\b\)?)?"
# People by what they do, with whatever stands before: "Nachwuchsforscher", "Medienkünstler".
_BY_TRADE = (
    r"(?:[A-ZÄÖÜ][\w-]*)?(?:[Ff]orscher|[Ww]issenschaftler|[Kk]ünstler|[Ss]chüler|[Ll]ehrer"
    r"|[Ss]chriftsteller|[Üü]bersetzer|[Mm]usiker|[Ff]ilmemacher|[Ss]änger|[Tt]änzer|[Ss]portler"
    r"|[Ss]chauspieler|[Dd]esigner|[Gg]estalter|[Bb]ildhauer|[Dd]ichter|[Ee]rzieher"
    r"|[Bb]esitzer|[Rr]entner|[Ee]rfinder)"
)
_BY_STUDY = (
    r"(?:[A-ZÄÖÜ][\w-]*)?(?:[Aa]utor|[Ss]tudent|[Aa]bsolvent|[Dd]oktorand|[Pp]romovend|[Pp]rofessor"
    r"|[Ss]tipendiat|[Jj]ournalist|[Kk]omponist|[Rr]egisseur|[Ff]otograf|[Pp]ädagog|[Ss]olist"
    r"|[Aa]rchitekt|[Aa]thlet)"
)
_BY_DOING = (
    r"(?:[A-ZÄÖÜ][\w-]*)?(?:[Ff]orschende|[Ss]tudierende|[Pp]romovierende|[Pp]romovierte"
    r"|[Ll]ehrende"
    r"|[Ss]chreibende|[Ss]chaffende|[Kk]reative|[Aa]lleinerziehende|[Aa]uszubildende|[Jj]ugendliche"
    r"|[Ee]rwachsene|[Ee]hrenamtliche)n?"
)

# Whoever earns by it is a company, whatever its name.
_FOR_PROFIT = (
    r"(?:[Gg]ewinnorientierte|[Gg]ewerbliche|[Kk]ommerzielle|[Ee]rwerbswirtschaftliche"
    r"|[Pp]rofitorientierte|[Pp]rivatwirtschaftliche|[Ww]irtschaftlich (?:orientierte"
    r"|tätige))[nr]? "
    r"(?:[A-ZÄÖÜ][\w-]*)?(?:[Aa]nbietern?|[Vv]eranstaltern?|[Bb]etreibern?|[Tt]rägern?"
    r"|[Aa]ntragsteller\w*|[Uu]nternehmen|[Bb]etrieben?|[Ff]irmen|[Ee]inrichtungen"
    r"|[Oo]rganisationen|[Aa]kteuren?|[Hh]eimen?|[Vv]ereinigungen|[Nn]utzern?|[Vv]ermieter\w*)"
    r"|[Pp]rivate[nr]? (?:Betreibern?|Anbietern?|Veranstaltern?|Unternehmen)|Reiseveranstaltern?"
)

_NOUNS = (
    ("leader_group", r"Lokalen? Aktionsgruppen?|LAGs?\b|LEADER-(?:Aktionsg|G)ruppen?"
     r"|[Ll]ocal [Aa]ction [Gg]roups?"),
    ("municipal_association",
     rf"(?:(?:kommunale|interkommunale|deren|ihre|freiwillige)[nrs]? )?"
     rf"(?:Zusammenschl(?:uss|üsse)n?) (?:von|der|aus|mehrerer|zwischen) (?:\w+ ){{0,4}}?"
     rf"(?:{_MUNICIPAL})"
     r"|Zusammenschlüssen?(?=,? (?:an denen|aus) [^.;]{0,40}(?:Kommunen|Gemeinden))"
     r"|(?:deren|ihre[nr]?|kommunale[nr]?|interkommunale[nr]?) (?:\w+ )?(?:Zusammenschlüssen?"
     r"|Verbänden?|Verbünden?|Kooperationen|Arbeitsgemeinschaften|Gemeinschaften)"
     r"|(?:Kooperationen|Verbünden?|Kooperationsgemeinschaften) von (?:\w+ ){0,2}?"
     rf"(?:{_MUNICIPAL})"
     r"|(?:[A-ZÄÖÜ]\w+zweck|Zweck|Gemeinde|Kommunal|Schul|Wasser|Abwasser|Planungs"
     r"|Wasser- und Boden)verb(?:and"
     r"|ände|änden|andes|ands)\b|Verwaltungsgemeinschaft(?:en)?|Ämter[n]?\b|Amtsverwaltungen"
     r"|Samtgemeinden?\b(?! [A-ZÄÖÜ])|(?:Verwaltungs|Gemeindeverwaltungs|Regional"
     r"|Schulzweck)verb(?:and|ände|änden)\b"
     r"(?! Saarbrücken)"
     r"|[Gg]roupings?(?: of [\w/]+(?: authorities)?)?|[Aa]ssociations of (?:municipalities|local"
     r" authorities|cities)"
     r"|[Ii]nter-?municipal (?:associations|cooperations)"),
    ("municipal_company",
     r"(?:[Kk]ommunale[nrs]?|[Ss]tädtische[nrs]?|[Gg]emeindliche[nrs]?|kreiseigene[nrs]?"
     r"|kommunal (?:beherrschte|getragene|geführte)[nrs]?) (?:(?:\w+ )?(?:\w+- und )?)"
     r"(?:[\w-]*[Uu]nternehmen|[\w-]*[Bb]etrieben?|[\w-]*[Gg]esellschaften|Eigengesellschaften)"
     r"|(?:Eigen|Regie)betrieben?\b|Eigengesellschaften|Kommunalunternehmen\b|Stadtwerken?\b"
     r"|(?:[Uu]nternehmen|[Bb]etrieben?|Gesellschaften|Einrichtungen)(?: und (?:\w+ )?\w+)?,?"
     r"(?: die)? (?:mit|in)(?: [\w%-]+){0,5}? kommunale[rnm]? (?:Beteiligung|Trägerschaft|Hand"
     r"|Gesellschafter\w*)"
     r"|(?:[Uu]nternehmen|[Bb]etrieben?|Gesellschaften|Einrichtungen), (?:an denen|bei denen)"
     r" (?:\w+ ){0,3}?(?:Kommunen|Gemeinden|Städte|Gebietskörperschaften|Landkreise|eine Kommune)\b"
     r"[^,;.()]{0,60}? beteiligt\b"
     r"|Gesellschaften in (?:mehrheitlich )?kommunale[rm] (?:Eigentum|Besitz|Hand)"
     r"|von ihnen (?:geführte|getragene|beherrschte|gegründete)[nr]? (?:Unternehmen|Einrichtungen"
     r"|Gesellschaften|Betrieben?)"
     r"|[Mm]unicipal (?:companies|enterprises|utilities|undertakings)"),
    ("public_body",
     r"(?:[Jj]uristische[nr]? Person(?:en)?|Körperschaft(?:en)?|Anstalt(?:en)?|Stiftung(?:en)?"
     r"|Einrichtung(?:en)?|Rechtsträger[n]?)"
     r"(?:(?:,| und| oder| sowie|/)? ?(?:Körperschaften|Anstalten|Stiftungen|rechtsfähige"
     r"|Einrichtungen|sonstige))* (?:des |nach |der )?(?:privaten (?:und|oder|sowie)(?: des)? )?"
     r"[Öö]ffentlichen?(?: (?:und|oder|sowie|als auch)(?: des)? privaten)? Rechts"
     r"|öffentlich-?rechtliche[nr]? (?:\w+ )?(?:Körperschaften|Einrichtungen|Träger[n]?"
     r"|Institutionen|Anstalten|Antragsteller)|[Öö]ffentliche[nr]? (?:\w+ )?(?:Einrichtung(?:en)?"
     r"|Träger[n]?|Stellen|Institution(?:en)?|Körperschaften|Antragsteller\w*|Projektträger[n]?"
     r"|Vorhabenträger[n]?|Verwaltung(?:en)?|Kultureinrichtungen)"
     r"|(?:[Ss]tädtische|[Ss]taatliche)[nr]? (?:Einrichtungen|Stellen|Träger[n]?|Dienststellen)"
     r"|Einrichtungen (?:in|der) öffentliche[rn] (?:Hand|Trägerschaft)|[\w-]*[Bb]ehörden\b"
     r"|(?:(?:Freiwillige[nr]? |Werk|Jugend|Orts)?[Ff]euerwehr(?:en)?|Kirch(?:en)?gemeinden?"
     r"|Pfarrgemeinden?|(?<!-, )Kirchen|Kirchenkreisen?|Religionsgemeinschaften|Diözesen"
     r"|[Kk]irchliche[nr]?"
     r" (?:Träger[n]?|Einrichtungen|Institutionen|Körperschaften)|Kammern|Handwerkskammern)\b"
     r"|Bundesländer[n]?\b|[Pp]ublic (?:bodies|authorities|entities|institutions|organi[sz]ations"
     r"|body|authority|sector bodies)"),
    ("nonprofit",
     r"[Gg]emeinnütz(?:ig)?e[nrs]?(?:,? (?:(?:und"
     r"|oder) )?[a-zäöüß]+e[nr]?){0,2} (?:[A-ZÄÖÜ]\w+er )?"
     r"(?:Organisation(?:en)?"
     r"|(?:Projekt|Vorhaben)?[Tt]räger[n]?|Körperschaft(?:en)?|[\w-]*[Ee]inrichtung(?:en)?"
     r"|Institution(?:en)?|juristische[nr]? Person(?:en)?|GmbHs?|Gesellschaft(?:en)?|Akteur\w*"
     r"|Antragsteller\w*|[\w-]*[Dd]iensten?)|gGmbHs?\b"
     r"|[Ss]teuerbegünstigte[nr]? (?:Körperschaft(?:en)?"
     r"|Organisation(?:en)?|Einrichtung(?:en)?|Träger[n]?|Vereinigung(?:en)?)"
     r"|(?:[Aa]ls )?[Gg]emeinnützig (?:anerkannte|tätige|eingestufte)[nr]?"
     r"(?:(?= (?:und|oder) [\w-]+e[nr]? (?:Organisation|Körperschaft|Einrichtung|Träger))"
     r"| (?:Organisation(?:en)?|Körperschaft(?:en)?|Einrichtung(?:en)?|Träger[n]?"
     r"|Institution(?:en)?))|Organisationen der Zivilgesellschaft"
     r"|(?:(?<=nützige Vereine und )|(?<=nützige Vereine, )|(?<=nützigen Vereinen und )"
     r"|(?<=nützige Vereine sowie ))(?:Einrichtungen|Organisationen|Institutionen)\b"
     r"|[Ff]reie[nr]? (?:gemeinnützige[nr]? )?Träger[n]?\b"
     r"|Organisationen(?=, die [^.;]{0,60}gemeinnützig)|[Nn]icht (?:auf Gewinn ausgerichtete[nr]?"
     r"|gewinnorientierte[nr]?|kommerzielle[nr]?|wirtschaftlich tätige[nr]?)"
     r" (?:juristische[nr]? Personen|Organisationen|Einrichtungen|Träger[n]?|Gruppen)"
     r"|(?:Hilfs|Wohlfahrts)organisationen\b"
     r"|Träger[n]? der freien \w+|Wohlfahrtsverb(?:and|ände|änden)\b|NGOs?\b|NROs?\b|NPOs?\b"
     r"|Non-?[Pp]rofit-?Organisation(?:en)?|Nicht-?[Rr]egierungsorganisation(?:en)?"
     r"|(?:[Nn]on-?|[Nn]ot[- ]for[- ])profit (?:(?:\w+ (?:or|and) )?\w+ groups?"
     r"|organi[sz]ations?|entities|bodies|institutions|associations)"
     r"|[Nn]on-?governmental organi[sz]ations?"
     r"|[Zz]ivilgesellschaftliche[nr]? (?:Organisation(?:en)?"
     r"|Akteur\w*|Träger[n]?)|[Cc]ivil society organi[sz]ations?|CSOs?\b|[Cc]harit(?:ies|y)\b"),
    ("foundation", r"(?:[A-ZÄÖÜ][\w-]*s)?[Ss]tiftungen\b|[A-ZÄÖÜ]\w*erstiftungen\b|Stiftung\b"
    r"|[Ff]oundations?\b"),
    ("initiative",
     r"(?<!/)(?<!wirtschaftliche )(?<!wirtschaftlichen )(?<!wirtschaftlicher )(?:(?:Bürger"
     r"|Eltern|Dorf|Kultur|Projekt|Selbsthilfe|Nachbarschafts|Jugend|Energie"
     r"|Klima|Orts|Frauen|Demokratie)[-\w]*)?[Ii]nitiativen?\b|Interessen(?:s)?gemeinschaft(?:en)?"
     r"|(?:(?:Bürger|Jugend|Projekt|Selbsthilfe|Nachbarschafts|Orts|Dorf|Frauen|Senioren|Umwelt"
     r"|Ehrenamts)g|G)ruppen\b(?! von)|(?:Jugend|Projekt|Selbsthilfe)gruppe\b"
     r"|(?!Landes|Bundes|Gemeinschafts)[A-ZÄÖÜ]"
     r"[a-zäöüß]+initiativen\b|Arbeitskreisen?\b"
     r"|(?:Dorf|Haus|Orts|Nachbarschafts)gemeinschaften\b|[\w-]*[Ee]nsembles\b|Bands\b"
     r"|[\w-]*[Gg]ruppierungen\b"
     r"|Nachbarschaften\b|[Cc]iti[zs]en(?:s'?)? initiatives|initiatives\b"),
    ("research",
     r"(?:Forschungs|Wissenschafts)(?:einrichtung|institut|organisation|institution|zentr"
     r"|stätte)\w*"
     r"|Einrichtungen für Forschung und Wissensverbreitung"
     r"|[Ww]issenschaftliche[nr]? (?:Einrichtung(?:en)?|Institution(?:en)?|Institute[n]?)"
     r"|Forschungs- und (?:\w+)einrichtungen|[Rr]esearch (?:and \w+ )?(?:organi[sz]ations?"
     r"|institut\w+|cent(?:re|er)s?|bodies|establishments)"),
    ("education",
     r"(?:Fach|Kunst|Musik|Volks)?[Hh]ochschulen?\b(?<!schule)|(?:Fach|Kunst|Musik"
     r"|Volks)?[Hh]ochschule\b"
     r"(?! (?:[A-ZÄÖÜ]|für\b))|(?:Schul|Kita)träger[n]?\b|Träger[n]? von"
     r" (?:\w+ ){0,2}?(?:\w*[Ss]chulen|Kitas|Kindertages\w+|Kindergärten|\w+bildungs\w+)"
     r"|Universitäten\b|Universität\b(?! [A-ZÄÖÜ])|Bildungs- (?:und|oder) [A-ZÄÖÜ]\w+einrichtungen"
     r"|(?:Institutionen|Einrichtungen|Träger[n]?|Organisationen|Akteur\w*) der"
     r" (?:[\w-]+en (?:und )?){0,4}[\w-]*[Bb]ildung(?:sarbeit)?\b|Bildungs(?:einrichtung"
     r"|träger|institution|stätte)\w*|(?:(?!Baum|Tanz|Fahr|Hunde|Vor)[A-ZÄÖÜ][a-zäöüß]+)?"
     r"[Ss]chulen\b|Schule\b|Schulklassen?\b|Kindergärten\b|Horte[n]?\b|Krippen\b"
     r"|Kindertages(?:einrichtung"
     r"|stätte)\w*|Kitas?\b"
     r"|[Uu]niversit(?:y|ies)\b"
     r"|[Ss]chools\b|(?:[Hh]igher )?[Ee]ducation(?:al)? (?:institutions?|establishments?"
     r"|organi[sz]ations?)"),
    ("individual",
     rf"Privatperson(?:en)?"
     rf"|[Nn]atürliche[nr]? (?:(?:und|oder|sowie) juristische[nr]? )?Person(?:en)?"
     rf"|Einzelpersonen|Privatleute[n]?|Bürger{_FEMALE}(?: und Bürgern?)?\b|Bürgern\b"
     rf"|[\w-]*[Ee]igentümer(?:n|{_FEMALE})\b|[\w-]*[Ee]igentümergemeinschaft(?:en)?"
     rf"|Mieter(?:n|{_FEMALE})\b|Mietende[n]?\b|Vermieter(?:n|{_FEMALE})\b"
     rf"|(?<!\d )(?<!\d Einwohnerinnen und )(?:Ein|An|Be)wohner(?:n|{_FEMALE})\b(?! haben)"
     rf"|(?:[Pp]rivate[nr]? )Gastgeber(?:n|{_FEMALE})|(?:Kunst|Nachwuchs)?[Mm]aler(?:n"
     rf"|{_FEMALE})(?!\w)"
     rf"|[Ee]hrenamtlich (?:Tätige|Engagierte)n?\b"
     rf"|Bauherr(?:en|{_FEMALE})\b|Bauherrschaften"
     rf"|(?:Privat)?[Hh]aushalten?\b|Waldbesitz(?:er(?:n|{_FEMALE})|enden?)\b"
     rf"|[Pp]rivate[nr]? Waldbesitzer[n]?"
     rf"|{_BY_TRADE}(?:n|{_FEMALE})(?!\w)|{_BY_STUDY}(?:en|{_FEMALE})(?!\w)|{_BY_DOING}\b"
     rf"|Post-?[Dd]ocs?\b|[\w-]*[Ll]ehrkräften?\b|[\w-]*[Nn]achwuchs\b(?! (?:der|des))"
     rf"|(?<=[Jj]e )Haushalt\b|(?<=[Pp]ro )Haushalt\b|(?<=[Jj]eder )Haushalt\b|Privathaushalt\b"
     rf"|Menschen\b|Einzelne\b|Mädchen\b|(?<=und )Jungen\b|Frauen\b(?!-)|Männern?\b"
     rf"|(?<!-)Kindern?\b(?! (?:der|des|und Jugendhilfe))"
     rf"|Senior(?:en|{_FEMALE})\b|Eltern\b|[Pp]rivat\b(?=\s*(?:[/,;]|\Z))"
     rf"|(?<!juristische )(?<!juristischen )(?<!Juristische )(?<!geschäftsfähige )(?<!\d"
     rf" )Personen\b"
     rf"(?! (?:des|der|nach|öffentlich))|(?:[\w-]*[Ää]rzt(?:en?|innen))\b"
     rf"|Familien\b|Hilfebedürftige[n]?"
     r"|[Pp]rivate[nr]? (?:Antragsteller\w*|Haushalten?|Bauherren|Personen|Eigentümer\w*"
     r"|Vorhabenträger|Grundstückseigentümer\w*)|[Ii]ndividuals\b|[Nn]atural persons?"
     r"|[Cc]itizens\b|[Aa]rtists\b|[Pp]rivate persons?"),
    ("company",
     rf"(?:{_FOR_PROFIT}|[\w-]+unternehmen|Unternehmen|KMU|[A-ZÄÖÜ][\w-]*betrieben?|Betrieben?"
     rf"|Betrieb|GmbHs?"
     rf"|Gewerbetreibende[n]?|Existenzgründ(?:er(?:n|{_FEMALE})|ungen)|Selbst(?:st)?ändige[n]?"
     rf"|Soloselbst(?:st)?ändige[n]?|Freiberufler(?:n|{_FEMALE})|Freiberuflich Tätige"
     rf"|Angehörige (?:der )?[Ff]reie[rn]? Berufe[n]?|[Ff]reie Berufe"
     rf"|Gründer(?:n|{_FEMALE})|Gründungsteams|Gastronom(?:en|{_FEMALE})"
     rf"|Handwerker(?:n|{_FEMALE})|(?<!rogramm )(?:Hotels|Pensionen|Gaststätten|Gasthöfen?)(?! \d)"
     rf"|(?:Gast|Schank)wirt(?:en|e|innen)?|Gastgeber(?:n|{_FEMALE})"
     r"|(?:[\w-]+-)?Start-?[Uu]ps?|Verlagen?|Buchhandlungen|[\w-]*[Ff]irmen"
     rf"|Landwirt(?:en|e|innen)?|Arbeitgeber(?:n|{_FEMALE})|[\w-]*[Gg]enossenschaft(?:en)?"
     rf"|(?:Personen|Kapital|Wohnungs(?:bau)?)gesellschaften|(?:Einzel)?[Uu]nternehmer{_FEMALE}"
     r"|[Ee]nterprises|[Cc]ompan(?:ies|y)|[Bb]usinesses|SMEs?|[Ff]irms)\b"),
    ("association",
     r"(?:[A-ZÄÖÜ][\w-]*)?[Vv]erein(?:e|en|s)?\b|(?:[\w-]*[Cc]höre[n]?|[\w-]*[Oo]rchester[n]?"
     r"|Musikkapellen|Gewerkschaften)\b|(?:[A-ZÄÖÜ][\w-]*)?"
     # Wählervereinigungen are parties: they are left out where no association is.
     r"(?<!Regional)[Vv]erb(?:and|ände|änden)\b|(?!Wähler)(?:[A-ZÄÖÜ][\w-]*)?[Vv]ereinigung(?:en)?\b"
     r"|(?<!non-profit )[Aa]ssociations?\b"),
    ("district", r"Regionalverband Saarbrücken|Landkreise[ns]?\b|Landkreis\b(?! [A-ZÄÖÜ])"
     r"|Kreise[ns]?\b|Kreis\b(?! (?:[A-ZÄÖÜ]|der\b|von\b))|Stadtkreisen?\b"
     r"|[Cc]ounties\b"
     r"|Landratsämter"),
    ("municipality",
     r"(?:[Kk]ommunale[nr]? )?Gebietskörperschaft(?:en)?\b|[Kk]ommunale[nr]? (?:Träger[n]?"
     r"|Antragsteller\w*|Körperschaft(?:en)?|Einrichtungen|Verwaltung(?:en)?|Stellen|Ämter[n]?"
     r"|Akteur\w*)"
     r"|(?:Orts|Stadt|Markt|Mitglieds|Einheits|Land|Insel|Kur|Verbands|Träger"
     r"|Sitz)?[Gg]emeinden\b"
     r"|[Gg]emeinde\b(?! [A-ZÄÖÜ])|Kommunen?\b"
     r"|(?:Klein|Mittel|Groß|Kreis|Mitglieds)?[Ss]tädten?\b|Stadt\b(?! [A-ZÄÖÜ])|Märkten?\b"
     r"|Kommunalverwaltung(?:en)?|[Ll]okale[nr]? (?:und regionale[nr]? )?Behörden"
     r"|[Mm]unicipalit(?:y|ies)\b|[Ll]ocal (?:(?:and|or|and/or)"
     r" regional )?(?:public )?(?:authorit(?:y|ies)|governments?)|[Cc]ities\b|[Tt]owns\b"
     r"|[Cc]ommunes\b"),
)  # fmt: skip

NOUN = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{kind}>{nouns})" for kind, nouns in _NOUNS)
    + r")(?!\w|-[A-Za-zÄÖÜ]|- (?:und|oder)\b)"
)
# What the first word of every noun above contains; no other word needs a closer look.
_STEM = re.compile(
    r"(?i:verein|verb[aäuü]nd|kommun|gemein|st[aä]dt|kreis|betrieb|unternehm|gesellschaft|stiftung"
    r"|einrichtung|träger|initiativ|privat|person|bürger|schul|universit|bildung|kita|kinder|forsch"
    r"|wissenschaft|öffentlich|körperschaft|anstalt|behörde|bundesl|jurist|natürlich|einzel|eigen"
    r"|zusammenschl|kooperation|deren|ihre|freiwillig|aktionsgrupp|wohlfahrt|gebiet|landrats|markt"
    r"|märkt|lokal|zivil|regierung|städtisch|staatlich|profit|studier|hilfebed|künstler"
    r"|auszubild|promov|gewerbe"
    r"|existenz|selbst|mieter|mietend|wohner|bauherr|haushalt|waldbesitz|schüler|absolvent"
    r"|doktorand|nachwuchs"
    r"|mädchen|jungen|frauen|männer|projektgr|selbsthilfe|familien|jugend|ehrenamt|ärzt|gründ"
    r"|gastronom|gaststätt|handwerk|angehörige|kirch|pfarr"
    r"|religion|diözes"
    r"|kammer|feuerwehr|gruppen|organisation|nicht|hilfs|ämter|amtsverw|horte|krippen|chör"
    r"|orchest|kapelle|gewerkschaft|theater|interessen|regional|musik|spitzen"
    r"|kultur|selbständ|freiberuf|start|verlag|buchhand|firm|nachbarsch|arbeitskr|schreib"
    r"|schaffend|kreativ"
    r"|lehr|schriftst|übersetz|sänger|tänzer|sportler|schauspiel|design|gestalter|bildhauer"
    r"|maler|dichter|erzieh|besitzer|rentner|erfinder|autor|student|professor|stipendiat|journalist"
    r"|komponist|regisseur|fotograf|pädagog|solist|architekt|athlet|erwachsene|post-?doc|mensch"
    r"|senior|eltern|steuerbeg|akteur|institution|filmemacher|landwirt|arbeitgeber|genossen"
    r"|interessen|gmbh|gewinn|gewerb|kommerz|erwerbsw|profitor|wirtschaftlich|hotel|pension|gasth"
    r"|gastgeb|reiseveranst|gastwirt|schankw|gemeinsch|ensemble|gruppierung|\Abands\Z)"
    r"|(?i:local|public|municipal|grouping|association|communes|cit[iy]|town|count(?:y|ies)"
    r"|governmental|not|profit|von|civil|charit|foundation|institut|organi[sz]ation|research"
    r"|education|school"
    r"|higher|individual|natural|artist|enterpris|compan|business|firm|non-)"
    r"|\A[Aa]ls\Z|LAG|LEADER|WEG|NGO|NRO|NPO|CSO|KMU|SME|frei|Frei"
)
_WORD = re.compile(r"-?[^\W_][\w-]*")


def find_nouns(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the applicant nouns of a passage; the name of the last group is the type."""
    stop = len(text) if end is None else end
    reached = start
    for word in _WORD.finditer(text, start, stop):
        if word.start() < reached or not _may_begin(word.group()):
            continue
        if noun := NOUN.match(text, word.start(), stop):
            reached = noun.end()
            yield noun


@lru_cache(maxsize=20_000)
def _may_begin(word: str) -> bool:
    return bool(_STEM.search(word))
