"""What the network room gives back."""

from dataclasses import dataclass

from panj.model import Problem


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at an address. `url` is where it was found in the end; `unchanged` where the server says that it is
    as it was (`body` is empty then). `etag` and `modified` are for the next request."""

    url: str
    content_type: str
    body: bytes
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer. `retry_after` are seconds; `gone` where the server says that there is nothing."""

    problem: Problem
    retry_after: float | None = None
    gone: bool = False
