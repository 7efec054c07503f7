"""Gazetteer, candidates (always ranked, never one), and resolution over a whole document."""

from panj.places.build import from_dump
from panj.places.explain import Sense, explain
from panj.places.finder import Finder
from panj.places.gazetteer import SqliteGazetteer, open_gazetteer
from panj.places.unpack import supplement_text

__all__ = ["Finder", "Sense", "SqliteGazetteer", "explain", "from_dump", "open_gazetteer", "supplement_text"]
