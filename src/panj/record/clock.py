"""The record's clock: UTC in ISO 8601 with milliseconds, so that times sort as text."""

from datetime import UTC, datetime


def now() -> str:
    """The moment in UTC to the millisecond, as ISO 8601 with Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
