"""`panj gazetteer`: looking up, building from a dump, and reading with what was built."""

import json

import pytest

from panj import cli

ROW = "1\tOldtown\tOldtown\tOldville\t37.5\t69.5\tP\tPPL\t{code}\t\t02\t\t\t\t1200\t\t\tAsia/Dushanbe\t2020-01-01\n"


@pytest.fixture
def panj(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PANJ_GAZETTEER", raising=False)

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            cli.main(["gazetteer", *map(str, arguments)])
        out, err = capsys.readouterr()
        return stopped.value.code or 0, out, err

    return run


def test_find_shows_what_a_name_could_be_and_why_one_won(panj):
    code, out, _ = panj("find", "Tripoli")

    assert code == 0
    assert "LBY" in out
    assert "LBN" in out
    assert "stands first" in out
    assert max(map(len, out.splitlines())) <= 100


def test_find_says_when_nothing_has_the_name(panj):
    code, out, err = panj("find", "Xyzzyqua")
    assert (code, out) == (1, "")
    assert "Xyzzyqua" in err


def test_a_gazetteer_is_built_from_a_dump_and_used(panj, tmp_path, monkeypatch):
    dump, built = tmp_path / "two.txt", tmp_path / "built.sqlite"
    dump.write_text(ROW.format(code="TJ") + ROW.replace("Oldtown", "Newtown").format(code="AF"), encoding="utf8")
    code, out, err = panj("build", dump, "--countries", "TJ", "-o", built)
    assert (code, out) == (0, "")
    assert "1 places" in err
    assert "PANJ_GAZETTEER" in err

    monkeypatch.setenv("PANJ_GAZETTEER", str(built))
    assert "geonames:1" in panj("find", "Oldtown")[1]
    assert panj("find", "Newtown")[0] == 1


def test_a_built_gazetteer_is_the_one_that_reports_are_read_with(panj, tmp_path, monkeypatch, capsys):
    dump, built, report = tmp_path / "TJ.txt", tmp_path / "built.sqlite", tmp_path / "report.txt"
    dump.write_text(ROW.format(code="TJ"), encoding="utf8")
    report.write_text("Some 350 refugees arrived in Oldtown, Tajikistan, on Tuesday.\n", encoding="utf8")
    panj("build", dump, "-o", built)
    monkeypatch.setenv("PANJ_GAZETTEER", str(built))
    from panj import pipeline

    pipeline._finder.cache_clear()
    try:
        with pytest.raises(SystemExit):
            cli.main(["annotate", str(report), "--published", "2021-07-14"])
    finally:
        pipeline._finder.cache_clear()
    places = json.loads(capsys.readouterr().out)["places"]
    assert "geonames:1" in [place["id"] for place in places]


def test_what_is_no_dump_is_said(panj, tmp_path):
    (tmp_path / "bad.txt").write_text("hello\n")
    code, out, err = panj("build", "bad.txt")
    assert (code, out) == (1, "")
    assert "bad.txt, line 1" in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "gazetteer.sqlite").exists()
