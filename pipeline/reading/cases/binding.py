"""Binding: every value gets the case it holds for, or a question."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from pipeline.claim import Case, Claim, Field, Unit
from pipeline.reading.cases.bound import AMOUNTS, RATES, Bound
from pipeline.reading.cases.certain import settled
from pipeline.reading.cases.closed import in_own_words, is_cut, takes_turns
from pipeline.reading.cases.combined import combined
from pipeline.reading.cases.frames import (
    announces,
    caps,
    is_rate,
    is_title_of_field,
    may_open,
    names_own_subject,
    names_provision,
)
from pipeline.reading.cases.funding_words import (
    names_kind_of_grant,
    speaks_of_funding_alone,
    without_case,
)
from pipeline.reading.cases.names import Named, field_word, heads, is_sized
from pipeline.reading.cases.openers import (
    DEPENDS,
    VERB,
    How,
    Opener,
    behind,
    bracket_of,
    condition_behind,
    label_name,
    leading,
    may_be_aside,
    names_more,
    numbers,
    openers,
)
from pipeline.reading.money.records import RULE as RECORD
from pipeline.reading.money.units import NO_UNITS, units_of
from pipeline.reading.text.outline import Block, Kind, outline
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import sentences

PEOPLE = frozenset(
    {Field.APPLICANT, Field.EXCLUDED_APPLICANT, Field.POPULATION_MIN, Field.POPULATION_MAX}
)
DAYS = frozenset(
    {Field.DEADLINE, Field.ANNUAL_DEADLINE, Field.DEADLINE_MONTH, Field.DEADLINE_RULE, Field.OPENS}
)
_COSTS = frozenset({Field.COST_MIN, Field.COST_MAX})
_MONEY = AMOUNTS | RATES
_LONGEST = 1500  # characters of what is read at once
_ALL = re.compile(
    r"\binsgesamt\b|\b[Ii]n (?:allen|beiden) [A-ZÄÖÜ]\w+|\b[Ii]n jedem Fall\b|\bin total\b"
)
_IN_SUM = re.compile(r"\bin Höhe von insgesamt \Z")  # of one grant, not for all
_LIKE = re.compile(r"\b[Aa]ls (?:[a-zäöü]+e[rs]? )*[A-ZÄÖÜ]")  # "als Hochschule"
_TAKES_UP = re.compile(
    r"(?:Er|Sie|Es|Diese[rsnm]?|Hier\w*|Dabei|Dafür|Dann|In diese[mn] F[aä]ll\w*|Davon|This|It"
    r"|They)\b"
)
_STARTS_ANEW = re.compile(
    r"(?:Insgesamt|Grundsätzlich|Generell|Alle |In allen|Zuwendungen |Zuschüsse |Förderungen "
    r"|Anträge"
    r"|Die (?:Bagatell|Mindest)\w*|(?:Vorhaben|Projekte|Maßnahmen) (?:unter|ab|mit)\b|(?:Das|Der"
    r"|Die) (?:Programm|Förderprogramm|Gesamt|Budget)\w*)"
)
_RISES = re.compile(
    r"\b(?:erhöht|erhöhen|erhöhte[nr]?|steigt|steigen|angehoben|verringert|abweichend"
    r"|Abweichend|höhere[nr]?|darüber hinaus)\b"
)
_SIZES = re.compile(r"\b(?:größere[nr]?|kleinere[nr]?|höhere[nr]?|teurere[nr]?|darüber)\b")
_WHO = (How.LABEL, How.SUBJECT, How.SERVED)
_LEAVES = re.compile(r", (?:um|damit|wobei|sofern|die|der|das|so dass|sodass|während)\b")
_SHORT_ITEM = 110
_NEAR = 60  # characters: so near behind a number a "für …" belongs to it


def bind(claims: Iterable[Claim], prose: Prose, raw: str, language: str) -> list[Claim]:
    """Return the claims with their cases; where the case is not clear, with a doubt.

    `raw` is the plain form of the prose with its line breaks.
    """
    given = list(claims)
    money = [claim for claim in given if claim.field in _MONEY]
    others = [claim for claim in given if claim.field in PEOPLE or claim.field in DAYS]
    if not money and not others:
        return given
    page = _Page(prose, raw, language)
    bound = page.bind_money(money) if money else []
    swallowed = sorted(page.swallowed)
    rest = [
        page.bind_other(claim)
        for claim in given
        if claim.field not in _MONEY and not _inside(claim, swallowed)
    ]
    return [*rest, *bound]


def _may_name(words: str) -> bool:
    """Whether a heading can be a name: it tells nothing, unless it asks."""
    return heads(words) and (words.endswith("?") or not VERB.search(words))


def _inside(claim: Claim, swallowed: list[tuple[int, int]]) -> bool:
    if claim.field not in (Field.POPULATION_MIN, Field.POPULATION_MAX):
        return False
    place = bisect_right(swallowed, (claim.start, claim.end + _LONGEST)) - 1
    return place >= 0 and swallowed[place][0] <= claim.start and claim.end <= swallowed[place][1]


class _Page:
    def __init__(self, prose: Prose, raw: str, language: str) -> None:
        self.prose, self.raw, self.language = prose, raw, language
        self.blocks = outline(raw, prose.marks)
        self.starts = [block.start for block in self.blocks]
        self.names: dict[int, Named | None] = {}
        self.firm: dict[int, list[Named]] = {}
        self.plain: dict[int, bool] = {}
        self.swallowed: list[tuple[int, int]] = []  # where cases were named, in the text
        self.money_at: set[int] = set()
        self.cut: dict[int, list[tuple[str, int]]] = {}  # a block's sentences, each with its place

    def place(self, claim: Claim) -> tuple[int, int]:
        """Return where a claim stands in the plain form."""
        return self.prose.place(claim.start), self.prose.place(claim.end)

    def block_at(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    def bind_money(self, claims: Sequence[Claim]) -> list[Claim]:
        by_block: dict[int, list[Claim]] = defaultdict(list)
        for claim in sorted(claims, key=lambda one: (one.start, one.end)):
            by_block[self.block_at(self.place(claim)[0])].append(claim)
        self.money_at = set(by_block)
        bound = [one for block, some in by_block.items() for one in self._in_block(block, some)]
        sure = [not one.unsure for one in bound]
        self._ask_after_items(bound)
        for one in bound:
            one.outer = self._above(one.block, self.blocks[one.block])
            above = self.blocks[one.block].above
            one.heads = [place for place in above if self._name_of(place) is not None]
            one.plain_above = not one.aside and all(map(self._is_plain, above))
            if not one.outer and not one.inner and self._depends(one.block):
                one.unsure = True
            one.unsure = one.unsure or self._unnamed(one.block)
        self._by_unknown_headings(bound)
        self._by_entries(bound)
        self._forget_record_heads(bound)
        self._forget_subject(bound)
        self._forget_prize(bound)
        self._ask_about_headline(bound)
        for one, was_sure in zip(bound, sure, strict=True):
            one.unclear = one.unclear or (was_sure and one.unsure)
            one.inner = [in_own_words(name) for name in one.inner]
            one.outer = [in_own_words(name) for name in one.outer]
        return settled(bound, self.blocks, self._unread(claims), self.prose.plain)

    def _forget_record_heads(self, bound: list[Bound]) -> None:
        """Take from the lines of a record what stands above: its other fields are no heads.

        A line that names an applicant stays one.
        """
        for one in bound:
            if one.claim.rule.startswith(RECORD):
                kept = [at for at in one.heads if self._heads_record(at)]
                one.heads = kept
                if ":" not in one.left:  # behind it stands what the sum may be spent on
                    one.inner = [name for name in one.inner if _firm(name)]
                one.outer = [name for at in kept if (name := self._name_of(at)) is not None]

    def _heads_record(self, place: int) -> bool:
        name = self._name_of(place)
        return name is not None and _firm(name)

    def _forget_subject(self, bound: list[Bound]) -> None:
        """Take from all values a case that is only the subject of the text's title.

        "Regionalbudget: Förderung von Kleinprojekten" says of all Kleinprojekte what it says.
        """
        named_ = [name for one in bound for name in (*one.outer, *one.inner)]
        stems = {_stem(name) for name in named_}
        stem = stems.pop() if len(stems) == 1 else ""
        if not stem or stem not in self._title() or any(name.strong for name in named_):
            return
        for one in bound:
            for name in one.inner:
                one.left, one.behind = without_case(one.left, name), without_case(one.behind, name)
            one.inner, one.outer, one.heads = [], [], []

    def _forget_prize(self, bound: list[Bound]) -> None:
        """Take from all sentences the name of the one prize that the title names."""
        named_ = {match.group() for match in _PRIZE.finditer(self._title())}
        if len(named_) != 1:
            return
        prize = re.compile(rf"\b{re.escape(named_.pop())}(?:e?s)?\b", re.IGNORECASE)
        for one in bound:
            one.left, one.behind = prize.sub("Preis", one.left), prize.sub("Preis", one.behind)

    def _ask_about_headline(self, bound: list[Bound]) -> None:
        """Ask about a value of the first line that the text below takes up.

        "Bis zu 600 Euro für Ihre Anlage" is what the best case gets.
        """
        below = {one.claim.field for one in bound if one.block > 0}
        first = self.blocks[0]
        ended = self.prose.plain[first.start : first.end].endswith((".", ";", ",", ":"))
        for one in bound if len(self.blocks) > 1 and self.blocks[1].fresh and not ended else ():
            if one.block == 0 and one.claim.field in below:
                one.unsure, one.plain_above = True, False

    def _title(self) -> str:
        """Return the first line of a text in small letters, if it is a title."""
        first = self.blocks[0]
        words = self.prose.plain[first.start : first.end].casefold()
        ended = len(words) > _LONGEST_TITLE or words.endswith((".", ";", ","))
        return "" if ended or len(self.blocks) < 2 or 0 in self.money_at else words

    def _unread(self, claims: Sequence[Claim]) -> frozenset[int]:
        """Return the blocks that state a sum which no grammar has read."""
        read = [self.place(claim) for claim in claims]
        found = set()
        for match in _SUM.finditer(self.prose.plain):
            if not any(start < match.end() and match.start() < end for start, end in read):
                found.add(self.block_at(match.start()))
        return frozenset(found)

    def _ask_after_items(self, bound: list[Bound]) -> None:
        """Ask about an item without a case behind items of its list that have one."""
        lists: dict[tuple[tuple[int, ...], Kind], list[Bound]] = defaultdict(list)
        for one in bound:
            block = self.blocks[one.block]
            if block.kind in (Kind.ITEM, Kind.ROW):
                lists[block.above, block.kind].append(one)
        for some in lists.values():
            _ask_after_cases(some)

    def bind_other(self, claim: Claim) -> Claim:
        """Return a claim of applicants or days with the case of what stands above it."""
        if claim.field not in PEOPLE and claim.field not in DAYS:
            return claim
        index = self.block_at(self.place(claim)[0])
        names = self._firm_above(index)
        if claim.field in DAYS:
            names = names + self._of_day(claim, index)
        elif label := self._own_label(index, claim):
            names = [*names, label]
        if not names:
            return claim
        case = combined(map(in_own_words, names))
        # "Antragsberechtigt sind …" below "Private Vorhaben" says again who is named, or names
        # more than these: then it is no sentence of that case.
        if case is None or (claim.field is Field.APPLICANT and case.applicants):
            return claim
        if case is claim.case:
            return claim
        return replace(claim, case=case)

    def _firm_above(self, index: int) -> list[Named]:
        if index not in self.firm:
            self.firm[index] = [one for one in self._above(index, self.blocks[index]) if _firm(one)]
        return self.firm[index]

    def _of_day(self, claim: Claim, index: int) -> list[Named]:
        start, end = self.place(claim)
        if index not in self.cut:
            self.cut[index] = list(self._sentences(self.blocks[index]))
        at = bisect_right(self.cut[index], start, key=itemgetter(1))
        sentence, offset = self.cut[index][max(0, at - 1)]
        span = (start - offset, min(len(sentence), end - offset))
        found = [
            one
            for one in leading(sentence, [span], self.language)
            if one.name and _firm(one.name) and one.end <= span[0]
        ]
        return [found[-1].name] if found and found[-1].name else []

    def _own_label(self, index: int, claim: Claim) -> Named | None:
        block = self.blocks[index]
        head = self.raw[block.start : min(block.end, block.start + 120)]
        colon = head.find(":")
        if colon < 0 or self.place(claim)[0] < block.start + colon:
            return None
        name = label_name(head[:colon], self.language)
        return name if name and _firm(name) else None

    def _sentences(self, block: Block) -> Iterator[tuple[str, int]]:
        plain = self.prose.plain[block.start : block.end]
        for start, end in sentences(plain):
            for begin in range(start, end, _LONGEST):
                yield plain[begin : min(end, begin + _LONGEST)], block.start + begin

    def _in_block(self, index: int, claims: list[Claim]) -> Iterator[Bound]:
        block = self.blocks[index]
        places = [self.place(claim)[0] for claim in claims]  # in order
        done = 0
        opened: list[Named] = []  # by the sentences before, in this block
        numbered = several = False  # whether a number stood beside it, and more such cases
        first = self.prose.plain[block.start : min(block.end, block.start + _SHORT_ITEM)]
        labelled = ":" in first
        provision = aside = general = False
        named_: set[str] = set()  # all cases so far
        goes_on = self._opens_before(index)
        for sentence, offset in self._sentences(block):
            provision = provision or names_provision(sentence)
            until = bisect_left(places, offset + len(sentence), lo=done)
            here = claims[done:until]
            if block.kind is Kind.ROW:
                done = until
                yield from self._row(index, here)
                continue
            if done == len(claims):
                return
            done = until
            found = self._in_sentence(index, sentence, offset, here)
            for one in found:
                one.provision = provision
                one.aside = aside
                one.goes_on = goes_on
            self._go_on(block, sentence, found, opened, numbered=numbered, labelled=labelled)
            for one in found if several else ():
                one.unsure = one.unsure or (bool(opened) and one.inner[-1:] == opened)
            yield from found
            told = [one for item in found for one in item.inner if not one.faint]
            general = general or any(not one.inner for one in found)
            named_ |= {one.case.words for one in told}
            goes_on = bool(named_) and not general and len(named_) < 2
            if told:
                opened, numbered = told[-1:], True
                several = len({one.case.words for one in told}) > 1
            elif not here:
                aside = aside or _ASIDE_SENTENCE.search(sentence) is not None
                said = openers(sentence, [], self.language, item=False)
                names = [
                    o.name
                    for o in said
                    if o.name and (o.how is How.SUBJECT or (o.how is How.FOR and o.name.strong))
                ]
                opened, numbered = ([names[-1]], False) if names else (opened, numbered)
                goes_on = goes_on or bool(names)
            elif _STARTS_ANEW.match(sentence):
                opened = []

    def _opens_before(self, index: int) -> bool:
        """Whether the line before, without a number, opens a case that this one may go on with."""
        if index == 0 or index - 1 in self.money_at or self.blocks[index].kind is not Kind.TEXT:
            return False
        before = self.blocks[index - 1]
        if before.kind is not Kind.TEXT or before.above != self.blocks[index].above:
            return False
        last, _ = list(self._sentences(before))[-1]
        said = openers(last, [], self.language, item=False)
        return any(one.name and (one.how is How.FOR or one.how in _WHO) for one in said)

    def _go_on(
        self,
        block: Block,
        sentence: str,
        found: list[Bound],
        opened: list[Named],
        *,
        numbered: bool,
        labelled: bool,
    ) -> None:
        """Let the case of the sentence before go on, or ask whether it does."""
        if not opened or _STARTS_ANEW.match(sentence):
            return
        for one in found:
            if one.inner or one.claim.field is Field.BUDGET:
                continue
            if numbered and (_TAKES_UP.match(sentence) or (block.kind is Kind.ITEM and labelled)):
                one.inner = list(opened)
                one.closed = (
                    block.kind is Kind.ITEM
                    and labelled
                    and speaks_of_funding_alone(one.left, one.right)
                )
                one.unsure = one.unsure or bool(_LIKE.search(sentence)) or may_open(one.left)
            elif opened[-1].strong and numbered:
                one.unsure = True
            else:
                one.unsure_if_several = True

    def _in_sentence(
        self, index: int, sentence: str, offset: int, claims: list[Claim]
    ) -> list[Bound]:
        spans: list[tuple[int, int]] = []
        for claim in claims:
            start, end = self.place(claim)
            span = start - offset, min(len(sentence), end - offset)
            if span not in spans:
                spans.append(span)
        spans.sort()
        item = self.blocks[index].kind in (Kind.ITEM, Kind.ROW)
        said = openers(
            sentence, spans, self.language, item=item or self._listed(index), led=self._led(index)
        )
        tiers = [one for one in said if one.how is How.TIER]
        bound: list[Bound] = []
        plain_before = False  # whether a number before it had no case
        for which, span in enumerate(spans):
            if any(one.start <= span[0] and span[1] <= one.end for one in tiers):
                continue  # it says for which projects the next number holds
            following = spans[which + 1][0] if which + 1 < len(spans) else len(sentence)
            names, unsure = self._of_number(sentence, span, following, said, spans, plain_before)
            if which and len(names) == 1 and not any(names[0] is one.name for one in said):
                unsure = unsure or _unread(sentence[spans[which - 1][1] : span[0]])
            rises = not names and bool(_RISES.search(sentence, 0, span[0]))
            plain_before = plain_before or not names
            label = sentence[: max(0, sentence.rfind(": ", 0, span[0]))]
            short = 0 < len(label) <= _SHORT_ITEM and not VERB.search(label)
            unsure = unsure or (short and names_kind_of_grant(label))
            if names and short and self._below_label(sentence, names, said, span):
                unsure = True
            if not names:
                unsure = unsure or may_be_aside(sentence, span[1])
                rises = rises or (short and names_more(label))
                unsure = unsure or (
                    short and bool(_NOUN_FIRST.match(label)) and field_word(label) is None
                )
            served = any(name is o.name for o in said if o.how is How.SERVED for name in names)
            closed = len(names) == 1 and self._is_closed(sentence, span, spans, said, names[0])
            for claim in claims:
                start, _ = self.place(claim)
                if start - offset == span[0]:
                    one = Bound(claim, index, list(names), unsure=unsure, unsure_if_several=rises)
                    one.sentence = offset
                    one.unclear = unsure or rises
                    one.closed = closed
                    one.unsure = unsure or bool(_INSTEAD.search(sentence, 0, span[0]))
                    one.left, one.behind = sentence[: span[0]], sentence[span[1] : following]
                    if claim.field is Field.BUDGET:
                        one.plain = not names or served
                        one.inner = [] if served else [name for name in names if _firm(name)]
                        one.unsure = one.unsure_if_several = False
                    bound.append(one)
        used = {id(name) for one in bound for name in one.inner}
        _ask_after_cases(bound)
        _ask_across_numbers(sentence, offset, bound, said, self)
        if len(spans) > 1:
            _ask_costs(bound, _COSTS if _SIZES.search(sentence) is None else AMOUNTS)
        for one in bound:
            one.unclear = one.unclear or one.unsure
        for opener in said:
            sized = (
                opener.name is not None and id(opener.name) in used and is_sized(opener.name.case)
            )
            if sized:
                self.swallowed.append((offset + opener.start, offset + opener.end))
        return bound

    @staticmethod
    def _is_closed(
        sentence: str,
        span: tuple[int, int],
        spans: list[tuple[int, int]],
        said: list[Opener],
        name: Named,
    ) -> bool:
        return not is_cut(sentence, name) and takes_turns(sentence, span, spans, said, name)

    def _of_number(
        self,
        sentence: str,
        span: tuple[int, int],
        following: int,
        said: list[Opener],
        spans: list[tuple[int, int]],
        plain_before: bool,
    ) -> tuple[list[Named], bool]:
        bracket = bracket_of(sentence, span[0])
        reach = [one for one in said if one.end <= span[0] and one.bracket in (-1, bracket)]
        nameless = bool(reach) and reach[-1].name is None and reach[-1].how is How.FOR
        named_ = [one for one in reach if one.name is not None or one.how is How.CONDITION]
        before = named_[-1] if named_ else None
        after = behind(sentence, span[0], span[1], following, self.language)
        if before is None and _ALL.search(sentence, max(0, span[0] - 40), span[0]):
            return [], False
        together = _IN_SUM.search(sentence, 0, span[0])
        if before is not None and not together and _ALL.search(sentence, before.end, span[0]):
            return ([after] if after else []), False
        if before is not None and before.name is None and after is None:
            return [], True
        if (
            nameless
            and after is None
            and before is not None
            and any(before.end <= first and last <= reach[-1].start for first, last in spans)
        ):
            return [], True
        if before is None or before.name is None:
            if after is None and DEPENDS.search(sentence, 0, span[0]):
                return [], True
            conditional, clause = condition_behind(sentence, span[1], following)
            if after is None and conditional:
                return ([clause], False) if clause else ([], True)
            return ([after] if after else []), False
        if before.how is How.REST and DEPENDS.match(sentence, before.start):
            others = [one for one in reach if one.name and (one.how is How.FOR or _firm(one.name))]
            if others:  # "bei Unternehmen je nach Größe": two cases, one within the other
                return [before.name], True
        # "80 % für Konzepte, 60 % für Bau": what belongs to the number before is not added.
        spent = any(
            last <= before.start and "," not in sentence[last : before.start]
            for _, last in spans
            if before.start - last < _NEAR
        )
        names = [after] if spent and after is not None else self._held(before, reach, after)
        if (
            before.how is How.SUBJECT
            and after is None
            and _LEAVES.search(sentence, before.end, span[0])
        ):
            return names, True
        # "60 %, für Kommunen 80 %, höchstens 50.000 €": the last holds for whom?
        between = [one for one in said if one is before]
        unsure = plain_before and after is None and bracket < 0 and not between
        return names, unsure

    @staticmethod
    def _held(before: Opener, reach: list[Opener], after: Named | None) -> list[Named]:
        names = [before.name] if before.name else []
        if before.how is How.SUBJECT:
            named_ = [one.name for one in reach if one.how is How.LABEL and one.name]
            names = [*named_[-1:], *names]
        if before.how in (How.FOR, How.REST, How.NAMED):
            labels = [one for one in reach if one.how in _WHO and one is not before]
            if labels and labels[-1].name and before.how is not How.NAMED:
                names.insert(0, labels[-1].name)
        if after is not None:
            own = before.how in (How.FOR, *_WHO)
            firm = before.how is How.NAMED and before.name is not None and before.name.strong
            names = [*names, after] if own or firm else [after]
        return names

    def _led(self, index: int) -> bool:
        """Whether the lead above ends so that its items are names: "… beträgt für"."""
        above = self.blocks[index].above
        lead = self.blocks[above[-1]] if above else None
        if lead is None or lead.kind is not Kind.LEAD or self.blocks[index].kind is not Kind.ITEM:
            return False
        return bool(_FOR_LEAD.search(self.prose.plain[max(lead.start, lead.end - 12) : lead.end]))

    def _listed(self, index: int) -> bool:
        """Whether a block stands in the place of a list item below a lead."""
        above = self.blocks[index].above
        return (
            bool(above)
            and self.blocks[above[-1]].kind is Kind.LEAD
            and not self.blocks[index].fresh
        )

    @staticmethod
    def _below_label(
        sentence: str, names: list[Named], said: list[Opener], span: tuple[int, int]
    ) -> bool:
        """Whether a label alone gives the case of a sentence that has a subject of its own."""
        opener = _opener_of(names, said, span)
        return (
            opener is not None
            and opener.how is How.LABEL
            and names_own_subject(sentence[opener.end : span[0]].lstrip())
        )

    def _row(self, index: int, claims: list[Claim]) -> Iterator[Bound]:
        """Yield the claims of a table row; what its first cell and its column's head say."""
        block = self.blocks[index]
        row = self.raw[block.start : block.end]  # with its tabs
        found = list(_BAR.finditer(row))
        bars, begins = [match.start() for match in found], [0, *(match.end() for match in found)]
        head = row[: bars[0]] if bars else ""
        places = [self.place(claim)[0] - block.start for claim in claims]
        headed = bool(bars) and all(place > bars[0] for place in places)
        name = label_name(head, self.language) if headed else None
        by_cell: dict[int, list[Claim]] = defaultdict(list)
        for claim, place in zip(claims, places, strict=True):
            by_cell[bisect_right(bars, place)].append(claim)
        said = is_title_of_field(head) or speaks_of_funding_alone(f"Die {head}", "")
        ask = headed and name is None and not said
        for cell, some in by_cell.items():
            start, end = begins[cell], bars[cell] if cell < len(bars) else len(row)
            begin = start + len(row[start:end]) - len(row[start:end].lstrip())
            title = self._column(index, cell, len(bars))
            column = label_name(title, self.language) if title else None
            column = None if _BUDGET_COLUMN.search(title) else column
            some = [_below_title(claim, title) for claim in some]
            outer = [one for one in (name, column) if one is not None]
            for one in self._in_span(index, block.start + begin, block.start + end, some):
                one.closed = bool(one.closed and not outer) or (
                    name is not None and not one.inner and self._one_of_each(some)
                )
                one.inner = [*outer, *one.inner]
                one.unsure = one.unsure or (ask and not one.inner)
                yield one

    def _one_of_each(self, claims: list[Claim]) -> bool:
        """Whether a cell states each field once, or a sum and the limit that caps it."""
        last: dict[Field, int] = {}
        for claim in claims:
            start, end = self.place(claim)
            gap = self.prose.plain[last.get(claim.field, start) : start]
            if claim.field in last and not caps(gap, same_kind=True):
                return False
            last[claim.field] = end
        return True

    def _in_span(self, index: int, start: int, end: int, claims: list[Claim]) -> Iterator[Bound]:
        """Yield the claims of a cell, which is read in pieces where it is long."""
        for begin in range(start, end, _LONGEST):
            until = min(end, begin + _LONGEST)
            here = [claim for claim in claims if begin <= self.place(claim)[0] < until]
            yield from self._in_sentence(index, self.prose.plain[begin:until], begin, here)

    def _column(self, index: int, cell: int, bars: int) -> str:
        """Return the head of a column or ""; an empty first cell of the head is not seen."""
        first = index
        while (
            first > 0
            and self.blocks[first - 1].kind is Kind.ROW
            and index - first < 60
            and not self.blocks[first].fresh
        ):
            first -= 1
        if first == index or first in self.money_at:
            return ""
        block = self.blocks[first]
        head = self.raw[block.start : block.end]
        cells = [] if _MONEY_SIGN.search(head) else _BAR.split(head)
        cells = ["", *cells] if len(cells) == bars else cells
        return cells[cell] if cell < len(cells) else ""

    def _above(self, index: int, block: Block) -> list[Named]:
        return [name for place in block.above if (name := self._name_of(place)) is not None]

    def _depends(self, index: int) -> bool:
        """Whether the lead of a list says that its values differ by something."""
        above = self.blocks[index].above
        lead = self.blocks[above[-1]] if above else None
        if lead is None or lead.kind is not Kind.LEAD:
            return False
        return bool(DEPENDS.search(self.prose.plain, lead.start, lead.end))

    def _unnamed(self, index: int) -> bool:
        """Whether cases were announced above, and an item's own label does not name its case."""
        above = self.blocks[index].above
        lead = self.blocks[above[-1]] if above else None
        if lead is None or lead.kind is not Kind.LEAD:
            return False
        if not announces(self.prose.plain[max(lead.start, lead.end - 90) : lead.end]):
            return False
        block = self.blocks[index]
        label = self.prose.plain[block.start : min(block.end, block.start + 90)].partition(":")
        return not label[1] or label_name(label[0], self.language) is None

    def _name_of(self, place: int) -> Named | None:
        if place not in self.names:
            self.names[place] = self._named_block(place)
        return self.names[place]

    def _is_plain(self, place: int) -> bool:
        """Whether a block above says its case and the funding, and nothing else.

        The first one is the title, which says what all is about.
        """
        if place not in self.plain:
            self.plain[place] = place == 0 or self._says_funding_alone(place)
        return self.plain[place]

    def _says_funding_alone(self, place: int) -> bool:
        block = self.blocks[place]
        words = self.prose.plain[block.start : min(block.end, block.start + 400)].rstrip(": ")
        if names_kind_of_grant(words):
            return False
        if (name := self._name_of(place)) is not None:
            words = without_case(words, name)
        return is_title_of_field(words) or speaks_of_funding_alone(words, "")

    def _named_block(self, place: int) -> Named | None:
        block = self.blocks[place]
        words = self.prose.plain[block.start : min(block.end, block.start + 400)]
        if block.kind is Kind.LABEL or (place == 1 and _BODY.search(words)):
            return None  # below the title of a record stands whose it is
        if block.kind is Kind.HEADING:
            name = label_name(words.rstrip(": "), self.language) if _may_name(words) else None
            titled = place == 0 and (field_word(words) is not None or not self._parallel(place))
            return name if name and name.strong and not titled else None
        if block.kind is Kind.LEAD and place in self.money_at:
            return None  # its case is of its own number
        if block.kind is Kind.LEAD:
            last, _ = list(self._sentences(block))[-1]
            if (
                len(words) <= _SHORT_ITEM
                and words.endswith(":")
                and not VERB.search(words)
                and (name := label_name(words[:-1], self.language))
            ):
                return None if announces(words) or _BONUS.search(words) else name
            said = openers(last, [], self.language, item=False)
            said = [one for one in said if one.name and one.how in (How.FOR, *_WHO)]
            if said and said[-1].name and announces(said[-1].name.case.words):
                return None
            return said[-1].name if said else None
        if place in self.money_at:
            return None
        colon = words.find(":")
        if 0 < colon <= _SHORT_ITEM or len(words) <= _SHORT_ITEM:
            return label_name(words[:colon] if colon > 0 else words, self.language)
        return None

    def _parallel(self, place: int) -> bool:
        """Whether a heading has a fellow of its rank that names a case."""
        rank = self.blocks[place].rank
        return any(
            block.kind is Kind.HEADING
            and block.rank in (rank, 4, 5, 6)
            and index != place
            and (name := label_name(self.prose.plain[block.start : block.end], self.language))
            and name.strong
            for index, block in enumerate(self.blocks)
        )

    def _by_unknown_headings(self, bound: list[Bound]) -> None:
        """Let headings that name no known kind of case count where they stand side by side."""
        by_heading: dict[int, list[Bound]] = defaultdict(list)
        for one in bound:
            above = self.blocks[one.block].above
            headings = [place for place in above if self.blocks[place].kind is Kind.HEADING]
            if headings and self._name_of(headings[-1]) is None:
                by_heading[headings[-1]].append(one)
        fields: dict[Field, set[int]] = defaultdict(set)
        for place, some in by_heading.items():
            for one in some:
                fields[one.claim.field].add(place)
        several = {place for places in fields.values() if len(places) > 1 for place in places}
        if len({self._heading(one.block) for one in bound} - {-1}) > 1:
            self._ask_below_side_by_side(by_heading, several)
        for place in several:
            block = self.blocks[place]
            words = self.prose.plain[block.start : block.end].rstrip(": ")
            named_ = _may_name(words) and field_word(words) is None
            name = label_name(words, self.language) if named_ else None
            for one in by_heading[place]:
                if name is not None and one.claim.field is not Field.BUDGET:
                    one.outer, one.heads = [*one.outer, name], [*one.heads, place]

    def _by_entries(self, bound: list[Bound]) -> None:
        """Give the values of a list of entries the name that each entry begins with.

        An entry is a name in a line of its own, with labelled lines below: "Betrag: 30 %".
        """
        entries = self._entries() if len(bound) > 1 else {}
        for one in bound:
            head, name = entries.get(one.block, (0, None))
            if name is not None and not one.inner and all(head <= at for at in one.heads):
                one.inner, one.outer, one.heads, one.closed = [name], [], [], True

    def _entries(self) -> dict[int, tuple[int, Named]]:
        """Return head and name of its entry for each block of a list of two entries or more."""
        found: list[tuple[int, set[str], list[int]]] = []  # head, labels, blocks
        for index, block in enumerate(self.blocks):
            words = self.prose.plain[block.start : min(block.end, block.start + _SHORT_ITEM)]
            label = _ENTRY_LABEL.match(words)
            if label and found and (not block.fresh or found[-1][2]):
                found[-1][1].add(label["label"])
                found[-1][2].append(index)
            elif block.kind is Kind.HEADING or (
                index not in self.money_at and _ENTRY_HEAD.fullmatch(words)
            ):
                found.append((index, set(), []))
            elif found:
                found[-1][2].append(index)
        whole = [one for one in found if len(one[1]) > 1]
        shared = set.intersection(*(labels for _, labels, _ in whole)) if len(whole) > 1 else set()
        if not shared:
            return {}
        return {
            index: (head, name)
            for head, _, blocks in whole
            if (name := self._entry_name(head)) is not None
            for index in blocks
        }

    def _entry_name(self, place: int) -> Named | None:
        block = self.blocks[place]
        head = _ENTRY_HEAD.fullmatch(self.prose.plain[block.start : block.end].strip())
        if head is None:
            return None
        return Named(Case(words=head["name"], measure=head["name"]), False, False)

    def _heading(self, index: int) -> int:
        """Return the innermost heading above a block, or -1."""
        above = self.blocks[index].above
        return next((at for at in above[::-1] if self.blocks[at].kind is Kind.HEADING), -1)

    def _ask_below_side_by_side(self, by_heading: dict[int, list[Bound]], named_: set[int]) -> None:
        """Ask about what stands below one of several headings that may be a case."""
        for place, some in by_heading.items():
            block = self.blocks[place]
            words = self.prose.plain[block.start : block.end].rstrip(": ")
            name = label_name(words, self.language)
            kind = names_kind_of_grant(words)
            if place and (kind or (place not in named_ and name is not None)):
                for one in some:
                    one.unsure = True


def _below_title(claim: Claim, title: str) -> Claim:
    """Return a claim of a cell as the head of its column says what it is and for how much."""
    if claim.field not in _AWARDS or not title:
        return claim
    if _BUDGET_COLUMN.search(title):
        return replace(claim, field=Field.BUDGET, units=(Unit.PROGRAMME,), unit_words="")
    if claim.units or claim.unit_words:
        return claim
    per = _PER_IN_TITLE.search(title)
    found = units_of(f"1 {title[per.start() :]}", 0, 1, 0, len(title) + 2) if per else NO_UNITS
    return replace(claim, units=found.units, unit_words=found.words)


_AWARDS = frozenset({Field.AWARD_MIN, Field.AWARD_MAX})
_PER_IN_TITLE = re.compile(r"\b(?:je|pro) [A-ZÄÖÜ]")
# What stands below it is all there is, not what one project gets.
_BUDGET_COLUMN = re.compile(
    r"\A(?!.*(?:\b[Mm]ax|[Hh]öchst|\bje\b|\bpro\b|[Zz]uschuss|bis zu))\s*"
    r"(?:[a-zäöüA-ZÄÖÜ]+e[rs]? )?[\w-]*(?:[Mm]ittel(?:ansatz|volumen)?|[Bb]udget|[Kk]ontingent"
    r"|[Oo]rientierungswert|[Ff]ördertopf|[Pp]lafond|[Ff]ördervolumen)\b"
)


def _stem(name: Named) -> str:
    """Return the beginning of a case that is one noun, which its endings do not change."""
    words = name.case.words
    return words.casefold()[:_STEM] if len(words) >= _STEM and " " not in words else ""


_STEM = 9  # characters
_PRIZE = re.compile(r"[\w-]+(?:preis|stipendium|award)\b")
_BODY = re.compile(r"stiftung\b|\b(?:AG|GmbH|eG|KG|SE|e\. ?V)\b", re.IGNORECASE)  # has a name
_LONGEST_TITLE = 140  # characters
_ENTRY_LABEL = re.compile(r"[\s•*–-]*(?P<label>[A-ZÄÖÜ][\w ./-]{2,30}): \S")
_ENTRY_HEAD = re.compile(r"(?:\d{1,2}\. )?(?P<name>[A-ZÄÖÜ0-9][^:|.!?;]{3,80})")


def _firm(name: Named) -> bool:
    return name.strong


# A sum of the funding; one of millions is no grant's.
_SUM = re.compile(
    r"(?:bis zu|max\.|maximal|höchstens|auf|und|pauschal|Zuschuss von|in Höhe von) "
    r"\d{1,3}(?:[. ]?\d{3})?(?:,\d\d|,-+)?[ -]?(?:€|Euro|EUR)"
)
_FOR_LEAD = re.compile(r"\b(?:für|bei|an|for):?\s*\Z")
_NOUN_FIRST = re.compile(r"[\s•–-]*(?:[a-zäöüß]+e[nr]? )*[A-ZÄÖÜ]\w{2}")
_INSTEAD = re.compile(r"\(oder (?:bis zu |max(?:\.|imal) |mit )?\Z")
_BONUS = re.compile(r"\w+bonus\b")
_MONEY_SIGN = re.compile(r"\d ?(?:€|%|Euro|EUR|Prozent)")
_BAR = re.compile(r" \|(?: |$)|\t")


def _ask_after_cases(bound: list[Bound]) -> None:
    """Ask about a value without a case behind one of the same field that has one."""
    cased: set[Field] = set()
    for one in bound:
        if one.inner:
            cased.add(one.claim.field)
        elif one.claim.field in cased and one.claim.field is not Field.BUDGET:
            one.unsure = True


def _ask_costs(bound: list[Bound], fields: frozenset[Field]) -> None:
    """Ask about a limit of costs where several rates may hold below and above it."""
    if sum(one.claim.field in RATES for one in bound) > 1:
        for one in bound:
            one.unsure = one.unsure or one.claim.field in fields


def _ask_across_numbers(
    sentence: str, offset: int, bound: list[Bound], said: list[Opener], page: _Page
) -> None:
    """Ask about every value that would take the case of the number before it.

    "Kommunen 80 %, höchstens 5.000 €" is one case; "Kommunen 80 % und 60 %" is not.
    """
    if not any(one.inner for one in bound):
        return
    spans = []
    for one in bound:
        start, end = page.place(one.claim)
        spans.append((start - offset, min(len(sentence), end - offset)))
    told: dict[tuple[int, int], set[Field]] = defaultdict(set)
    for span, one in zip(spans, bound, strict=True):
        told[span].add(one.claim.field)
    tiers = [one for one in said if one.how is How.TIER]
    every = [
        number
        for number in numbers(sentence, sorted(set(spans)))
        if not any(one.start <= number[0] and number[1] <= one.end for one in tiers)
    ]
    used = {one.inner[-1].case.words for one in bound if one.inner}
    for span, one in zip(spans, bound, strict=True):
        if not one.inner:
            continue
        opener = _opener_of(one.inner, said, span)
        own = {
            b.inner[-1].case.words for b in bound if b.inner and b.claim.field is one.claim.field
        }
        if opener and opener.how is not How.LABEL and ";" in sentence[opener.end : span[0]]:
            one.unsure = True
        mine = is_rate(sentence[slice(*span)])
        so_far = [n for n in every if n[1] <= span[0]]
        alike = sum(is_rate(sentence[slice(*n)]) == mine for n in so_far)
        unlike = [told.get(n, set()) for n in so_far if is_rate(sentence[slice(*n)]) != mine]
        repeated = any(not fields for fields in unlike) or len(unlike) > len(set().union(*unlike))
        for number in [n for n in every if opener and opener.end <= n[0] and n[1] <= span[0]]:
            kind = is_rate(sentence[slice(*number)]) == mine
            same = kind and (number not in told or one.claim.field in told[number])
            gap = sentence[number[1] : span[0]]
            if (same and not caps(gap, same_kind=True)) or (not kind and may_open(gap)):
                one.unsure = True
            if not same and len(own) < len(used):
                one.unsure = True  # "A 80 %, B 60 %, höchstens 5.000 €": of both, or of B?
            if not kind and repeated and len(unlike) > 1 + alike:
                one.unsure = True
    _ask_about_shared(sentence, spans, bound)


def _unread(gap: str) -> bool:
    """Whether a noun right before a number is passed over: "…, Kommunen 5.000 Euro für Bau"."""
    words = re.split(r", | und | sowie |[;:()|]", gap)[-1]
    return names_more(words)


def _opener_of(names: list[Named], said: list[Opener], span: tuple[int, int]) -> Opener | None:
    """Return the opener before a number that gave the innermost of its cases, if one did."""
    before = [one for one in said if one.end <= span[0] and any(one.name is n for n in names[-1:])]
    return before[-1] if before else None


def _ask_about_shared(sentence: str, spans: list[tuple[int, int]], bound: list[Bound]) -> None:
    """Ask where two values of one field would share the words of one case."""
    last: dict[Field, tuple[tuple[int, int], Bound]] = {}
    for span, one in zip(spans, bound, strict=True):
        before = last.get(one.claim.field)
        last[one.claim.field] = span, one
        if before is None or before[0] == span or before[1].claim.value == one.claim.value:
            continue
        mine = one.inner[-1].case.words if one.inner else ""
        theirs = before[1].inner[-1].case.words if before[1].inner else ""
        alike = bool(mine and theirs) and (mine.startswith(theirs) or theirs.startswith(mine))
        if alike and not caps(sentence[before[0][1] : span[0]], same_kind=True):
            one.unsure = before[1].unsure = True


# A sentence that adds something else: what follows may hold for that alone.
_ASIDE_SENTENCE = re.compile(
    r"\b(?:[Dd]aneben|[Aa]ußerdem|[Zz]udem|[Dd]arüber hinaus|[Zz]usätzlich|[Aa]lternativ"
    r"|[Nn]eben (?:der|dem|den|einer|einem)"
    r"|auch (?:Darlehen|Zuschüsse|Prämien|Kredite|Zuwendungen))\b"
)
