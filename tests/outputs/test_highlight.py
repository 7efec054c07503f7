import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from panj.model import Document, Section
from panj.outputs.highlight import WHOLE_TEXT, Mark, marked, quote, sentence_around


class Reader(HTMLParser):
    """The text outside of notes, and what each id's element covers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.ids: list[str] = []
        self.open: list[str] = []
        self.balanced = True
        self.marked: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        self.balanced &= bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "a" in self.open:
            return
        if "mark" in self.open:
            self.marked |= set(range(len(self.text), len(self.text) + len(data)))
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.balanced
    assert not reader.open
    return reader


def document(text: str, *sections: Section) -> Document:
    return Document("x", "file:x", text, sections)


def test_nested_evidence_nests() -> None:
    html = str(marked(document("some 64 boys and 113 girls"), [Mark(0, 26, "c_1"), Mark(5, 12, "c_2")]))
    assert re.search(r'<mark id="c_1">some <mark id="c_2">64 boys</mark> and 113 girls</mark>', html)


def test_overlapping_evidence_is_cut_and_both_are_anchored_once() -> None:
    html = str(marked(document("abcdefghij"), [Mark(0, 6, "c_1"), Mark(4, 9, "c_2", "2", "n-c_2")]))
    assert read(html).ids == ["c_1", "c_2"]
    assert (
        '<mark id="c_1">abcd<mark id="c_2">ef</mark></mark><mark>ghi</mark><a class="note" href="#n-c_2">2</a>j' in html
    )


def test_markup_in_a_report_is_text() -> None:
    html = str(marked(document("<script>alert(1)</script> & 5 people"), [Mark(0, 8, 'c"><b>')]))
    assert "<script" not in html
    assert "<b>" not in html


def test_sections_are_told_apart() -> None:
    html = str(marked(document("Head\n\nBody", Section("headline", 0, 4)), [Mark(2, 8, "c_1")]))
    assert html == (
        '<div class="headline" dir="auto">He<mark id="c_1">ad</mark></div>'
        '<div class="body" dir="auto"><mark>Bo</mark>dy</div>'
    )


def test_a_long_report_shows_the_surroundings_of_its_evidence() -> None:
    text = "x" * WHOLE_TEXT + "347 people" + "y" * WHOLE_TEXT
    html = str(marked(document(text), [Mark(WHOLE_TEXT, WHOLE_TEXT + 10, "c_1")]))
    assert '<mark id="c_1">347 people</mark>' in html
    assert html.count("characters left out") == 2
    assert len(html) < 5000


def test_a_quote_is_the_sentence() -> None:
    text = "Before it. A total of 3.5 and 347 people came! After it."
    start = text.index("347")
    assert str(quote(text, start, start + 10)) == "A total of 3.5 and <mark>347 people</mark> came!"


MARKS = st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=12)


@given(st.text(alphabet="ab<&\n\x00\u202e ", max_size=40), MARKS, st.integers(0, 40))
def test_any_marks_leave_the_text_whole_and_well_formed(text: str, spans: list[tuple[int, int]], cut: int) -> None:
    marks = [Mark(start, end, f"c_{number}", str(number), "t") for number, (start, end) in enumerate(spans)]
    sections = (Section("headline", 0, cut),) if 0 < cut < len(text) else ()
    reader = read(str(marked(document(text, *sections), marks)))
    shown = text.replace("\x00", "\ufffd")
    assert reader.text.replace("\n", "") == shown.replace("\n", "")
    assert len(set(reader.ids)) == len(reader.ids)
    assert set(reader.ids) == {mark.anchor for mark in marks if 0 <= mark.start < mark.end <= len(text)}


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_sentence_holds_its_words(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    left, right = sentence_around(text, start, end)
    assert 0 <= left <= start <= end <= right <= len(text)
