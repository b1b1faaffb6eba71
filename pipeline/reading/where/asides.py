"""What a sentence says of a place beside the funding, or denies of it.

The place of those left out, of a partner, a trip or a fair, of a single project, of a prize's
winner, in a figure, or of a body that only pays its share is not where funding applies, in a
headline no more than in a sentence.
"""

from __future__ import annotations

import re

from pipeline.reading.text.polarity_words import DENIAL
from pipeline.reading.where.beneficiaries import NOUN

# A clause beside the main one, which goes on behind it.
_RELATIVE = re.compile(
    r"^[^,.;:!?]{0,60},\s(?:(?:in|mit|für|von|bei|an|auf)\s)?"
    r"(?:die|der|das|deren|dessen|denen|dem|welche[rs]?|wenn|sofern|soweit|falls|weil)\b[^,]*,"
)
_CLAUSE = re.compile(
    r"[;:!?]|,\s(?:die|der|das|deren|dessen|denen|welche|wenn|sofern|sondern"
    r"|nicht|jedoch nicht|aber nicht|ein (?:Rechts)?[Aa]nspruch|[A-ZÄÖÜ][\w-]+ nicht(?=\W*$))\b"
)
# A negation of a limit or of a quality leaves the rest said: "nicht mehr als", "nicht investive".
_LIMITS_ONLY = (
    r"(?! (?:mehr als|weniger als|höher|über|älter|größer|länger|nur|zuletzt|rückzahlbar"
    r"|zurück|zwingend|unbedingt|notwendig|erforderlich|nötig"
    r"|[\w-]+(?:e|en|er|es|em) (?=[A-ZÄÖÜ])))"
)
_DENIED_AFTER = re.compile(
    rf"\b{DENIAL}{_LIMITS_ONLY}(?![^,.;]*\b(?:überschreit|übersteig|unterschreit))"
    r"|\bkeine?[nrsm]?\b(?! (?:Eigen|Mindest|Höchst|Gebühr|Kosten|Frist|gesonder|Vorkenntnis"
    r"|festen?|weiteren? (?:Auflage|Bedingung|Voraussetzung)))"
    r"|\b(?:ausgeschlossen|ausgenommen|unberücksichtigt|außen vor|leer aus|abgelehnt)\b"
)
_NEGATION = re.compile(rf"\b(?:{DENIAL}|keine?[nrsm]?)\b", re.IGNORECASE)
_DENIED_BEFORE = re.compile(
    rf"\b(?i:{DENIAL})\b{_LIMITS_ONLY}(?![^,;]*\b(?:sondern|jedoch|aber) )[^,;:]{{0,110}}$"
    r"|\b[Kk]eine?[nrsm]? (?:[a-zäöüß]+ )?(?:[\w-]*[Ff]örder\w*|Zuschüsse?|Zuwendung\w*|Anträge?"
    r"|Antrag\w*|Mittel|Unterstützung|Anspruch|Teilnahme|Beihilfe\w*|Geld\w*|Prämien?)\b[^;:]*$"
    rf"|\b[Kk]eine {NOUN} (?:in|im|aus) [^,;:]{{0,40}}$"
    r"|\b(?:[Aa]usgeschlossen|[Aa]usgenommen|[Uu]nberücksichtigt|[Ll]eer)\b[^;:]*$"
)
# "Wie zuvor in Bayern fördert nun auch …": what is compared with.
_COMPARED = re.compile(r"\b[Ww]ie (?:[\w-]+ ){0,4}(?:in|im)\b[^,;:]*$")
_REFERRED = re.compile(r"[^;]*\b(?:(?:wenden|wendet) sich\b|sich\b[^;]*\bwenden\b)")
_CAME_FROM = re.compile(
    r"\b(?:kam|kamen|ging|gingen|lagen|stammt|stammten|stammen)\b[^;]*\bvon [^;]*$"
)
_PARTNER = re.compile(
    r"\b(?:[\w-]*[Pp]artner(?!schaftsprogramm)[\w-]*|[Ii]dee stammt|[Ii]deen stammen)"
    r" (?:[\w-]+ ){0,4}$"
    r"|\b(?:[Gg]emeinsam|[Zz]usammen|[Kk]ooperation\w*|[Aa]ustausch\w*|[Bb]egegnung\w*|[Zz]usammenarbeit|[Vv]ernetzung"
    r"|[Tt]reffen|[Vv]ergleich) mit (?:[\w-]+ ){0,6}$"
)
_DESTINATION = re.compile(
    r"\b(?:[\w-]*(?:[Ff]ahrt|[Rr]eise|[Aa]usflug|[Aa]usflüge|[Ee]xkursion|[Bb]esuche?|[Ff]reizeit"
    r"|[Aa]ufenthalte?|[Mm]esseauftritte?|[Mm]essest[aä]nde?|[Mm]essebeteiligung|[Gg]astspiele?"
    r"|[Ll]ehrgäng|[Tt]urnier|[Ww]ettkämpfe?)(?:en|n|s|ern)?)\b"
    rf"(?![^,;:]*\b(?:von|für) (?:[\w-]+ )?{NOUN} (?:aus|in|im) )[^,;:]{{0,70}}"
    r"\b(?:in|im|nach|zu[rm]?|auf) (?:[\w-]+ )?$"
)
_SINGLE = re.compile(
    r"\b[Ee]in(?:e[nmr]?|es)? (?:[a-zäöüß-]+e[nsrm]? )?"
    r"(?:(?!Antrag)[A-ZÄÖÜ][\w-]*(?:projekt|vorhaben|unternehmen|betrieb|verein|träger|museum"
    r"|schule|gemeinde|kommune|stadt|initiative)|Projekt|Vorhaben|Unternehmen|Betrieb|Verein"
    r"|Museum|Schule|Initiative) (?:in|im|aus)(?: (?:dem|der|den))? $"
)
_MAY_ANY = re.compile(r" (?:kann|darf|erhält)\b")
_NUMBER = (
    r"(?:[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|[Zz]ehn|[Ee]lf|[Zz]wölf"
    r"|\d+|[Mm]ehrere|[Ee]inige|[Zz]ahlreiche|[Dd]utzende)"
)
_COUNTED = re.compile(
    r"(?<!(?i:b)is zu )(?<!(?i:m)aximal )(?<!(?i:h)öchstens )(?<!mindestens )(?<!jeweils )(?<!je )"
    rf"\b{_NUMBER} (?:[a-zäöüß-]+ )?(?i:{NOUN}) (?:in|im|aus)(?: (?:dem|der|den))? $"
)
_IS_OPEN = re.compile(r"\b(?:können|dürfen|sollen|ausgewählt|bewerben|Auswahl|gesucht)\b")
_FIGURE = re.compile(
    rf"(?:Prozent|%|[Aa]nteil|[Zz]ahl|[Mm]ehrheit|[Dd]rittel|[Hh]älfte|[Vv]iertel) (?:de[rs]|aller)"
    rf" (?:[a-zäöüß-]+ )?(?i:{NOUN}) (?:in|im|aus)(?: (?:dem|der|den))? $"
)
_HAVE_DONE = re.compile(
    r"[^;]*\b(?:haben|hat|hatten|hatte)\b[^;]*\b(?<!zu )(?:gestellt|eingereicht|beantragt|beworben"
    r"|erhalten|bekommen|gewonnen|teilgenommen|genutzt|gemeldet|umgesetzt|abgerufen|profitiert"
    r"|durchgesetzt|gesichert)\b(?! (?:haben|hat|worden sein))"
    r"|[^;]*\b(?:gewann(?:en)?|siegten?|holten?|nahmen|stellten|reichten|bekam(?:en)?|setzten sich"
    r"|profitierten?|freuen sich|freut sich)\b"
    # "Eltern aus … klagten": a report, whatever it is that they did
    r"|\s(?!(?:soll|könn|dürf|möch|müss|hät|er?hal|erhal|hal|arbei|bie|leis|gestal|war|achten|beach"
    r"|rich|strei|betei|un?ter|ver)ten\b|ange|ausge|beant)[a-zäöüß]{3,}ten\b(?=[ ,.])"
)
_AWARDED = re.compile(
    r"(?:[Pp]reise?|[Aa]uszeichnung(?:en)?|[Uu]rkunden?|[Mm]edaillen?)\b[^;]*"
    r"\b(?:geht|gehen|ging(?:en)?) (?:[\w-]+ ){0,4}an\b[^;]*$"
)
_PAYS_A_SHARE = re.compile(
    r"[^;]{0,20}\b(?:steuert|steuern|trägt|tragen|übernimmt|beteiligt sich|kofinanziert)\b"
    r"[^;]*(?:\bbei\b|\d ?(?:%|Prozent)|Anteil|Drittel|Hälfte|\bbeteiligt sich|kofinanziert)"
    r"|[^;]{0,60}\b(?:kofinanziert|mitfinanziert|gegenfinanziert)\b"
)
_BESIDE_OTHERS = re.compile(
    r"\b(?:Land(?:es)?|Bund(?:es)?|EU|Rest|übrigen|Förderung|\w*[Pp]rogramms?|Projekt)\b|finanziert\b"
)
# A date for those of one place, and another for all others: the funding is for both.
_AND_THE_OTHERS = re.compile(
    r"\bfür (?:die|alle) (?:übrigen|anderen|restlichen|weiteren)\b|\bin allen (?:übrigen|anderen)\b"
)


# Who does the same elsewhere, paid for one thing, or has its seat there while it funds others.
_LIKEWISE = re.compile(
    r"[^.;!?]{0,60}\b(?:ebenfalls|gleichfalls)\b|[^.;!?]*\b[Ww]ir (?:da|hin)gegen\b"
)
_ALSO = re.compile(r"(?:^|[.!?:]\s)\W*Auch (?:der|die|das) $")
_DOES = re.compile(r" (?:fördert|unterstützt|bezuschusst|vergibt|gewährt|lobt|zahlt)\b")
_SUPPORTS = re.compile(
    r"[^.;!?]{0,60}\b(?:sind|ist|waren|war) (?:[\w-]+ ){0,2}(?:Förder(?:er|in)|Unterstützer\w*"
    r"|Sponsor\w*|Schirmherr\w*)\b"
    r"|[^.;!?]{0,40}\b(?:hat|haben)\b[^.;!?]{0,80}\b(?:gefördert|unterstützt|bezuschusst)\b"
    r"| (?:fördert|unterstützt|bezuschusst) (?:den|das|einen|ein) [\w-]+ (?:in|im|bei|der|des) "
    r"[^.;!?]{2,40}\bmit [\d.,]+ (?:Euro|€|Mio\.|Million)"
)
_SUPPORTED = re.compile(
    r"\b[Mm]it (?:freundlicher|finanzieller) (?:Unterstützung|Förderung|Hilfe)\b[^.;!?]*$"
    r"|\b(?:bekommt|erhält|bekam|erhielt)\b[^.;!?]*\bvom $"
)
_SEATED = re.compile(
    r" (?:ansässig|beheimatet|gegründet)[^.;!?,]{0,30},"
    r" (?:fördert|vergibt|unterstützt|gewährt|bezuschusst)\b"
)
_BUT_FOR = re.compile(r"[^.;!?(]{0,40}\b(?:mit Ausnahme|ausgenommen|außer)\b")
# "Für Vorhaben in Berlin gilt ein anderes Programm."
_ANOTHERS = re.compile(
    r"[^.;!?]{0,30}\b(?:gilt|gelten|gibt es|besteht|bestehen) (?:jedoch |aber )?"
    r"(?:(?:ein|eine) )?(?:andere[ns]?|eigene[ns]?|gesonderte[ns]?)\b"
)


def may_be_beside(before: str, after: str) -> bool:
    """Whether the place may be that of another giver, of a supporter, or one with exceptions."""
    return bool(
        _LIKEWISE.match(after)
        or (_ALSO.search(before) and _DOES.match(after))
        or _SUPPORTS.match(after)
        or _SUPPORTED.search(before)
        or _SEATED.match(after)
        or _BUT_FOR.match(after)
    )


def has_negation(words: str) -> bool:
    """Whether words deny anything at all."""
    return bool(_NEGATION.search(words))


def denies(before: str, after: str) -> bool:
    """Whether the sentence says that those of the place get no funding."""
    if _DENIED_BEFORE.search(before) or _ANOTHERS.match(after):
        return True
    relative = _RELATIVE.match(after)
    rest = after[relative.end() :] if relative else after.lstrip(": –-")
    end = _CLAUSE.search(rest)
    return bool(_DENIED_AFTER.search(rest, 0, end.start() if end else len(rest)))


def names_in_passing(before: str, after: str) -> bool:
    """Whether the sentence names the place for something else than who may get funding."""
    return bool(
        _COMPARED.search(before)
        or _REFERRED.match(after)
        or _PARTNER.search(before)
        or _DESTINATION.search(before)
        or _CAME_FROM.search(before)
        or (_SINGLE.search(before) and not _MAY_ANY.match(after))
        or (_COUNTED.search(before) and not _IS_OPEN.search(before + after))
        or _FIGURE.search(before)
        or _HAVE_DONE.match(after)
        or _AWARDED.search(before)
        or (_PAYS_A_SHARE.match(after) and _BESIDE_OTHERS.search(before + after))
        or _AND_THE_OTHERS.search(after)
    )
