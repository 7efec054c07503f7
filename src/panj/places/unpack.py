"""Unpacks the package's gazetteer into the user's cache, once for each version of its content."""

import lzma
import os
import tempfile
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from panj.errors import DataError
from panj.places.schema import VERSION
from panj.places.supplement import add, rows

ARCHIVE = "gazetteer.sqlite.xz"
SUPPLEMENT = "supplement.tsv"


def supplement_text() -> str:
    """The package's supplement.tsv."""
    return files("panj.data").joinpath("base", SUPPLEMENT).read_text("utf8")


def unpacked(cache: Path) -> Path:
    """The path of the unpacked gazetteer in the cache folder; unpacks it if it is not there.

    The file's name holds a digest of what it was made from, and it appears by a rename, so that two processes that
    unpack at once do each other no harm and a broken file is never left behind. Raises DataError where the folder
    cannot be written.
    """
    base = files("panj.data").joinpath("base")
    try:
        packed = base.joinpath(ARCHIVE).read_bytes()
        added = base.joinpath(SUPPLEMENT).read_bytes()
    except OSError as error:
        raise DataError(f"The gazetteer of the package cannot be read: {error}", "install Panj again") from error
    digest = blake2b(packed + added + bytes([VERSION]), digest_size=8).hexdigest()
    target = cache / f"gazetteer-{digest}.sqlite"
    if target.is_file():
        return target
    temporary = ""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".gazetteer-", suffix=".part", dir=cache)
        with os.fdopen(handle, "wb") as out:
            out.write(lzma.decompress(packed))
        add(Path(temporary), rows(added.decode("utf8")))
        Path(temporary).replace(target)
    except OSError as error:
        hint = "make room, or name another folder in PANJ_CACHE"
        raise DataError(f"The gazetteer cannot be unpacked into {cache}: {error.strerror or error}", hint) from error
    except lzma.LZMAError as error:
        raise DataError(f"The gazetteer of the package is broken: {error}", "install Panj again") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
    return target
