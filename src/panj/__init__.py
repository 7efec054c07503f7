"""Panj reads news reports of people forced to move and keeps a record in which every figure can be checked."""

__version__ = "0.1.0"
