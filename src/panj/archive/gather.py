"""The finished batches of an archive as one table a month."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import dataset as ds
from pyarrow import parquet as pq

from panj.archive.files import replaced
from panj.archive.folder import Folder
from panj.archive.tables import SCHEMAS
from panj.model import digest

MARK = "gathered"
"""File that says of which batches the tables were made."""
FRESH = ".gathering"
MOST_MONTHS = 10_000
OPEN_FILES = 200
ROWS_A_GROUP = 50_000
FEWEST_ROWS = 10_000
"""Rows of a row group; fewer are held in memory until there are as many."""


def gather(folder: Folder, batches: Sequence[str]) -> None:
    """Makes the tables by month of these batches, in their order; nothing where they stand already."""
    mark = digest(*batches).encode()
    path = folder.path / MARK
    if path.exists() and path.read_bytes() == mark and all((folder.path / name).is_dir() for name in SCHEMAS):
        return
    path.unlink(missing_ok=True)
    fresh = folder.path / FRESH
    shutil.rmtree(fresh, ignore_errors=True)
    for name, schema in SCHEMAS.items():
        by_month = (
            ds.partitioning(pa.schema([("month", pa.string())]), flavor="hive") if "month" in schema.names else None
        )
        ds.write_dataset(
            _rows([folder.place(batch) / f"{name}.parquet" for batch in batches]),
            fresh / name,
            schema=schema,
            format="parquet",
            file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
            partitioning=by_month,
            basename_template="part-{i}.parquet",
            use_threads=False,
            max_partitions=MOST_MONTHS,
            max_open_files=OPEN_FILES,
            min_rows_per_group=FEWEST_ROWS,
            max_rows_per_group=ROWS_A_GROUP,
        )
        place = folder.path / name
        (fresh / name).mkdir(parents=True, exist_ok=True)
        if place.exists():
            place.rename(fresh / f"old-{name}")
        (fresh / name).rename(place)
    shutil.rmtree(fresh, ignore_errors=True)
    replaced(path, mark)


def _rows(paths: Sequence[Path]) -> Iterator[pa.RecordBatch]:
    for path in paths:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches()
