"""Places of ordinary news (GeoVirus): exact spans, and how near to the gold's point."""

import json
from collections.abc import Callable
from pathlib import Path

from panj.model import PlaceMention
from panj.places.names import distance_km


def test_geovirus(shared: Path, read: Callable[[str], tuple[PlaceMention, ...]]) -> None:
    right = found_all = gold_all = near = 0
    for line in (shared / "gold/components/places.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        found = {(one.start, one.end): one.best for one in read(row["text"]) if not one.demonym}
        gold = {(place["start"], place["end"]): place for place in row["places"]}
        gold_all, found_all = gold_all + len(gold), found_all + len(found)
        for span in found.keys() & gold.keys():
            right += 1
            best, place = found[span], gold[span]
            if best is not None and best.latitude is not None and best.longitude is not None:
                near += distance_km(best.latitude, best.longitude, place["latitude"], place["longitude"]) <= 161
    assert 2 * right / (found_all + gold_all) >= 0.94
    assert near / gold_all >= 0.78
