"""Scores security, border, diplomacy and aid claims by kind and by where in the text they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from panj.evaluation.agreement import countries, dates_agree, mentions
from panj.evaluation.gold import Gold
from panj.evaluation.scores import Fact, Fault, Outcome, Scores, fault, prf, share
from panj.model import Claim
from panj.model.vocabulary import FAMILIES, Family

FAMILIES_SCORED: Final[tuple[Family, ...]] = ("security", "border", "diplomacy", "aid")
SECURITY: Final = frozenset(kind for family in FAMILIES_SCORED for kind in FAMILIES[family])
MOST_LISTED = 400


def score_security(gold: Gold, claims: Iterable[Claim], texts: Mapping[str, str] | None = None) -> Scores:
    """A gold claim is found by a claim of its kind whose evidence touches its quote."""
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind in SECURITY:
            said[claim.document].append(claim)
    outcomes = [o for label, row in gold.rows.items() for o in _matched(label, row["claims"], said.get(label, []))]
    found = sum(o.fact is not None and o.claim is not None for o in outcomes)
    wanted, claimed = sum(o.fact is not None for o in outcomes), sum(o.claim is not None for o in outcomes)
    checked: dict[str, Counter[bool]] = defaultdict(Counter)
    by_kind: dict[str, Counter[bool]] = defaultdict(Counter)
    for outcome in outcomes:
        for name, right in outcome.checks.items():
            checked[name][right] += 1
        if outcome.fact is not None:
            by_kind[outcome.kind][outcome.claim is not None] += 1
    details = {name: {"right": c[True], "of": c.total()} for name, c in sorted(checked.items())}
    errors = [
        [o.document, "missed", o.kind, o.fact["quote"]]
        if o.fact is not None
        else [o.document, "spurious", o.kind, o.claim.evidence[0].text if o.claim else ""]
        for o in outcomes
        if o.fact is None or o.claim is None
    ]
    summary: dict[str, Any] = {"gold": wanted, "claimed": claimed, **prf(found, claimed, wanted), "details": details}
    summary["by_kind"] = {kind: f"{c[True]}/{c.total()}" for kind, c in sorted(by_kind.items())}
    summary["errors"] = errors[:MOST_LISTED]
    flat = {"claims": summary["f1"]} | {name: share(c["right"], c["of"]) for name, c in details.items()}
    faults = [each for outcome in outcomes for each in _faults(outcome, texts or {})]
    return Scores("security", summary, flat, outcomes, faults)


def _matched(label: str, facts: Sequence[Fact], claims: Sequence[Claim]) -> list[Outcome]:
    left = list(claims)
    outcomes: list[Outcome] = []
    for fact in facts:
        start, end = fact["span"]
        near = [
            claim
            for claim in left
            if claim.kind == fact["kind"] and any(e.start < end and start < e.end for e in claim.evidence)
        ]
        if not near:
            outcomes.append(Outcome(label, fact["kind"], fact, None))
            continue
        left.remove(near[0])
        outcomes.append(Outcome(label, fact["kind"], fact, near[0], _checks(fact, near[0])))
    return outcomes + [Outcome(label, claim.kind, None, claim) for claim in left]


def _checks(fact: Fact, claim: Claim) -> dict[str, bool]:
    people = [claim.actor, *claim.parties]
    checks = {"status": claim.status == fact["status"]}
    if fact.get("actor") and fact["actor"].get("country"):
        checks["actor"] = any(party is not None and party.country == fact["actor"]["country"] for party in people)
    if fact.get("country"):
        checks["country"] = fact["country"] in countries(claim)
    when = fact.get("when")
    if when and when.get("start"):
        interval = f"{when['start']}/{when.get('end') or when['start']}"
        checks["when"] = bool(dates_agree(interval, claim.period))
    if fact.get("source"):
        checks["source"] = mentions(fact["source"], claim.sources, *people)
    if fact.get("measure") and fact["measure"].get("value") is not None:
        checks["measure"] = claim.measure is not None and claim.measure.value == fact["measure"]["value"]
    return checks


def _faults(outcome: Outcome, texts: Mapping[str, str]) -> list[Fault]:
    text, fact, claim = texts.get(outcome.document, ""), outcome.fact, outcome.claim
    if claim is not None and fact is None:
        first = claim.evidence[0]
        return [fault(text, first.start, first.end, outcome.document, "spurious", "nothing", claim.kind, claim.rule)]
    if fact is None:
        return []
    start, end = fact["span"]
    if claim is None:
        why = "no claim of this kind touches these words"
        return [fault(text, start, end, outcome.document, "missed", fact["kind"], "nothing", why)]
    return [
        fault(text, start, end, outcome.document, name, *_field(name, fact, claim), claim.rule)
        for name, right in outcome.checks.items()
        if not right
    ]


def _field(name: str, fact: Fact, claim: Claim) -> tuple[str, str]:
    """What was wanted and what was read of one field."""
    period, measure = claim.period, claim.measure
    got = {
        "status": claim.status,
        "actor": ", ".join(f"{p.name} ({p.country})" for p in (claim.actor, *claim.parties) if p),
        "country": ", ".join(sorted(countries(claim))),
        "when": f"{period.start or ''}/{period.end or ''}" if period else "",
        "source": ", ".join(source.name for source in claim.sources),
        "measure": str(measure.value) if measure else "",
    }[name]
    wanted = fact[name]
    if isinstance(wanted, dict):
        wanted = ", ".join(str(value) for value in wanted.values() if value is not None)
    return str(wanted), got or "nothing"
