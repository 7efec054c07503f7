"""Packages that only some sources need."""

from importlib.util import find_spec

from panj.model import Problem


def missing(package: str, extra: str, what: str, shown: str) -> Problem | None:
    """Why `what` cannot be read, where the package behind it is not installed."""
    if find_spec(package) is not None:
        return None
    return Problem(shown, f"{what} need a part that is not installed.", f'Install it: pip install "panj[{extra}]".')
