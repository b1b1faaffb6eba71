"""Known days: days of which the text itself says what they are, and that is no term.

A day of publication, of an event, of a decision or of a period needs no question, however many
words of applying stand around it. Each kind is closed: what it says stands on the day itself.
"""

from __future__ import annotations

import re

from pipeline.reading.text.date_groups import Chain, Way
from pipeline.reading.text.layout import Layout

# Before the day, as a label on its line or on the line above, or behind it in its row.
_NAMED = (
    r"(?:"
    r"(?:date|datum|created|updated|modified|lastmod|published(?:_at|at)?|publish(?:ed)?date|pubdate"
    r"|published on|stand|aktualisiert(?: am)?|letzte (?:änderung|aktualisierung)"
    r"|(?:veröffentlicht|erschienen|online gestellt|eingestellt)(?: am)?|event)"
    r"|(?:dauer (?:der |des )?)?\w*(?:ausstellung|vernissage|finissage|preisverleihung|verleihung"
    r"|vergabe|jurierung|jurysitzung|siegerehrung|preisübergabe|premiere|konzerte?|festival"
    r"|workshops?|veranstaltung|hackathon|tagung|konferenz|finale|anlieferung(?: der werke)?"
    r"|rückgabe(?: der werke)?|probewettbewerb|bekanntgabe(?: der \w+)?)(?: \d\. runde)?"
    r"|\w*(?:förder|projekt|bewilligungs|durchführungs|umsetzungs|maßnahmen)"
    r"(?:zeitraum|laufzeit|phase|beginn|ende|start)"
    r"|(?:zeitraum der )?(?:umsetzung|durchführung)|laufzeit"
    r"|\w*(?:sitzung|sprechstunden?|pressemitteilung|öffnungszeiten|sprechzeiten|abstimmung"
    r"|voting|entscheidung|bewilligung|auszahlung|preisgericht|jury|feier|eröffnung|kick-?off|auftakt)"
    r"(?: (?:der|des|im) \w+)?"
    r")"
)
_LABELS = re.compile(rf"(?:^|[^\w]){_NAMED}\W{{0,6}}$")
_BEHIND = re.compile(rf"\W{{1,6}}(?:vsl\. |voraussichtlich(?:er)? |öffentliche )?{_NAMED}(?!\w|-)")
_TERM = re.compile(r"frist|schluss|deadline|stichtag|bewerb|einreich|antrag|anmeld|annahme")
# Behind the day: what begins at an hour, or goes from one to another, is attended.
_HOURS = re.compile(
    r"\W{0,3}(?:jeweils )?(?:ab (?!sofort)|von |um )?\d{1,2}(?:[.:]\d\d)?(?: uhr)?(?P<to>"
    r" ?(?:bis|-|–) ?\d{1,2}(?:[.:]\d\d)?)? uhr"
)
_STAMP = re.compile(r"[ t]\d\d:\d\d:\d\d")
_MADE = re.compile(r"[\w/-]*\.(?:png|jpe?g|gif|svg|webp|pdf)\b|[-_][\w-]+\.\w{3,4}\b")
_HAPPENS = re.compile(r"\b(?:findet|finden|fand|fanden)\b")
_DONE = re.compile(
    r"[^.;,]{0,80}?\b(?:(?:ab)?geschlossen|umgesetzt|fertiggestellt|informiert|benachrichtigt"
    r"|bekannt ?gegeben|in kenntnis gesetzt|(?:aus)?gezahlt|nachzuweisen|durchgeführt|vergeben"
    r"|statt|stattfinde\w*)\b"
)
_HANDED_IN = re.compile(r"einge\w+|eingereicht|beworben|gestellt|beantragt|angemeldet|reich|bewerb")


# What meets, was handed in or holds until a day, and what is counted on it.
_HOLDS = re.compile(
    r"(?:richtlinie|verordnung|satzung|regelung|fassung|vereinbarung|vertrag"
    r"|vorschrift)\w*\b[^.;]{0,60}\b(?:gilt|gelten|treten|tritt|befristet|gültig|läuft|verlängert"
    r"|fortgeführt)\b[^.;]{0,30}$"
    r"|(?:sitzung|treffen|tagung|veranstaltung|verleihung|fest)\b[^.;]{0,50}"
    r"\b(?:ist|sind|war|waren|beginnt|startet)\b[^.;,]{0,12}$"
    r"|\b(?:eingereicht|bewilligt|gestellt|eingegangen|gültig)(?: am| bis)?(?: zum)?\W*$"
    r"|\bstichtag (?:für|der|zur)\b[^.;]{0,30}(?:zahl|ermittlung|berechnung|feststellung|erhebung)"
    r"[^.;]{0,30}$"
)


_SHOWN = re.compile(
    r"\b(?:eingesehen|einsehbar|ausgelegt|einsichtnahme|(?:zur|öffentlichen) (?:einsicht|auslegung)"
    r"|offengelegt|offenlage|auslegung|ausgehängt|ausgestellt|zu sehen"
    r"|(?:liegt|liegen)\b[^;]*\baus)\b"
)
_GIVEN = re.compile(
    r"\b(?:\w*einreich\w*|eingereicht\w*|einzureichen|\w*bewerb\w*|beworben|beantragt?\w*"
    r"|(?:gestellt|stellen|abgeben|abgegeben|abzugeben|antragstellung|anträge)\b(?! aus))"
)
_FINISHED = re.compile(
    r"\b(?:fertig\w*|bezahlt|abgeschlossen|abzuschließen|ausgegeben|umgesetzt|durchgeführt|abgerechnet"
    r"|verbaut|verausgabt|gezahlt|fertiggestellt|beendet|realisiert|erledigt|ausgeführt)\b"
)
_SHOWN_NEAR = 240  # characters


def calls_something_else(label: str) -> bool:
    """Whether a label says of its day that it is none of applying: "Bekanntgabe der Gewinner"."""
    low = f": {label.lower()}"
    return bool(_BEHIND.match(low)) and not _TERM.search(low)


def is_shown(layout: Layout, chain: Chain) -> bool:
    """Whether papers are there to be looked at on these days: "liegen vom … bis … aus"."""
    low, raw = layout.low, layout.raw
    first = max(0, chain.lead - _SHOWN_NEAR)
    start = max(low.rfind(". ", first, chain.lead), low.rfind(".\n", first, chain.lead), 0)
    before = re.split(r"[;.](?!\d)", low[max(start, chain.lead - _SHOWN_NEAR) : chain.lead])[-1]
    after = re.split(r"[;.](?!\d)|, (?:um|bevor)\b", low[chain.end : chain.end + _SHOWN_NEAR])[0]
    if "\n\n" in raw[chain.end : chain.end + 3] and not after.strip()[:1].islower():
        after = (
            re.split("\n\n", after)[0] if raw[chain.end + 2 : chain.end + 3].isupper() else after
        )
    words = f"{before} {after}"
    return bool(_SHOWN.search(words)) and not _GIVEN.search(words)


def is_done_by_then(words: str, around: str) -> bool:
    """Whether a bare "Stichtag" or "Frist" is that of finishing or paying, by its sentence."""
    return bool(_FINISHED.search(words)) and not _GIVEN.search(around)


def is_known(layout: Layout, chain: Chain) -> bool:
    """Whether the words on a day say that it is one of something else than of applying."""
    return (
        _is_published(layout, chain)
        or _is_labelled(layout, chain)
        or _is_attended(layout, chain)
        or _is_done(layout, chain)
        or _holds(layout, chain)
    )


def _holds(layout: Layout, chain: Chain) -> bool:
    sentence = layout.at(chain.start)
    return bool(_HOLDS.search(layout.low[max(sentence.start, chain.lead - 160) : chain.lead]))


def _is_published(layout: Layout, chain: Chain) -> bool:
    """Whether it stands alone on the first line, is a time stamp, or part of a file's name."""
    raw, low = layout.raw, layout.low
    start, end = raw.rfind("\n", 0, chain.start) + 1, raw.find("\n", chain.end)
    alone = raw[start : end if end >= 0 else len(raw)].strip() == raw[chain.start : chain.end]
    single = len(chain.days()) == 1
    first = single and alone and end >= 0 and not raw[:start].strip()
    stamp = _STAMP.match(low, chain.dates[-1].end)
    return first or bool(single and (stamp or _MADE.match(low, chain.end)))


def _is_labelled(layout: Layout, chain: Chain) -> bool:
    raw = layout.raw
    start = raw.rfind("\n", 0, chain.lead) + 1
    before = layout.low[start : chain.lead]
    if not before.strip(" *•–->|"):
        end = raw.find("\n", chain.end)
        behind = layout.low[chain.end : end if end >= 0 else len(raw)]
        if not _TERM.search(behind) and _BEHIND.match(behind):
            return True
    if not before.strip(" *•–->") and start:
        above = raw.rfind("\n", 0, start - 1) + 1
        before = layout.low[above:start]
    return len(before) < 60 and not _TERM.search(before) and bool(_LABELS.search(before))


def _is_attended(layout: Layout, chain: Chain) -> bool:
    if chain.way is Way.UNTIL:
        return False
    end = chain.dates[-1].end
    hours = _HOURS.match(layout.low, end)
    if hours and (hours["to"] or re.search(r"\bab\b", hours.group())):
        return True
    sentence = layout.at(chain.start)
    before = re.split(r"[.;:,]", layout.low[sentence.start : chain.lead])[-1]
    after = layout.low[chain.end : sentence.end]
    return bool(_HAPPENS.search(before) and re.search(r"\bstatt\b", after)) or bool(
        re.match(r"[^.;,]{0,40}\b(?:findet|finden|fand|fanden)\b", after)
    )


def _is_done(layout: Layout, chain: Chain) -> bool:
    """Whether what is to be done by then is no handing in: "bis 3. Mai bekannt gegeben"."""
    sentence = layout.at(chain.start)
    done = _DONE.match(layout.low, chain.end, sentence.end)
    return bool(done) and not _HANDED_IN.search(done.group() if done else "")
