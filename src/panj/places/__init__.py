"""Gazetteer, candidates (always ranked, never one), and resolution over a whole document."""

from panj.places.finder import Finder
from panj.places.gazetteer import SqliteGazetteer, open_gazetteer

__all__ = ["Finder", "SqliteGazetteer", "open_gazetteer"]
