"""The declarative base and the column types that mean the same on both databases."""

from __future__ import annotations

import sys
import zlib
from datetime import UTC, datetime
from typing import Any, ClassVar, cast

from sqlalchemy import JSON, DateTime, Dialect, LargeBinary, MetaData, Table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Every constraint has a name, so that a migration can drop it on either database.
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on both sides, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant, since nobody could tell later which zone it meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"instant without a time zone: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone; what was written was UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """JSON, in PostgreSQL's binary form where there is one, so that it can be searched."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the database at hand."""
        binary = dialect.name == "postgresql"
        kind = JSONB if binary else JSON
        return dialect.type_descriptor(kind(none_as_null=True))


class Packed(TypeDecorator[bytes]):
    """Bytes that are kept compressed: a mail takes a tenth, and so does each change of its row.

    What was written before is not, and comes back as it is.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Compress at a quick level: it is as small for bodies that repeat themselves."""
        return zstd.compress(value, 1) if value else value

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Return what was written."""
        if value and value.startswith(_PACKED):
            return zstd.decompress(value)
        return zlib.decompress(value) if value and value.startswith(_PACKED_BEFORE) else value


# How the compressed begins, now and in older rows; no mail and no text does.
_PACKED = b"\x28\xb5\x2f\xfd"
_PACKED_BEFORE = b"\x78\x01"


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        dict[str, Any]: Json,
        list[Any]: Json,
    }


def table_of(entity: type[Base]) -> Table:
    """Return the table of an entity, for many rows at once: objects cost more than they do."""
    return cast(Table, entity.__table__)
