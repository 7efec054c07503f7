"""Scores the facts of the two real reports that a careful reader takes from them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from panj.evaluation.agreement import ROLES, at, countries, day, mentions, qualifier, unit, wire_text, within
from panj.evaluation.gold import Gold
from panj.evaluation.scores import Fact, Outcome, Scores, fault, share
from panj.model import Claim, Measure

NEAR = 90
"""Characters around a fact's words that a claim's evidence may touch."""
ORDER: Final = ("kind", "value", "unit", "qualifier", "vague")
"""Fields that come first: a claim that fails on a later one is nearer to the fact."""
UNCERTAIN: Final = frozenset({"possible", "planned", "simulated", "denied", "retracted"})
LONG_NAMES: Final = {"Collective Security Treaty Organization": "CSTO"}


def score_seeds(gold: Gold, claims: Iterable[Claim], texts: Mapping[str, str] | None = None) -> Scores:
    """Each fact against the claims whose evidence touches its words, or the characters around them."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document.rsplit("/", 1)[-1].removesuffix(".txt")].append(claim)
    outcomes, faults, wrong = [], [], []
    for label, row in gold.rows.items():
        text = (texts or {}).get(label, "")
        for fact in row["facts"]:
            near = [claim for claim in by_document[label] if _near(fact, claim)]
            reasons = [differs(fact, claim) for claim in near]
            right = near[reasons.index(None)] if None in reasons else None
            outcomes.append(Outcome(label, fact["kind"][0], fact, right))
            if right is not None:
                continue
            best = max(range(len(near)), key=lambda n: _rank(reasons[n]), default=None)
            field = "nothing read" if best is None else str(reasons[best])
            wrong.append([fact["doc"][:3], fact["kind"][0], fact.get("value"), field])
            got = "nothing" if best is None else near[best].kind
            wanted = " or ".join(fact["kind"])
            rule = "" if best is None else near[best].rule
            faults.append(fault(text, fact["start"], fact["end"], label, field, wanted, got, rule))
    done = len(outcomes) - len(wrong)
    summary = {"right": done, "of": len(outcomes), "wrong": wrong}
    return Scores("seeds", summary, {"facts": share(done, len(outcomes))}, outcomes, faults)


def _near(fact: Fact, claim: Claim) -> bool:
    return any(e.start < fact["end"] + NEAR and fact["start"] - NEAR < e.end for e in claim.evidence)


def _rank(reason: str | None) -> int:
    return ORDER.index(reason) if reason in ORDER else len(ORDER)


def differs(fact: Fact, claim: Claim) -> str | None:
    """None if the claim says what the fact says, else the first field that differs."""
    if claim.kind not in fact["kind"]:
        return "kind"
    checks = (_measure(fact, claim), _places(fact, claim), _group(fact, claim), _sureness(fact, claim))
    early = next((field for field in checks if field), None)
    return early or _parties(fact, claim) or _frame(fact, claim)


def _measure(fact: Fact, claim: Claim) -> str | None:
    measure = claim.measure
    said = measure or Measure(None)
    if fact.get("value") is not None and (measure is None or said.value != fact["value"]):
        return "value"
    if fact.get("unit") and measure and unit(measure.unit) != unit(fact["unit"]):
        return "unit"
    if fact.get("qualifier") and (measure is None or said.qualifier != qualifier(fact)):
        return "qualifier"
    if fact.get("low") is not None and (measure is None or said.low != fact["low"]):
        return "low"
    if fact.get("vague") and (measure is None or said.qualifier != "vague"):
        return "vague"
    return None


def _places(fact: Fact, claim: Claim) -> str | None:
    for role in ("origin", "destination"):
        if fact.get(role) and fact[role] not in {place.country for place in at(claim, role)}:
            return role
    if fact.get("origin_like") and not mentions(fact["origin_like"], *claim.origin):
        return "origin"
    if fact.get("place_like") and not mentions(fact["place_like"], *(at(claim, role) for role in ROLES)):
        return "place"
    for key in ("country", "place_country"):
        if fact.get(key) and fact[key] not in countries(claim):
            return key
    return None


def _group(fact: Fact, claim: Claim) -> str | None:
    group = claim.group
    pairs = (
        ("group", "group", group and group.category),
        ("sex", "sex", group and group.sex),
        ("age", "age", group and group.age),
        ("group_country", "nationality", group and group.nationality),
    )
    return next((name for key, name, said in pairs if fact.get(key) and said != fact[key]), None)


def _sureness(fact: Fact, claim: Claim) -> str | None:
    if fact.get("status") and claim.status != fact["status"]:
        return "status"
    if not fact.get("status") and claim.status in UNCERTAIN:
        return "status"
    if fact.get("cause") and claim.cause != fact["cause"]:
        return "cause"
    return None


def _parties(fact: Fact, claim: Claim) -> str | None:
    people: Sequence[Any] = (claim.actor, claim.parties)
    if fact.get("source_like") and not mentions(fact["source_like"], claim.sources, *people):
        return "source"
    if fact.get("via_like") and not mentions(fact["via_like"], claim.sources):
        return "source"
    actor = str(fact.get("actor_like") or "")
    if actor and not mentions(LONG_NAMES.get(actor, actor), *people, claim.sources):
        return "actor"
    if fact.get("actor_country") and fact["actor_country"] not in wire_text(*people):
        return "actor"
    everything = wire_text(*people, claim.group, *(at(claim, role) for role in ROLES))
    for key in ("parties", "members"):
        if any(code not in everything for code in fact.get(key, ())):
            return key
    if any(not mentions(name, *people, claim.group) for name in fact.get("orgs", ())):
        return "orgs"
    return None


def _frame(fact: Fact, claim: Claim) -> str | None:
    measure = claim.measure
    stated = (measure.value, measure.unit) if measure else (None, None)
    if fact.get("amount") and stated != (fact["amount"], fact["currency"]):
        return "amount"
    if fact.get("boilerplate") and claim.section != "related":
        return "section"
    if fact.get("when") and not within(claim.period, day(fact["when"][0]), day(fact["when"][1])):
        return "when"
    return None
