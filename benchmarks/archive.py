"""How fast events are reconciled from stored claims, and how right they are, on an archive with the truth known.

python benchmarks/archive.py 100000            reconcile, time, memory, error, one report more
python benchmarks/archive.py 10000 100000      the same for both, and the factor between them
"""

import argparse
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from made import Archive, Happening, make, tell
from panj import events
from panj.model import Claim, Event


def told(archive: Archive) -> dict[int, list[Claim]]:
    """The claims of whole totals by happening, oldest first."""
    by_id = {k.id: k for k in archive.claims}
    out = {}
    for one in archive.happenings:
        mine = [by_id[i] for i in one.claims]
        out[one.name] = sorted(
            (k for k in mine if k.kind != "killed" and not (k.group and k.group.age)),
            key=lambda k: (k.period.end or "" if k.period else "", k.id),
        )
    return out


def _values(claims: Sequence[Claim]) -> list[float]:
    return [float(k.measure.value) for k in claims if k.measure and k.measure.value is not None]


def latest(claims: Sequence[Claim]) -> float:
    return _values(claims)[-1]


def median(claims: Sequence[Claim]) -> float:
    values = sorted(_values(claims))
    return values[len(values) // 2]


def largest(claims: Sequence[Claim]) -> float:
    return max(_values(claims))


def commonest(claims: Sequence[Claim]) -> float:
    counted = Counter(_values(claims))
    return min(counted, key=lambda v: (-counted[v], v))


BASELINES = {"latest report": latest, "median": median, "maximum": largest, "most frequent": commonest}


def _at(one: Happening, day: str | None) -> int:
    """The true total on a day; the last one after the end."""
    if day is None or day.startswith("--"):
        return one.totals[-1]
    place = (date.fromisoformat(day) - one.start).days
    return one.totals[min(max(place, 0), len(one.totals) - 1)]


def _measure(errors: Sequence[float]) -> dict[str, float]:
    size = len(errors) or 1
    ordered = sorted(errors)
    return {
        "mean signed error, each at most 1": round(sum(max(-1.0, min(1.0, e)) for e in errors) / size, 4),
        "median error": round(ordered[len(ordered) // 2], 4) if ordered else 0.0,
        "within 1 %": round(sum(abs(e) <= 0.01 for e in errors) / size, 4),
        "within 10 %": round(sum(abs(e) <= 0.1 for e in errors) / size, 4),
    }


def judge(archive: Archive, found: Sequence[Event]) -> dict[str, object]:
    """Signed error and share within our bounds of the figure for each happening; and the same for simple choices, which
    are told by an oracle which claims belong to a happening and still err."""
    owner = {i: one.name for one in archive.happenings for i in one.claims}
    best: dict[int, Event] = {}
    added: dict[int, float] = defaultdict(float)
    for event in found:
        if event.kind == "killed" or event.estimate.best is None:
            continue
        whose = Counter(owner[i] for i in event.claims).most_common(1)[0][0]
        if event.additive:
            added[whose] += event.estimate.best
        if whose not in best or len(event.claims) > len(best[whose].claims):
            best[whose] = event
    names = {one.name: one for one in archive.happenings}
    claims = told(archive)
    errors, inside = [], 0
    for name, event in best.items():
        truth, low, high = _at(names[name], event.estimate.date), event.estimate.low, event.estimate.high
        errors.append(((event.estimate.best or 0) - truth) / truth)
        inside += (low is None or low <= truth) and (high is None or truth <= high)
    out: dict[str, object] = {
        "happenings": len(names),
        "with an event of their own": round(len(best) / len(names), 4),
        "events": len(found),
        "Panj": _measure(errors) | {"true value within bounds": round(inside / max(1, len(best)), 4)},
        "added up, over the truth": round(
            sum(added.values()) / sum(n.totals[-1] for n in names.values() if n.name in best), 4
        ),
    }
    for label, choose in BASELINES.items():
        base = []
        for name, mine in claims.items():
            if name in best and mine:
                day = mine[-1].period.end if mine[-1].period else None
                truth = _at(names[name], day)
                base.append((choose(mine) - truth) / truth)
        out[label] = _measure(base)
    return out


def one_more(archive: Archive, parts: Sequence[events.Component]) -> float:
    """Seconds until the events know of one report more of the best told happening."""
    busiest = max(archive.happenings, key=lambda h: len(h.claims))
    new = Archive(happenings=[busiest])
    tell(random.Random(7), new, replace(busiest, claims=set()), len(busiest.totals) - 1, number=10**7)
    documents = {**archive.documents, **new.documents}
    began = time.perf_counter()
    day = busiest.start + timedelta(days=len(busiest.totals) - 1)
    spans = [s for k in new.claims for s in events.spans_of(k, day.toordinal())]
    met = [one for one in parts if events.touches(one, spans)]
    claims = [k for one in met for k in one.claims] + new.claims
    copies = [g for one in met for g in one.copies] + new.copies
    for part in events.components(claims, documents, copies):
        events.reconcile_component(part, documents)
    return time.perf_counter() - began


def run(reports: int, seed: int) -> dict[str, object]:
    archive = make(reports, seed)
    began = time.perf_counter()
    parts = events.components(archive.claims, archive.documents, archive.copies)
    split = time.perf_counter()
    found = events.in_order(e for one in parts for e in events.reconcile_component(one, archive.documents))
    took = time.perf_counter() - began
    sizes = sorted((len(one.claims) for one in parts), reverse=True)
    return {
        "reports": len(archive.documents),
        "claims": len(archive.claims),
        "seconds": round(took, 1),
        "of which finding components": round(split - began, 1),
        "components": len(parts),
        "largest component, claims": sizes[0],
        "one report more, seconds": round(one_more(archive, parts), 3),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "figures": judge(archive, found),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    results = [run(n, chosen.seed) for n in chosen.reports]
    for result in results:
        print(json.dumps(result, indent=1))
    if len(results) > 1:
        first, last = results[0], results[-1]
        factor = float(str(last["seconds"])) / max(0.1, float(str(first["seconds"])))
        print(f"{last['reports']} reports take {factor:.1f} times the time of {first['reports']}")


if __name__ == "__main__":
    main()
