"""ZIP, tar and gzip: folders and files in another form, with nothing written to disk.

Their members are read one at a time into memory, within an allowance that all archives inside one another share, so
that a bomb ends early and is named. Names are labels only; those that point outside the archive are refused.
"""

import bz2
import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, cast

from panj.documents import folders, kinds, metadata
from panj.documents.bounded import DAMAGED, Bounded, TooMuch, allowance_of
from panj.documents.extract import Allowance, Source, opener_of, shown, storable
from panj.documents.options import Options
from panj.documents.reading import MEGABYTE, unopenable
from panj.model import Problem
from panj.settings import Settings

SPLIT_HINT = "Unpack it, look at what it holds, and add that."
END_OF_ZIP = b"PK\x05\x06"
MAX_DIRECTORY = 64 * 1024 * 1024
"""Bytes of a ZIP's list of files, which is read whole: 200,000 names take a third of it."""
OPENERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    ".tar": lambda file: file,
    ".tar.gz": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    ".tgz": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    ".tar.bz2": lambda file: cast(IO[bytes], bz2.BZ2File(file)),
}

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""LZMA is left out: it lets an archive ask for 4 GB of memory."""
FAILURES = (OSError, *DAMAGED, zipfile.BadZipFile, tarfile.TarError, RuntimeError, NotImplementedError)
"""What the standard library raises for archives that are damaged or of a kind that it cannot unpack."""
Member = tuple[str, int, Callable[[], IO[bytes]] | None, str]
"""Name, stated size, what opens it (None: it cannot be read) and why it cannot."""


def read_zip(source: Source, settings: Settings, options: Options) -> Iterator[Source | Problem]:
    """The files in a ZIP, in the order of their names."""
    yield from _archive(source, settings, options, _zip)


def read_tar(source: Source, settings: Settings, options: Options) -> Iterator[Source | Problem]:
    """The files in a tar archive, plain or compressed, in its order."""
    yield from _archive(source, settings, options, _tar)


def read_gzip(source: Source, settings: Settings, options: Options) -> Iterator[Source | Problem]:
    """The file in a gzip file, read as its name without `.gz` says, or as it looks."""
    if problem := _outside(source, settings):
        yield problem
        return
    allowance = _allowance(source, settings)

    def opener() -> IO[bytes]:
        file = source.open()
        inner = cast(IO[bytes], gzip.GzipFile(fileobj=file))
        return cast(IO[bytes], io.BufferedReader(Bounded(inner, allowance, settings.max_file_bytes, behind=file)))

    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    label = source.label.removesuffix(kinds.ending(name, options.readable))
    yield replace(source, name=name, label=label, opener=opener, path=None, depth=source.depth + 1, allowance=allowance)


def _archive(
    source: Source,
    settings: Settings,
    options: Options,
    members: Callable[[IO[bytes], Source, Settings, Allowance], Iterator[Member]],
) -> Iterator[Source | Problem]:
    if problem := _outside(source, settings):
        yield problem
        return
    allowance = _allowance(source, settings)
    known = options.readable
    tables = folders.Tables(source.shown)
    with suppress(*FAILURES), source.open() as file:
        for name, size, opener, _ in members(file, source, settings, replace(allowance)):
            if opener and PurePosixPath(name).name == metadata.NAME and not _points_outside(name):
                data = _data(opener, size, settings)
                if isinstance(data, bytes):
                    tables.add(name, data)
    yield from tables.problems
    empty = True
    try:
        with source.open() as file:
            for member in members(file, source, settings, allowance):
                for found in _member(member, source, settings, allowance, tables, known):
                    empty = False
                    yield found
        if empty:
            yield Problem(source.shown, "The archive holds nothing that can be read.", SPLIT_HINT)
    except TooMuch as error:
        yield Problem(source.shown, f"It is not read further: {error.strerror}.", SPLIT_HINT)
    except FAILURES as error:
        yield Problem(source.shown, f"The archive is damaged: {_words(error)}.", "Get it again, or unpack what can be.")


def _member(
    member: Member,
    source: Source,
    settings: Settings,
    allowance: Allowance,
    tables: folders.Tables,
    known: Collection[str],
) -> Iterator[Source | Problem]:
    name, size, opener, why = member
    place = f"{source.shown}/{shown(name)}"
    path = PurePosixPath(name)
    if _points_outside(name):
        yield Problem(place, "Its name leads out of the archive, so it is not read.", SPLIT_HINT)
        return
    if not folders.is_listed(path) or not kinds.is_readable(path.name, known):
        return
    data = why if opener is None else _data(opener, size, settings)
    if isinstance(data, str):
        yield Problem(place, data, SPLIT_HINT)
    elif not kinds.is_passed_over(path.name, data):
        yield Source(
            name=path.name,
            label=f"{source.label}/{storable(folders.label_of(path))}",
            shown=place,
            address=f"{source.address}#{storable(path.as_posix())}",
            opener=opener_of(data),
            given={**source.given, **tables.of(path)},
            before=source.before,
            after=source.after,
            depth=source.depth + 1,
            allowance=allowance,
        )


def _data(opener: Callable[[], IO[bytes]], size: int, settings: Settings) -> bytes | str:
    """The bytes of a member, or why they cannot be had. Raises TooMuch where the whole archive must be left."""
    limit = settings.max_file_bytes
    if size > limit:
        return f"It has {size / MEGABYTE:,.0f} MB; {limit / MEGABYTE:,.0f} MB is the limit."
    try:
        with opener() as file:
            data = file.read(min(limit, size + 1))
    except TooMuch:
        raise
    except FAILURES as error:
        return f"It cannot be unpacked: {_words(error)}."
    return data


def _zip(file: IO[bytes], source: Source, settings: Settings, allowance: Allowance) -> Iterator[Member]:
    _check_directory(file)
    with zipfile.ZipFile(file) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
        for info in infos:
            _count(allowance, settings)
            if info.is_dir():
                continue
            name = info.filename.replace("\\", "/")
            if info.flag_bits & 1:
                yield name, info.file_size, None, "It is encrypted."
                continue
            if info.compress_type not in METHODS:
                yield name, info.file_size, None, "It is packed in a way that is not read."
                continue
            yield name, info.file_size, _zip_opener(archive, info, allowance, settings), ""


def _zip_opener(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance, settings: Settings
) -> Callable[[], IO[bytes]]:
    return lambda: cast(IO[bytes], Bounded(archive.open(info), allowance, settings.max_file_bytes))


def _check_directory(file: IO[bytes]) -> None:
    """Raises TooMuch where the list of files would fill the memory before anything could be counted."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 70_000))
    tail = file.read(70_000)
    file.seek(0)
    at = tail.rfind(END_OF_ZIP)
    if at < 0 or len(tail) < at + 16:
        raise OSError(None, "it has no end of its list of files")
    listed = struct.unpack_from("<L", tail, at + 12)[0]
    with suppress(struct.error):
        if listed == 0xFFFFFFFF and (wide := tail.rfind(b"PK\x06\x06", 0, at)) >= 0:
            listed = struct.unpack_from("<Q", tail, wide + 40)[0]
    if listed > MAX_DIRECTORY:
        raise TooMuch(None, f"its list of files has {listed / MEGABYTE:,.0f} MB")


def _tar(file: IO[bytes], source: Source, settings: Settings, allowance: Allowance) -> Iterator[Member]:
    ending = next((e for e in sorted(OPENERS, key=len, reverse=True) if source.name.lower().endswith(e)), ".tar")
    stream = Bounded(OPENERS[ending](file), allowance, settings.max_file_bytes)
    with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r:") as archive:
        while (info := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # the library keeps every header otherwise
            _count(allowance, settings)
            if info.isdir():
                continue
            name = info.name
            if info.issym() or info.islnk():
                yield name, 0, None, "It is a link, and links in archives are not followed."
            elif not info.isreg() or info.issparse():
                yield name, 0, None, "It is no ordinary file."
            else:
                yield name, info.size, _tar_opener(archive, info), ""
        stream.seek(archive.offset)
        if any(stream.read(tarfile.BLOCKSIZE)):
            raise tarfile.ReadError("it breaks off, or goes on with something else")


def _tar_opener(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    return lambda: cast(IO[bytes], archive.extractfile(info))


def _count(allowance: Allowance, settings: Settings) -> None:
    allowance.files -= 1
    if allowance.files < 0:
        raise TooMuch(None, f"it holds more than {settings.max_archive_files:,} files")


def _points_outside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or name[1:3] in (":/", ":\\") or "\0" in name


def _outside(source: Source, settings: Settings) -> Problem | None:
    if source.depth >= settings.max_archive_depth:
        message = f"It lies {source.depth} archives deep; {settings.max_archive_depth} is the limit."
        return Problem(source.shown, message, SPLIT_HINT)
    return unopenable(source.path, source.shown) if source.path else None


def _allowance(source: Source, settings: Settings) -> Allowance:
    if source.allowance:
        return source.allowance
    return allowance_of(source.path.stat().st_size if source.path else 0, settings)


def _words(error: Exception) -> str:
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return shown(words.splitlines()[0][:200]).rstrip(".")
