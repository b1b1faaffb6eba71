"""Rules of deadlines that have no date: rolling, until exhausted, relative, announced elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.claim import Claim, Field
from pipeline.reading.text.layout import Layout
from pipeline.reading.time.clause_kinds import Said
from pipeline.reading.time.scope import hearsay
from pipeline.reading.time.undated import may_rule, rules_of
from pipeline.reading.time.undated_words import Is
from pipeline.reading.time.wordings import Wordings, wording

_APPLY = r"""
    (?:antr[aä]g\w*|\bbewerb\w*|\b(?:ein)?gereicht\w*|einreich\w*
    |\beinzureichen\b|skizze\w*|bekundung\w*|\banmeld\w*|\beingehen\b
    |\bvorzulegen\b|\bproposals?\b|\bappl(?:y|ications?|ied)\b|\bsubmi\w+|\bzu\ richten\b
    |\bzu\ stellen\b|\bregist\w+)
"""
# Deadlines of reports, payments and objections, and what may happen at any time besides.
_OTHER = re.compile(
    r"verwendungsnachweis|zwischennachweis|auszahlung|mittelabr|mittelanforder|schlussrechnung"
    r"|bericht|zahlungsantr|abrechn|widerspruch|klage|rechtsbehelf|newsletter|einwilligung"
    r"|änderungsantr|rückzahl|zweckbindung|payment|report|\bder nachweis\b|\bnachweise\b"
)
_FUNDS = (
    r"(?:\b\w*(?:mittel|budgets?|gelder|kontingents?|etats?|summe|\w*t[oö]pf(?:e|s|en)?|vorrat)\b)"
)
# "auf 50 Anlagen begrenzt": what is given as often as that, and then no more.
_NUMBER = r"(?:\d{1,4}|zehn|zwölf|fünfzehn|zwanzig|dreißig|vierzig|fünfzig|hundert)"
_COUNTED = r"""
    \w*(?:antr[aä]ge?n?|anlagen|zuschüssen?|förderungen|förderfälle[n]?|geräten?|räder[n]?|speicher[n]?
    |haushalten?|antragstellenden?|bewerbungen|prämien|gutscheinen?)
"""
_SPENT = r"""
    (?:ausgeschöpft|erschöpft|aufgebraucht|aufgezehrt|verbraucht|verausgabt|ausgegeben|vergeben
    |verteilt|leer|weg)
"""
_SPENDING = r"""
    (?:ausschöpf\w*|erschöpf\w*|verbrauchs?\b|aufbrauch\w*|verausgabung|aufzehr\w*|inanspruchnahme)
"""

_DATED = r"""
    \d{1,2}\.\s?(?:\d|[a-zä]{3,}\s)|\bbefrist|zweckbindung|stattfind
    |\d{1,2}\ (?:january|march|april|may|june|july|october|december)
"""

_PARTS = re.compile(r";| [–—] ")
_CLOSING = ' \n"“»)'
_WORDINGS = Wordings(
    wording(
        "rolling",
        "rolling.no_term",
        "frist stichtag termin schluss deadline cut-off",
        r"""\b(?:kein(?:e[nr]?|erlei)?|ohne|no|nicht\ an(?:\ eine|\ bestimmte|\ feste)?
            |unabhängig\ von)\s(?:\w+\s){0,2}?
            (?:(?:antrags|bewerbungs|einreichungs|einreich|abgabe|einsende)?-?
               (?:frist(?:en|bindung)?|stichtage?n?|termine?n?)
            |bewerbungsschluss|antragsschluss|einsendeschluss|deadlines?|cut-off)\b
            (?!\s(?:versäum|verpass))
          |\b\w*(?:frist(?:en)?|schluss|stichtage?|termine?)\s?:\s?kein
          |\b(?:antrags|bewerbungs|einreichungs|einreich)?(?:frist(?:en)?|termine|stichtage)
            \ (?:besteht|bestehen|gibt\ es|existier\w+)(?:\ derzeit|\ aktuell)?
            \ (?:nicht|keine)\b""",
        unless=r"noch\ kein|verlänger|gewahrt|versäum|überschr|kündigungsfrist"
        # Contracts end without a term, and a term may be one of something else.
        r"|gekündigt|\bkündig|widerruf|abbestell"
        r"|\b\w*(?:frist|stichtag|termin)(?:en|e)?\ (?:für|zur|zum)\ (?:d\w\w\ )?"
        r"(?!(?:\w+e[nrs]?\ )?\w*(?:antr|bewerb|einreich|abgabe|förder|projekt|zusch|zuwend|skizze"
        r"|anmeld|vorhab|maßnahm|teilnahm|stell|die\b|das\b|den\b))"
        # "ohne Frist gesetzte Forderungen", "ohne Frist zur Nachbesserung"
        r"|\bohne\ \w*frist\ (?:\w+te[nrs]?\b|(?:zur|zum|für)\ (?!antr|bewerb|einreich|abgabe))",
    ),
    wording(
        "rolling",
        "rolling.unlimited",
        "weiterhin nach_wie_vor unbefristet unbegrenzt begrenzung fristun",
        rf"""(?:{_APPLY}).{{0,60}}\b(?:unbefristet|zeitlich\ unbegrenzt|weiterhin\ möglich
             |ohne\ zeitliche\ begrenzung|fristunabhängig|fristungebunden)\b
           |\b(?:weiterhin|nach\ wie\ vor)\b.{{0,60}}\b(?:eingereicht|gestellt|beantragt)\b""",
        unless=r"\bnicht\b|\bkeine?\b|\b(?:bis|ab)\ (?:zum\ |spätestens\ )?\d",
    ),
    wording(
        "until_exhausted",
        "exhausted",
        "schöpf brauch verausgab vergeben verteilt leer solange so_lange soweit sofern so_weit "
        "aufzehr inanspruch erreichen ausgegeben weg nichts_mehr letzte geht gehen",
        rf"""\bbis(?:\ zur?|\ zum|\ die|\ das|\ alle|\ der|\ diese)?\s(?:\w+\s){{0,4}}?{_SPENDING}
           |\bbis\ zum\ erreichen\b[^;]{{0,40}}{_FUNDS}
           |\bbis\b[^;]{{0,60}}{_FUNDS}[^;]{{0,40}}\b{_SPENT}\b
           |(?:\b(?:sobald|wenn|falls)|^\W*sind)\b[^;]{{0,60}}{_FUNDS}[^;]{{0,40}}\b{_SPENT}\b
           |\b(?:solange|so\ lange|soweit|sofern|so\ weit)\b[^;]{{0,80}}{_FUNDS}[^;]{{0,60}}
            \b(?:steh\w*|verfügbar|vorhanden|reich\w*|bereit\w*|ausreich\w*)
           |\bbis\ nichts\ mehr\ (?:da|übrig|vorhanden|im\ topf)
           |\b(?:mit\ dem|bis\ der)\ letzten?\ (?:euro|cent)\b
           |(?:^\W*|[,:;]\s)geh(?:t|en)\b[^,;]{{0,30}}(?:{_FUNDS}|\bgeld\b)[^,;]{{0,30}}
            \b(?:aus|zu\ ende|zur\ neige)\b
           |\b(?:nach|mit|bei)\s(?:der\ )?(?:vollständige\w*\ |vorzeitige\w*\ )?{_SPENDING}""",
        also="mittel budget geld kontingent topf vorrat schöpf brauch verausgab euro cent zuschüss",
        needs=_APPLY
        + r"|mittel|budget|ausgezahlt|vergeben|eingang|\bförder\w*|mahlt|verfahren|\baktion|läuft",
        unless=r"\b(?:müssen|muss|sind)\b[^;]*\b(?:durchgeführt|umgesetzt|zu\ verausgaben"
        r"|verausgabt\ (?:werden|sein))|verbraucher"
        # What is left for those who come too late ends nothing early.
        r"|\b(?:später|verspätet|nachträglich)\w*\ \w+",
    ),
    wording(
        "until_exhausted",
        "exhausted.english",
        "until till as_long_as while once when",
        r"""\b(?:until|till|as\ long\ as|while|once|when)\b[^;]{0,60}
            \b(?:budget|funds?|funding|resources)\b[^;]{0,40}
            \b(?:exhausted|allocated|committed|used\ up|spent|depleted|available|runs?\ out|last)\b
           |\buntil\ (?:the\ )?exhaustion""",
        also="fund budget resources exhaustion",
    ),
    wording(
        "until_exhausted",
        "exhausted.first_come",
        "windhund zuerst first-come first_come",
        r"\bwindhund\w*|\bwer\ zuerst\ kommt|\bfirst[ -]come\b",
        unless=r"\b(?:keine?n?|nicht|statt|ohne|not)\s(?:\w+\s){0,3}(?:windhund|wer\ zuerst|first)",
    ),
    wording(
        "until_exhausted",
        "exhausted.number",
        "ersten begrenzt beschränkt limitiert kontingent",
        rf"""\bdie\ ersten\ {_NUMBER}\ (?:\w+\ )?(?:{_COUNTED})\b[^;]{{0,60}}
             \b(?:gefördert|bewilligt|erhalten|bezuschusst|berücksichtigt|bekommen)\b
           |\bauf\ (?:die\ ersten\ |maximal\ |insgesamt\ )?{_NUMBER}\ (?:{_COUNTED})\b
             [^;]{{0,20}}\b(?:begrenzt|beschränkt|limitiert)\b
           |\b(?:förder)?kontingent\ (?:von|ist\ auf|umfasst|beträgt)\ {_NUMBER}\ \w+""",
        unless=r"\b(?:wurden?|hat|haben|waren?)\b"
        r"|\b(?:pro|je|jede[rnms]?)\s(?:\w*haushalt|verein|person|antrag|kommune|betrieb|familie)",
    ),
    wording(
        "announced_elsewhere",
        "elsewhere.call",
        "frist termin stichtag deadline",
        r"""\b(?:fristen|termine|stichtage|antragsfristen)\b[^;]{0,30}\b(?:in|der|des|aus)\b
            (?:\ den|\ dem|\ der)?\ (?:jeweilige\w*\ |aktuelle\w*\ |einzelne\w*\ )
            (?:\w*aufruf\w*|\w*ausschreibung\w*|\w*bekanntmachung\w*|\w*richtlinie\w*|calls?)
           |\b(?:check|see|refer\ to|consult)\b[^;]{0,60}\bdeadlines?\b
           |\b(?:zu|in)\ (?:den|dem|der|einer|einem)\ (?:\w+\ ){0,6}
            (?:festgesetzten|bekanntgemachten|bekannt\ gegebenen|veröffentlichten|bekanntgegebenen
            |festgelegten)\ (?:\w+\ ){0,3}(?:\w*termin\w*|\w*frist\w*|\w*stichtag\w*)""",
        unless=_DATED,
    ),
)


def read_deadline_rules(said: Iterable[Said]) -> Iterator[Claim]:
    """Yield claims on the rule by which deadlines work, one per rule and sentence."""
    for one in said:
        if may_rule(one) or _WORDINGS.of(one.low):
            for part in _of_applying(one):
                yield from _rules(part)


def _rules(said: Said) -> Iterator[Claim]:
    low, layout = said.low, said.layout
    if low.rstrip(_CLOSING).endswith("?"):
        return
    found: dict[str, Claim] = {}
    for one in _WORDINGS.of(low):
        extent = None if one.value in found else one.holds(layout, said.sentence, low)
        if extent:
            found[one.value] = _claim(layout, one.value, one.name, extent)
    for rule in rules_of(said):
        if rule.value not in found:
            extent = rule.start, rule.end
            found[rule.value] = _claim(layout, rule.value, rule.frame, extent, rule.doubt)
    reported = hearsay(low) if found else ""
    yield from (replace(one, doubt=one.doubt or reported) for one in found.values())


def _of_applying(said: Said) -> Iterator[Said]:
    """Yield what is said, or its parts between semicolons and dashes that are of nothing else."""
    if not _of_another(said):
        yield said
        return
    start, last = said.sentence.start, said.sentence.end
    for cut in [*_PARTS.finditer(said.layout.low, start, last), None]:
        end = cut.start() if cut else last
        part = said.cut(start, end)
        if part.words and not _of_another(part):
            yield part
        start = cut.end() if cut else end


def _of_another(said: Said) -> bool:
    return Is.OTHER in said.kinds or bool(_OTHER.search(said.low))


def _claim(
    layout: Layout, value: str, name: str, extent: tuple[int, int], doubt: str = ""
) -> Claim:
    start, end, quote = layout.prose.span(*extent)
    return Claim(
        field=Field.DEADLINE_RULE,
        value=value,
        quote=quote,
        start=start,
        end=end,
        rule=f"deadline_rule.{name}",
        doubt=doubt,
    )
