"""How long a record of many reports takes: to fill, reconcile, look at now and as of a date, and add one report to.

python benchmarks/stored.py 100000 record.db     fill a new record from the archive of `made.py`, then measure
python benchmarks/stored.py 100000 record.db     again: the record is there, so it is measured alone
"""

import argparse
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from made import FIRST, YEARS, Archive, make, tell
from panj import pipeline
from panj.model import Claim
from panj.record import Moment, Record, open_record

READER = "made"
Times = dict[str, object]


def timed(times: Times, name: str, run: Callable[[], object]) -> None:
    """Runs it and notes the seconds on the clock and, after them, those of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    run()
    times[name] = [round(time.perf_counter() - began, 2), round(time.process_time() - worked, 2)]


def fill(record: Record, archive: Archive) -> None:
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in archive.claims:
        told[claim.document_id].append(claim)
    for name, document in archive.documents.items():
        record.add(document, READER, lambda _, name=name: told[name])


def add_one(record: Record, archive: Archive) -> None:
    """One report more of the best told happening in the largest component, until the events know of it."""
    component = {one.document: one.component for one in record.placed()}
    largest = Counter(component.values()).most_common(1)[0][0]
    document = {claim.id: claim.document_id for claim in archive.claims}
    inside = [h for h in archive.happenings if any(component.get(document[i]) == largest for i in h.claims)]
    one = max(inside, key=lambda h: len(h.claims))
    new = Archive(happenings=[one])
    tell(random.Random(7), new, replace(one, claims=set()), len(one.totals) - 1, number=10**7)
    report = next(iter(new.documents.values()))
    record.add(report, READER, lambda _: [claim for claim in new.claims if claim.document_id == report.id])
    pipeline.bring_up_events(record)


def measure(path: Path, archive: Archive) -> Times:
    times: Times = {"reports": len(archive.documents), "claims": len(archive.claims)}
    there = path.exists()
    with open_record(str(path)) as record:
        if not there:
            timed(times, "fill", lambda: fill(record, archive))
            timed(times, "reconcile", lambda: pipeline.bring_up_events(record))
        timed(times, "events now", lambda: list(pipeline.view_of(record).events()))
        for share in (0.55, 0.25):
            day = (FIRST + timedelta(days=int(365 * YEARS * share))).isoformat()
            then = Moment(published=day)
            for nth in ("first", "second"):
                timed(times, f"as of {day}, {nth} view", lambda then=then: pipeline.view_of(record, then))
        if not there:
            timed(times, "one report more in the largest component", lambda: add_one(record, archive))
    times["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int)
    parser.add_argument("record", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(json.dumps(measure(chosen.record, make(chosen.reports, chosen.seed)), indent=1))


if __name__ == "__main__":
    main()
