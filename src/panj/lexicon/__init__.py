"""Loads data/<language>/*.toml: words, never logic."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from panj.errors import DataError


@cache
def languages() -> tuple[str, ...]:
    """The languages that the package has word lists for, as two-letter codes."""
    return tuple(sorted(f.name for f in files("panj.data").iterdir() if len(f.name) == 2 and f.is_dir()))


@cache
def table(language: str, name: str) -> dict[str, Any]:
    """The word list `data/<language>/<name>.toml`. Callers treat it as read-only. Raises DataError."""
    try:
        text = files("panj.data").joinpath(language, f"{name}.toml").read_text("utf8")
        return tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The word list {language}/{name}.toml cannot be read: {error}") from error
