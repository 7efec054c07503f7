"""How long it takes to find the copies among many reports, and whether they are found.

python benchmarks/copied.py 10000 100000

Reports of `reports.py`, a third of them copies: as they stand, shortened by their last third, or with a sentence of
another report put in front of each paragraph. Prints one line of JSON for each number.
"""

import argparse
import json
import random
import resource
from datetime import date, timedelta
from itertools import islice
from time import perf_counter, process_time

from panj.documents import copies
from panj.model import Document
from reports import reports

SOURCES, COPIED = 3, 2
"""Of so many reports, so many are written; the rest are copies of them."""
LENGTH = 1_200
"""Characters of a report that are taken: the first paragraphs."""


def made(number: int, seed: int = 1) -> tuple[list[Document], set[frozenset[str]]]:
    """The reports in the order of their days, and which pairs are a copy and its source."""
    choose = random.Random(seed)
    written = number * COPIED // SOURCES
    texts = [r.text[:LENGTH].rsplit(".", 1)[0] + "." for r in islice(reports(1 << 60, seed), written)]
    start = date(2021, 1, 4)
    days = [start + timedelta(days=choose.randrange(1500)) for _ in texts]
    documents = [_document(n, text, day) for n, (text, day) in enumerate(zip(texts, days, strict=True))]
    pairs = set()
    for n in range(written, number):
        source = choose.randrange(written)
        copy = _document(n, _copied(choose, texts, source), days[source] + timedelta(days=choose.randrange(3)))
        documents.append(copy)
        pairs.add(frozenset((copy.id, documents[source].id)))
    documents.sort(key=lambda d: (d.published or "", d.id))
    return documents, pairs


def _document(n: int, text: str, day: date) -> Document:
    return Document(f"r{n}", f"report:{n}", text, published=day.isoformat(), language="en")


def _copied(choose: random.Random, texts: list[str], source: int) -> str:
    text = texts[source]
    match choose.randrange(3):
        case 0:
            return text
        case 1:
            return text[: len(text) * 2 // 3]
    other = choose.choice(texts).split(". ")
    return "\n\n".join(f"{choose.choice(other)}. {paragraph}" for paragraph in text.split("\n\n"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="+")
    for number in parser.parse_args().reports:
        documents, pairs = made(number)
        began, worked = perf_counter(), process_time()
        groups = copies.find(documents)
        took, work = perf_counter() - began, process_time() - worked
        together = {frozenset((pair.first, pair.second)) for group in groups for pair in group.pairs}
        members = {name: n for n, group in enumerate(groups) for name in group.documents}
        found = sum(len({members.get(name, name) for name in pair}) == 1 for pair in pairs)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            json.dumps(
                {"reports": number, "seconds": took, "work": work, "groups": len(groups), "pairs": len(together),
                 "copies": len(pairs), "found": found, "peak": peak}
            ),
            flush=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
