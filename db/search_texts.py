"""Search texts: the words of each opportunity as they are searched, folded.

Derived by `db.projection` as facts are. On SQLite a full-text table of trigrams (`search_index`)
follows `search_texts` by triggers, on PostgreSQL indexes of pg_trgm stand on its columns; both are
made by migration 0024 and known to no model.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ForeignKey, String, Text, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base


class SearchText(Base):
    """What is searched of one opportunity: its title, what else is said of it, its topics."""

    __tablename__ = "search_texts"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    themes: Mapped[str] = mapped_column(Text)


class SearchWord(Base):
    """One word that stands somewhere, by its stem, and one way in which it is written.

    Typing errors are corrected to these. A word may outlive its last text, until all facts are
    made anew.
    """

    __tablename__ = "search_words"

    stem: Mapped[str] = mapped_column(String(40), primary_key=True)
    written: Mapped[str] = mapped_column(String(80))


class TopicName(Base):
    """What a topic is called; nothing in this package knows the topics themselves."""

    __tablename__ = "topic_names"

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str] = mapped_column(Text)


def topic_names(session: Session) -> dict[str, str]:
    """Return what each topic is called."""
    return dict(session.execute(select(TopicName.topic, TopicName.label)).all())


def store_topic_names(session: Session, labels: Mapping[str, str]) -> None:
    """Keep what the topics are called. Facts that are there already are not made anew by it."""
    session.execute(delete(TopicName))
    session.execute(
        insert(TopicName), [{"topic": topic, "label": label} for topic, label in labels.items()]
    )
