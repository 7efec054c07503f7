"""The state of what is followed: kept, taken up again, and counted."""

from dataclasses import replace

from panj.model import Followed, digest
from panj.record import open_record

FEED = Followed("https://kivu.example/feed", "feed", "Kivu Post", '"e"', "m", "2024-02-07T10:00:00Z", None, 0, None)


def test_a_state_is_kept_and_replaced(location):
    with open_record(location) as record:
        assert record.followed_at(FEED.url) is None
        record.keep_followed(FEED)
        record.keep_followed(replace(FEED, failures=2, problem="It answered 500.", wait_until="2024-02-07T11:00:00Z"))
    with open_record(location) as record:
        assert record.followed_at(FEED.url) == replace(
            FEED, failures=2, problem="It answered 500.", wait_until="2024-02-07T11:00:00Z"
        )


def test_what_came_from_a_feed(location, report, read):
    with open_record(location) as record:
        record.keep_followed(FEED)
        added = record.add(report, "toy@1", read)
        record.arrived(FEED.url, "https://kivu.example/1", [], failed=True)
        record.arrived(FEED.url, "https://kivu.example/1", [added.document.id], failed=False)
        record.arrived(FEED.url, "https://kivu.example/2", [], failed=True)
        record.arrived(FEED.url, "https://kivu.example/2", [added.document.id], failed=True)
        links = {digest(f"https://kivu.example/{n}"): times for n, times in ((1, 0), (2, 2))}
        assert record.failures_of(FEED.url) == links
        assert [document.id for document in record.came_from(FEED.url)] == [report.id]
        assert [state.reports for state in record.followed()] == [1]
