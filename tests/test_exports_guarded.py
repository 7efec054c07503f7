"""What is restricted leaves the house in no format of the open view, and in every one of the restricted view."""

import io
import zipfile
from pathlib import Path

import pytest

from panj import cli
from panj.outputs.exports import FORMATS

SECRET = "Zarnegar Hotline"
OPEN = "Some 350 refugees from Afghanistan crossed into Tajikistan on Tuesday, the border service said."
CLOSED = "Some 4,321 refugees from Afghanistan crossed into Tajikistan on Wednesday, the mayor said."
MARKS = (b"4321", b"4,321", b"4321.0", SECRET.encode())
TABLES = [(one.name, table) for one in FORMATS.values() for table in one.tables or ("",)]
SILENT = ("plover", "idu")
"""Formats that have nothing to say of these reports."""


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "open.txt").write_text(f"URL: https://example.org/open\n\n{OPEN}", encoding="utf8")
    (folder / "closed.txt").write_text(f"URL: https://example.org/closed\n\n{CLOSED}", encoding="utf8")
    location = str(folder / "panj.db")
    run("add", folder / "open.txt", "--published", "2021-07-14", "--publisher", "The Paper", "--record", location)
    run("add", folder / "closed.txt", "--published", "2021-07-15", "--publisher", SECRET, "--record", location)
    run("restrict", "closed", "--why", "somebody is threatened", "--record", location)
    return location


def run(*arguments) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([str(argument) for argument in arguments])
    assert not stopped.value.code


def words_of(path: Path) -> bytes:
    """All that a reader of the file finds in it."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b" ".join(archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        pdfium = pytest.importorskip("pypdfium2")
        document = pdfium.PdfDocument(data)
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return text.encode()
    if data.startswith(b"PAR1"):
        parquet = pytest.importorskip("pyarrow.parquet")
        return str(parquet.read_table(io.BytesIO(data)).to_pylist()).encode()
    return data


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_a_restricted_report_is_in_no_open_export(record, tmp_path, form, table, request):
    if FORMATS[form].extra == "pdf-report":
        request.getfixturevalue("pango")
    needed = {"export": "pyarrow", "office": "docx"}.get(FORMATS[form].extra)
    if needed:
        pytest.importorskip(needed)
    chosen = ["--table", table] if table else []
    start = ["--from", "2021-07-01"] if form.startswith("sitrep") else []
    for role in ("open", "restricted"):
        out = tmp_path / role
        run("export", form, *chosen, *start, "--role", role, "--out", out, "--record", record)
        found = words_of(out)
        if role == "open":
            assert not [mark for mark in MARKS if mark in found]
        elif form not in SILENT:
            assert [mark for mark in MARKS if mark in found], "the test sees nothing"
