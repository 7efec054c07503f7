"""The record room: an append-only database of documents, what was read from them, and the events made of it."""

from panj.record.store import Added, Prepared, Record, open_record

__all__ = ["Added", "Prepared", "Record", "open_record"]
