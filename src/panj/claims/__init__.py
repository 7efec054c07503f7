"""Readers of claims. The default is the grammar reader; another can stand behind the same door."""

from panj.claims.reader import GrammarReader

__all__ = ["GrammarReader"]
