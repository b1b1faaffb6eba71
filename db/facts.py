"""Facts: what filters, sorting and lists ask of an opportunity, as indexed columns.

Derived from revisions, decisions and groups by `db.projection`, and from nothing else: the
rows may be dropped and made again at any time. One opportunity that several entries are has
one row, under its leading entry.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Facts(Base):
    """One opportunity that is published and not withdrawn.

    The status on a day follows from `stated_status`, `opens_on`, `has_deadline` and
    `closes_on`: the day after which all its deadlines are over; empty where one never is.
    `digest` is what all facts of the opportunity come to: another number whenever one of them is
    another.
    """

    __tablename__ = "facts"
    __table_args__ = (Index("ix_facts_digest", "digest", "opportunity_id"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    level: Mapped[str] = mapped_column(String(20), index=True)
    language: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(Text)
    sort_title: Mapped[str] = mapped_column(Text, index=True)
    url: Mapped[str] = mapped_column(Text)
    stated_status: Mapped[str] = mapped_column(String(20))
    opens_on: Mapped[date | None] = mapped_column(Date)
    has_deadline: Mapped[bool]
    closes_on: Mapped[date | None] = mapped_column(Date, index=True)
    event_on: Mapped[date | None] = mapped_column(Date, index=True)
    event_until: Mapped[date | None] = mapped_column(Date, index=True)
    contested: Mapped[bool]
    checked: Mapped[bool]
    news_at: Mapped[datetime | None] = mapped_column(index=True)
    entries: Mapped[int]
    digest: Mapped[int] = mapped_column(BigInteger, server_default="0")


class FactDeadline(Base):
    """One day on which an opportunity closes for newcomers; yearly ones for some years ahead.

    `sure` is False for a day on which sources disagree. A rule without a day ("laufend")
    has no row but is named in `rule` with an empty day.
    """

    __tablename__ = "fact_deadlines"
    __table_args__ = (Index("ix_fact_deadlines_on", "ends_on", "opportunity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    ends_on: Mapped[date | None] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(20))
    sure: Mapped[bool]


class FactArea(Base):
    """An area that an opportunity is for."""

    __tablename__ = "fact_areas"
    __table_args__ = (Index("ix_fact_areas_area", "area", "opportunity_id"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    area: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[int]


class FactTopic(Base):
    """A topic of an opportunity, the weightiest at place 0."""

    __tablename__ = "fact_topics"
    __table_args__ = (Index("ix_fact_topics_topic", "topic", "opportunity_id"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    place: Mapped[int]


class FactApplicant(Base):
    """Who may apply, or (`excluded`) may not."""

    __tablename__ = "fact_applicants"
    __table_args__ = (Index("ix_fact_applicants_applicant", "applicant", "opportunity_id"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    applicant: Mapped[str] = mapped_column(String(40), primary_key=True)
    excluded: Mapped[bool]


class FactInstrument(Base):
    """How an opportunity funds: grant, loan and so on."""

    __tablename__ = "fact_instruments"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    instrument: Mapped[str] = mapped_column(String(20), primary_key=True)


class FactTerms(Base):
    """The bounds of one case for one kind of applicant (empty: for all).

    Sums in EUR, rates in percent, population in inhabitants. `weak` means financially weak
    municipalities only.
    """

    __tablename__ = "fact_terms"
    __table_args__ = (Index("ix_fact_terms_applicant", "applicant", "award_max"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    place: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    applicant: Mapped[str] = mapped_column(String(40))
    population_min: Mapped[int | None]
    population_max: Mapped[int | None]
    weak: Mapped[bool]
    award_min: Mapped[float | None]
    award_max: Mapped[float | None]
    cost_min: Mapped[float | None]
    cost_max: Mapped[float | None]
    rate_min: Mapped[float | None]
    rate_max: Mapped[float | None]
    own_share: Mapped[float | None]
