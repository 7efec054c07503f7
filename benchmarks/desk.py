"""How fast the desk answers: 20 people at once for a minute, over a made record of 100,000 claims, as of several days.

python benchmarks/desk.py desk.db                 fills a new record from the archive of `made.py` (long), then measures
python benchmarks/desk.py desk.db --seconds 60    again: the record is there

The desk runs in a process of its own on loopback; each person asks for a page, looks at it for two seconds on average
and asks for the next. Times are those of whole answers, in milliseconds; the first look at a page as of a day, which
makes its view and what it shows of it, is told apart.
"""

import argparse
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

import httpx2 as httpx

from made import make
from panj import pipeline
from panj.record import open_record
from stored import fill

REPORTS = 69_000
"""Reports of the made archive: they tell of 100,000 claims."""
PEOPLE, SECONDS, PAUSE = 20, 60.0, 2.0
"""How many ask at once, for how long, and how long each looks at a page on average before the next, in seconds."""
DAYS = ("", "2023-06-30", "2021-03-01", "2018-06-01", "2015-01-15")
PAGES = ("/", "/event", "/document", "/review", "/sources", "/search", "/log", "/map/flows.json", "/map/timeline.json",
         "/api/v1/events", "/api/v1/claims", "/api/v1/documents")  # fmt: skip


def filled(path: Path) -> tuple[list[str], list[str], dict[str, int]]:
    """Ids of events and documents to ask for, and what the record holds."""
    there = path.exists()
    with open_record(str(path)) as record:
        if not there:
            fill(record, make(REPORTS))
        pipeline.bring_up_events(record)
        events = sorted(record.event_ids())
        documents = sorted(document.id for _, document in zip(range(2000), record.documents(), strict=False))
        return events, documents, {**record.count(), "events": len(events)}


def started(path: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "panj", "desk", "--record", str(path), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    while not (found := re.search(r"http://\S+", line := process.stderr.readline())):
        assert line, "the desk ended"
    return process, found[0].rstrip("/")


class Person(threading.Thread):
    """Somebody who asks for one page after the other; `times` are milliseconds by page."""

    def __init__(self, base: str, seed: int, until: float, events: list[str], documents: list[str]) -> None:
        super().__init__()
        self.random = random.Random(seed)
        self.until, self.events, self.documents = until, events, documents
        self.client = signed_in(base)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failed: dict[str, int] = defaultdict(int)

    def run(self) -> None:
        while time.monotonic() < self.until:
            page = self.random.choice(PAGES)
            began = time.perf_counter()
            day = self.random.choice(DAYS)
            answer = self.client.get(address(self.random, page, day, self.events, self.documents))
            self.times[page].append((time.perf_counter() - began) * 1000)
            if answer.status_code not in (200, 404, 410):
                self.failed[f"{page} {answer.status_code}"] += 1
            time.sleep(self.random.uniform(0, 2 * PAUSE))


def signed_in(base: str) -> httpx.Client:
    client = httpx.Client(base_url=base, timeout=900, headers={"Accept": "text/html"})
    client.post("/hello", data={"name": "Ada"})
    return client


def look(client: httpx.Client, page: str, day: str, events: list[str], documents: list[str]) -> None:
    """Says how long the first look at a page as of a day takes, where that is long."""
    began = time.perf_counter()
    client.get(address(random.Random(1), page, day, events, documents))
    if (seconds := time.perf_counter() - began) > 0.5:
        print(f"first look at {page} as of {day or 'now'}: {seconds:.1f} s", flush=True)


def address(r: random.Random, page: str, day: str, events: list[str], documents: list[str]) -> str:
    asked = {"as_of": day} if day else {}
    if page == "/event":
        page += f"/{r.choice(events)}"
    elif page == "/document":
        page += f"/{r.choice(documents)}"
    elif page == "/search":
        asked["q"] = f"town {r.randrange(40)}"
    return f"{page}?{urlencode(asked)}"


def report(people: list[Person]) -> None:
    times: dict[str, list[float]] = defaultdict(list)
    for one in people:
        for page, own in one.times.items():
            times[page] += own
    times["all"] = [value for own in times.values() for value in own]
    print(f"{'page':22}{'answers':>9}{'median':>9}{'p95':>9}{'most':>9}")
    for page, own in sorted(times.items()):
        p95 = statistics.quantiles(own, n=20)[-1] if len(own) > 1 else own[0]
        print(f"{page:22}{len(own):9}{statistics.median(own):9.0f}{p95:9.0f}{max(own):9.0f}")
    for one in people:
        for failure, count in one.failed.items():
            print(f"failed: {failure} {count}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    chosen = parser.parse_args()
    events, documents, held = filled(chosen.record)
    print(", ".join(f"{count:,} {name}" for name, count in held.items()))
    process, base = started(chosen.record)
    try:
        client = signed_in(base)
        for day in DAYS:
            for page in PAGES:
                look(client, page, day, events, documents)
        until = time.monotonic() + chosen.seconds
        people = [Person(base, seed, until, events, documents) for seed in range(chosen.people)]
        for one in people:
            one.start()
        for one in people:
            one.join()
        report(people)
        status = Path(f"/proc/{process.pid}/status").read_text()
        most = re.findall(r"VmHWM:\s+(\d+)", status)[0]
        print(f"memory at most: {int(most) // 1024} MB")
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    main()
