"""Packages that only some formats need."""

from importlib import import_module
from typing import Any

from panj.errors import InputError


def package(name: str, extra: str, what: str) -> Any:
    """The package. Raises InputError with what to install."""
    try:
        return import_module(name)
    except (ImportError, OSError) as error:
        told = f": {error}" if isinstance(error, OSError) else ""
        message = f"{what} need a part that is not installed ({name}{told})"
        raise InputError(message, f'install it: pip install "panj[{extra}]"') from error
