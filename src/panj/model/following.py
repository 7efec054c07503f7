"""Feeds and pages that are followed: their state, and what came from each."""

from dataclasses import dataclass
from typing import Literal

FollowedKind = Literal["feed", "page"]


@dataclass(frozen=True, slots=True)
class Followed:
    """The state of a feed or page. `etag` and `modified` are what its server gave for the next request. Times are UTC
    in ISO 8601: when it was asked last, and before when it is not to be asked again. `failures` counts those in a row;
    `problem` says what the last one was. `reports` is how many documents came from it."""

    url: str
    kind: FollowedKind
    title: str | None = None
    etag: str = ""
    modified: str = ""
    checked_at: str | None = None
    wait_until: str | None = None
    failures: int = 0
    problem: str | None = None
    reports: int = 0
