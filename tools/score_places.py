"""Scores the places room: `python tools/score_places.py PLACES.jsonl [--errors]` (rows: text, places)."""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from panj import settings
from panj.model import Document
from panj.places import Finder, open_gazetteer
from panj.places.names import distance_km

NEAR_KM = 161.0
"""100 miles, the usual bound of geoparsing benchmarks (Gritta et al. 2018)."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text("utf8").splitlines()]
    finder = Finder(open_gazetteer(settings.load()))
    right = found_all = gold_all = near = 0
    missed: Counter[str] = Counter()
    spurious: Counter[str] = Counter()
    far: Counter[str] = Counter()
    for row in rows:
        document = Document(row["id"], row["id"], row["text"])
        found = {(one.start, one.end): one for one in finder.places(document) if not one.demonym}
        gold = {(place["start"], place["end"]): place for place in row["places"]}
        gold_all += len(gold)
        found_all += len(found)
        for span, place in gold.items():
            one = found.get(span)
            if one is None:
                context = row["text"][max(0, span[0] - 25) : span[1] + 20].replace("\n", " ")
                missed[f"{place['text']}\t[{context}]"] += 1
                continue
            right += 1
            best = one.best
            if best is not None and best.latitude is not None and best.longitude is not None:
                away = distance_km(best.latitude, best.longitude, place["latitude"], place["longitude"])
                near += away <= NEAR_KM
                if away > NEAR_KM:
                    far[f"{place['text']} -> {best.name} {best.level} {best.country} {away:.0f} km"] += 1
        for span in found.keys() - gold.keys():
            context = row["text"][max(0, span[0] - 25) : span[1] + 20].replace("\n", " ")
            spurious[f"{row['text'][span[0] : span[1]]}\t[{context}]"] += 1
    if options.errors:
        for title, counter in (("missed", missed), ("spurious", spurious), ("far", far)):
            print(f"== {title}: {sum(counter.values())}")
            for text, count in counter.most_common():
                print(count, text, sep="\t")
    precision, recall = right / found_all, right / gold_all
    print(
        f"exact: precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"
    )
    print(f"within {NEAR_KM:.0f} km of gold: {near / gold_all:.3f} of all, {near / right:.3f} of those found")
    characters = sum(len(row["text"]) for row in rows)
    begin = time.perf_counter()
    for row in rows:
        finder.places(Document(row["id"], row["id"], row["text"]))
    print(f"{characters / (time.perf_counter() - begin) / 1e6:.2f} Mchar/s warm, {characters:,} characters")


if __name__ == "__main__":
    main()
