"""Opening a record."""

from panj.record.access import Access
from panj.record.engine import open_engine
from panj.record.following import Following
from panj.record.redaction import Redaction
from panj.record.sensitivities import Sensitivities


class Record(Following, Redaction, Sensitivities, Access):
    """A record opened by `open_record`. It is a `View` of what it holds now; close it, or use it in a `with`."""


def open_record(location: str, *, create: bool = True) -> Record:
    """Opens the record in this file or database, makes it where it is missing (unless `create` is false), and migrates
    it. `location` is a path, or `postgresql+psycopg://USER@HOST/DATABASE`.

    A record that cannot be written opens for reading. Raises RecordError: the file is something else or damaged, a
    newer Panj made it, or it is missing.

        with open_record("panj.db") as record:
            for claim in record.claims():
                print(claim.kind, claim.measure)
    """
    engine, writable = open_engine(location, create=create)
    return Record(location, engine, writable=writable)
