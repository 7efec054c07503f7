"""Titles of what forces did: a country that is the place is not told twice."""

from panj.events.titles import title
from panj.model import Claim, Evidence, Party, Place


def _claim(*parties: Party) -> Claim:
    return Claim(
        id="c_1",
        document="a",
        document_id="d_1",
        kind="deployment",
        evidence=(Evidence(0, 1, "x"),),
        reader="test",
        actor=Party("400 soldiers", "TUR"),
        parties=parties,
    )


def test_the_place_is_no_party_in_a_title() -> None:
    roles = {"origin": (), "destination": (), "place": (Place("Syria", "Syria", country="SYR"),)}
    told = title(_claim(Party("Syria", "SYR")), "deployment", None, roles, "", "reported", "en")
    assert told == "Deployment: 400 soldiers in Syria"
    told = title(_claim(Party("the rebels", None)), "deployment", None, roles, "", "reported", "en")
    assert told == "Deployment: 400 soldiers and the rebels in Syria"
