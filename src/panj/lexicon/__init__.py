"""Loads data/<language>/*.toml: words, never logic."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from panj.errors import DataError

DEFAULT = "en"
"""The language of a document that names none and whose text tells none."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that the package has word lists for, as two-letter codes."""
    return tuple(sorted(f.name for f in files("panj.data").iterdir() if len(f.name) == 2 and f.is_dir()))


def language_of(named: str | None) -> str:
    """The language that a document is read as, from the one that it names or that its text tells."""
    return named or DEFAULT


def language_name(code: str | None) -> str:
    """The English name of a language with its code, "Ukrainian (uk)"; the code alone where no name is known."""
    name = table("base", "languages")["names"].get(code)
    return f"{name} ({code})" if name else code or "an unknown language"


@cache
def has(language: str, name: str) -> bool:
    """Whether the language has this word list; a room without one in a language says nothing of its texts."""
    return files("panj.data").joinpath(language, f"{name}.toml").is_file()


@cache
def table(language: str, name: str) -> dict[str, Any]:
    """The word list `data/<language>/<name>.toml`. Callers treat it as read-only. Raises DataError."""
    try:
        text = files("panj.data").joinpath(language, f"{name}.toml").read_text("utf8")
        return tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The word list {language}/{name}.toml cannot be read: {error}") from error
