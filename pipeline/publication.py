"""Publication: publish, or ask the service desk, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.items import Kind
from db.statements import Field, Statement
from db.values import Values
from db.vocabulary import Visibility
from pipeline.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Who may see an opportunity, and what staff are asked about it."""

    visibility: Visibility
    questions: tuple[Question, ...]


def judge(values: Values, questions: tuple[Question, ...]) -> Publication:
    """Decide whether an opportunity is published.

    A doubtful value does not hold an entry back: it is left out and asked for. Held back is
    what may be no opportunity at all; award news never becomes one. Whoever asked for everything
    is told of an entry without a topic, so that is asked only where nothing says whom it is for.
    """
    if values.kind == Kind.AWARD:
        return Publication(visibility=Visibility.NEVER, questions=())
    if values.kind == Kind.NOTICE:
        return _judge_notice(values, questions)
    if not values.topics and not values.applicants:
        text = "Weder Thema noch Antragsberechtigte erkannt. Zu welchem Thema gehört der Eintrag?"
        questions += (Question(field="topics", text=text),)
    return Publication(visibility=Visibility.PUBLISHED, questions=questions)


def _judge_notice(values: Values, questions: tuple[Question, ...]) -> Publication:
    promising = bool(values.deadlines or values.opens_on or values.award_max or values.rate_max)
    if not promising:
        return Publication(visibility=Visibility.NEVER, questions=())
    text = "Die Mitteilung nennt Frist oder Fördersumme. Ist sie ein Förderaufruf?"
    call = Statement(field=Field.KIND, value=Kind.CALL.value)
    kind = Question(field=Field.KIND.value, text=text, suggestion=Kind.CALL.value, proposed=(call,))
    return Publication(visibility=Visibility.HELD, questions=(kind, *questions))
