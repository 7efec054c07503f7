"""Which pages are worth a full extraction, and what becomes of the others."""

import pytest
from archive_kit import TOWNS, page_of, table, text_of, warc

from panj.documents import sieve
from panj.errors import InputError
from panj.lexicon import languages

ORDINARY = (
    "The council of {town} opened a new library on Saturday. The building has a reading room and a garden, and it cost "
    "less than the mayor had expected. Music was played until the evening.\n\n"
    "The shop next door will sell cakes from spring on. Its owner said she had baked since she was a girl.\n\n"
)


def ordinary(n: int) -> str:
    return ORDINARY.replace("{town}", TOWNS[n % len(TOWNS)]) * 4


def ordinary_page(n: int) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in ordinary(n).split("\n\n") if p)
    return (
        '<html lang="en"><head><title>A library opens</title><meta property="og:site_name" content="Kivu Post">'
        '<meta property="article:published_time" content="2021-02-14T08:00:00Z"></head>'
        f"<body><nav><a href='/r'>400 refugees arrive</a></nav><article><h1>A library opens</h1>{body}</article></body>"
    ).encode()


def mixed(path, monkeypatch):
    """A crawl of twenty pages of which each fifth tells."""
    monkeypatch.setattr("archive_kit.page_of", lambda n: page_of(n) if n % 5 == 0 else ordinary_page(n))
    return warc(path, range(20))


def test_pages_without_a_telling_word_are_passed_over_and_kept(tmp_path, make, monkeypatch):
    path = mixed(tmp_path / "a.warc.gz", monkeypatch)
    summary = make(path)
    every = make(path, out="every", every_page=True)

    assert (summary.counts["read"], summary.counts["passed over"]) == (4, 16)
    assert every.counts["read"] == 20
    assert table(tmp_path / "out", "claims") == table(tmp_path / "every", "claims")
    passed = next(row for row in table(tmp_path / "out", "documents") if row["fate"] == "passed over")
    assert passed["extractor"].startswith("resiliparse@")
    assert (passed["title"], passed["published"]) == ("A library opens", "2021-02-14")
    assert (passed["publisher"], passed["language"], passed["claims"]) == ("Kivu Post", "en", 0)


def test_rows_without_a_telling_word_are_passed_over(tmp_path, make):
    (tmp_path / "a.txt").write_text(ordinary(0), encoding="utf8")
    (tmp_path / "b.txt").write_text(text_of(0), encoding="utf8")
    summary = make(tmp_path / "a.txt", tmp_path / "b.txt")
    assert (summary.counts["read"], summary.counts["passed over"]) == (1, 1)


@pytest.mark.parametrize("text", [text_of(1), ordinary(1) + text_of(1), "Floods kill two"])
def test_what_tells(text):
    assert sieve.tells(text, "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The fire destroyed three houses on the hill, the mayor said."),
        ("fr", "Quelque 300 habitants ont quitté le village après la crue."),
        ("es", "Unas 300 personas abandonaron sus casas tras la crecida del río."),
    ],
)
def test_one_sentence_in_a_long_text_is_enough(language, text):
    filler = "abc " * 2_000
    assert not sieve.tells(filler, language)
    assert sieve.tells(f"{filler}. {text} {filler}", language)


def test_a_language_without_a_list_always_tells(monkeypatch):
    sieve._lists.cache_clear()
    monkeypatch.setattr(sieve, "has", lambda language, name: False)
    assert sieve.tells("The council opened a library.", "en")
    sieve._lists.cache_clear()


def test_each_language_has_its_list():
    assert all(sieve._lists(language) for language in languages())


@pytest.mark.parametrize("page", ["<div>" * 100_000, "a. " * 100_000, "<meta " * 50_000, "1 people fled " * 50_000, ""])
def test_hostile_pages_are_looked_at(page):
    assert sieve.glance(page).tells is ("fled" in page)


def test_a_lacking_extractor_is_named(tmp_path, make, monkeypatch):
    monkeypatch.setattr(sieve.needs, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="not installed") as caught:
        make(tmp_path)
    assert 'pip install "panj[archive]"' in caught.value.hint
