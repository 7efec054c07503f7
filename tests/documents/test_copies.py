"""Copies: what is syndicated, rewritten or translated, and what only tells of the same thing."""

import random

from panj.documents import copies
from panj.model import Document

WIRE = (
    "In two days 347 people crossed the river into the district of Arum, the border guards said on Wednesday, as "
    "armed groups took one village after another. The guards let them in and gave them tents near the school. "
    "Among them were 64 boys and 113 girls, and 2 small children had died on the way over the mountains. The "
    "families had brought 300 yaks and 30 horses with them. A spokesman of the province told reporters that "
    "everything was under control there."
)
REWRITTEN = (
    "Officials have let a group of villagers into the country. Among them were 64 boys and 113 girls, and 2 small "
    "children had died on the way over the mountains. It is the second such group this month, after a quiet "
    "spring in which nobody had come. Aid workers wonder where they are going to live once the tents near the "
    "school are gone."
)
BULLETIN = (
    "Since the attack the tracking teams in the districts of Tam, Ulm, Bel and Far see many more people come in. "
    "By {date} an estimated {number} people had been registered; they came on foot, by bus, by boat and by air. "
    "People still reach Tam on foot and go on by bus from Tam to Ulm and Bel."
)
OWN_WORDS = (
    "The border service of Arum counts 347 refugees who came over in the middle of the week. 64 of the children "
    "are boys, 113 are girls. The herders, who own 300 yaks and 30 horses, fear the fighters that now hold their "
    "home valley."
)
TRANSLATED = (
    "En deux jours, 347 personnes ont franchi le fleuve vers le district d'Arum, selon les gardes de la province "
    "de Tamir. Parmi elles se trouvaient 64 garçons et 113 filles. Les familles avaient avec elles 300 yaks et 30 "
    "chevaux, dit la porte-parole Marina Tolvanen dans la ville de Belgaran."
)
ENGLISH = (
    "Over 48 hours 347 villagers came to Arum, the guards of Tamir province report: 64 of them boys and 113 "
    "girls. Their 300 yaks and 30 horses came as well, says spokeswoman Marina Tolvanen in Belgaran."
)


def _document(label, text, published="2024-06-10", language="en"):
    return Document(label=label, address=f"mem:{label}", text=text, published=published, language=language)


def _groups(*documents):
    label = {d.id: d.label for d in documents}
    return {frozenset(label[d] for d in group.documents) for group in copies.find(documents)}


def test_the_same_text_from_another_outlet_is_a_copy_and_the_first_published_its_original():
    first, second = _document("b", WIRE, "2024-06-10"), _document("a", "OUTLET. " + WIRE, "2024-06-11")
    (group,) = copies.find([second, first])
    assert group.documents == (first.id, second.id)
    assert group.pairs[0].manner == "verbatim"


def test_a_rewritten_wire_story_is_a_copy():
    assert _groups(_document("a", WIRE), _document("b", REWRITTEN)) == {frozenset("ab")}


def test_another_report_of_the_same_statement_is_no_copy():
    assert _groups(_document("a", WIRE), _document("b", OWN_WORDS)) == set()


def test_the_next_issue_of_a_bulletin_is_no_copy():
    one, two = BULLETIN.format(date="29 March", number="3,361"), BULLETIN.format(date="31 March", number="8,166")
    assert _groups(_document("a", one), _document("b", two)) == set()


def test_a_copy_with_one_figure_damaged_is_still_a_copy():
    assert _groups(_document("a", WIRE), _document("b", WIRE.replace("347", "3470"))) == {frozenset("ab")}


def test_a_translation_is_found_by_figures_and_names():
    french = _document("b", TRANSLATED, language="fr")
    assert _groups(_document("a", ENGLISH), french) == {frozenset("ab")}


def test_reports_years_apart_are_not_copies():
    assert _groups(_document("a", WIRE, "2014-06-10"), _document("b", WIRE)) == set()


def test_order_and_repetition_of_documents_change_nothing():
    documents = [_document("a", WIRE), _document("b", WIRE), _document("c", REWRITTEN), _document("d", OWN_WORDS)]
    shuffled = documents * 2
    random.Random(3).shuffle(shuffled)
    assert copies.find(shuffled) == copies.find(documents)


def test_page_furniture_shared_by_a_whole_site_makes_no_copies():
    furniture = (
        "Read more of our best stories every morning in your mail for free and unsubscribe at any time you like."
    )
    words = random.Random(5)
    own = [" ".join(f"w{words.randrange(9_000)}" for _ in range(60)) for _ in range(80)]
    assert _groups(*(_document(f"d{n}", f"{text} {furniture}") for n, text in enumerate(own))) == set()


def test_empty_and_short_texts_are_no_copies():
    assert (
        _groups(_document("a", ""), _document("b", ""), _document("c", "347 fled"), _document("d", "347 fled")) == set()
    )


def test_hostile_text_is_read_in_linear_time():
    found = _groups(_document("a", "1," * 200_000), _document("b", "1 " * 200_000), _document("c", "A" * 400_000))
    assert all(len(group) > 1 and "c" not in group for group in found)
