"""Words looked up where they stand must find all that a scan of every letter finds."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from panj.language import cues, dates
from panj.language.dates_context import Context
from panj.language.dates_grammar import grammar
from panj.language.numbers_lexicon import lexicon
from panj.language.speakers_rules import rules
from panj.lexicon.vocabulary import Vocabulary, vocabulary

LANGUAGES = ("en", "es", "fr")
GLUE = (" ", " ", " ", " ", "-", "’", "'", ", ", ".", "\n", "2", "_", "İ", "é", "(", "“")


@cache
def _words() -> tuple[str, ...]:
    """Words that the lists of any language begin with, and some that they do not hold."""
    found = {"said", "it", "Osh", "3", "2021", "’98", "12 May", "twenty-five", "hundred", "no", "nobody", "was", "fled"}
    for language in LANGUAGES:
        found |= {*rules(language).role, *cues.rules(language).phrases, *grammar(language).heads}
        found |= {*lexicon(language).word_heads, *lexicon(language).zero_heads}
    return (*sorted(found), *sorted(word.capitalize() for word in found))


texts = st.deferred(
    lambda: st.lists(st.tuples(st.sampled_from(_words()), st.sampled_from(GLUE)), max_size=30).map(
        lambda pairs: "".join(word + glue for word, glue in pairs)
    )
)


@settings(deadline=None)
@given(texts, st.sampled_from(LANGUAGES))
def test_words_of_saying(text: str, language: str) -> None:
    scan, heads = rules(language).scan, rules(language).heads
    found = [m.span() for m in vocabulary(text).matches(scan, text, heads)]
    assert found == [m.span() for m in scan.finditer(text)]


@settings(deadline=None)
@given(texts, st.sampled_from(LANGUAGES))
def test_numbers_in_words_and_nobody(text: str, language: str) -> None:
    lex, known = lexicon(language), vocabulary(text)
    scanned = [m.span() for m in lex.zero.finditer(known.low)]
    assert [m.span() for m in known.matches(lex.zero, known.low, lex.zero_heads)] == scanned
    starts = {at for at, _ in known.starts(lex.word_heads)}
    assert {m.start(1) for m in lex.word_scan.finditer(known.low)} <= starts


@settings(deadline=None)
@given(texts, st.sampled_from(LANGUAGES))
def test_dates_begin_where_they_are_looked_for(text: str, language: str) -> None:
    context = Context(grammar(language), text, vocabulary(text).low, None)
    scanned = {m.start() for m in grammar(language).scan(False).finditer(context.low)}
    assert scanned <= set(dates._starts(context))


@settings(deadline=None)
@given(texts, st.sampled_from(LANGUAGES))
def test_hedges(text: str, language: str) -> None:
    r = cues.rules(language)
    kept = {
        at
        for at, word in vocabulary(text).starts(r.by_word.keys())
        if cues._any_of(r.by_word[word]).match(vocabulary(text).low, at)
    }
    for hit in r.scan.finditer(text):
        key = hit.group(1).lower()
        phrases = r.phrases.get(key) or r.phrases[" ".join(key.split())]
        assert hit.start() in kept or cues._longest(text, hit.start(), phrases) is None


def test_a_text_is_cut_once_and_keeps_its_offsets() -> None:
    text = "İn Osh, re-opened co2 Straße"
    assert vocabulary(text) is vocabulary(text)
    known = Vocabulary(text)
    assert [(text[at : at + len(word)].lower(), word) for at, word in known.starts({"osh", "re", "co"})] == [
        ("osh", "osh"), ("re", "re"), ("co", "co"),
    ]  # fmt: skip
