"""Millions of documents: batches named by path and offset, whoever reads them, and Parquet that outlives a kill."""

from panj.archive.batches import Batch, Part
from panj.archive.folder import Folder, is_archive
from panj.archive.plan import Plan
from panj.archive.stored import Stored, read_stored

__all__ = ["Batch", "Folder", "Part", "Plan", "Stored", "is_archive", "read_stored"]
