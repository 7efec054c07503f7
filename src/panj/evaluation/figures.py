"""Scores figures of people, households and houses against the facts of passages or of whole reports."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from panj.evaluation.agreement import (
    OPTIONAL,
    accepted,
    at,
    countries,
    counts_people,
    dates_agree,
    family,
    kinds,
    qualifier,
    same_number,
    unit,
    wire_text,
)
from panj.evaluation.gold import Gold
from panj.evaluation.principal import principal
from panj.evaluation.scores import Fact, Fault, Outcome, Refusal, Scores, fault, prf, share
from panj.model import Claim

LEVELS = ("figure", "family", "kind", "qualifier")
DETAILS = ("destination", "origin", "status", "stock", "when")
MOST_LISTED = 400
"""Missed and spurious figures that a summary lists."""


def score_figures(
    gold: Gold,
    claims: Iterable[Claim],
    texts: Mapping[str, str] | None = None,
    refusals: Mapping[str, Sequence[Refusal]] | None = None,
) -> Scores:
    """The figures of each document, matched by number and unit; then what each matched claim says beside its number.

    `texts` and `refusals` (by document) are for the faults alone.
    """
    stated: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if counts_people(claim):
            stated[claim.document].append(claim)
    outcomes = [
        outcome for label, row in gold.rows.items() for outcome in _matched(label, row["facts"], stated.get(label, []))
    ]
    found = [o for o in outcomes if o.fact is not None and o.claim is not None]
    missed = [o for o in outcomes if o.claim is None]
    spurious = [o for o in outcomes if o.fact is None]
    wanted, claimed = len(found) + len(missed), len(found) + len(spurious)
    checked: dict[str, Counter[bool]] = defaultdict(Counter)
    for outcome in found:
        for name, right in outcome.checks.items():
            checked[name][right] += 1
    summary: dict[str, Any] = {"documents": len(gold.rows), "gold": wanted, "claimed": claimed}
    for level in LEVELS:
        summary[level] = prf(checked[level][True] if level != "figure" else len(found), claimed, wanted)
    country = checked["country"]
    summary["country"] = share(country[True], country.total()) if country else None
    for name in DETAILS:
        if checked[name]:
            summary[name] = {"right": checked[name][True], "of": checked[name].total()}
    summary["unknown_documents"] = len(stated.keys() - gold.rows.keys())
    if any("idmc" in row for row in gold.rows.values()):
        summary["principal"] = principal(gold.rows, stated)
    summary["missed"] = [[o.document, o.fact["value"], kinds(o.fact)] for o in missed if o.fact][:MOST_LISTED]
    summary["spurious"] = [[o.document, _number(o.claim), o.kind] for o in spurious if o.claim][:MOST_LISTED]
    faults = [each for outcome in outcomes for each in _faults(outcome, texts or {}, refusals or {})]
    return Scores("figures", summary, _flat(summary), outcomes, faults)


def _number(claim: Claim) -> float | int | None:
    return claim.measure.value or claim.measure.high if claim.measure else None


def _flat(summary: Mapping[str, Any]) -> dict[str, float]:
    flat = {level: summary[level]["f1"] for level in LEVELS}
    if summary["country"] is not None:
        flat["country"] = summary["country"]
    flat |= {name: share(summary[name]["right"], summary[name]["of"]) for name in DETAILS if name in summary}
    named = summary.get("principal", {})
    return flat | {f"principal_{name}": value for name, value in named.items() if value is not None}


def _matched(label: str, facts: Sequence[Fact], claims: Sequence[Claim]) -> list[Outcome]:
    """Each fact with the claim that fits it best, and the claims that are left."""
    left = list(claims)
    outcomes: list[Outcome] = []
    for fact in facts:
        if fact["qualifier"] == "vague":
            continue
        named = kinds(fact)
        fitting = [
            claim
            for claim in left
            if claim.measure and same_number(fact, claim.measure) and unit(claim.measure.unit) == unit(fact["unit"])
        ]
        if not fitting:
            if not OPTIONAL.intersection(named):
                outcomes.append(Outcome(label, named[0], fact, None))
            continue
        right = frozenset().union(*map(accepted, named))
        families = set(map(family, named))
        best = min(fitting, key=lambda claim: (claim.kind not in right, family(claim.kind) not in families))
        left.remove(best)
        outcomes.append(Outcome(label, named[0], fact, best, _checks(fact, best, right, families)))
    return outcomes + [Outcome(label, claim.kind, None, claim) for claim in left]


def _checks(fact: Fact, claim: Claim, right: frozenset[str], families: set[str]) -> dict[str, bool]:
    """What the claim has right beside its number; nothing is said of what the gold leaves open."""
    assert claim.measure is not None
    found: dict[str, bool | None] = {
        "kind": claim.kind in right,
        "family": family(claim.kind) in families,
        "qualifier": claim.measure.qualifier == qualifier(fact),
        "when": dates_agree(fact["when"], claim.period) if fact.get("when") else None,
    }
    if fact.get("status") is not None:
        found["status"] = claim.status == {"hypothetical": "possible"}.get(fact["status"], fact["status"])
    stock = _stock(fact)
    found["stock"] = None if stock is None else (claim.flow == "stock") == stock
    for role in ("origin", "destination"):
        if fact.get(role):
            name = fact[role].lower()
            places = at(claim, role)
            found[role] = name in wire_text(*places).lower() or any(p.name and p.name.lower() in name for p in places)
    country = fact.get("country")
    wanted = set(country) if isinstance(country, list) else {country} if country else set()
    found["country"] = bool(wanted & countries(claim)) if wanted else None
    return {name: ok for name, ok in found.items() if ok is not None}


def _stock(fact: Fact) -> bool | None:
    """Whether the gold calls the figure a stock; None where it does not say or leaves both open."""
    if fact.get("flow"):
        return bool(fact["flow"] == "stock")
    stock = fact.get("stock")
    if isinstance(stock, list):
        return None if len(stock) != 1 or stock[0] == "None" else stock[0] == "True"
    return stock if isinstance(stock, bool) else None


def _faults(outcome: Outcome, texts: Mapping[str, str], refusals: Mapping[str, Sequence[Refusal]]) -> list[Fault]:
    text, fact, claim = texts.get(outcome.document, ""), outcome.fact, outcome.claim
    rule = claim.rule if claim else ""
    if claim is not None and (fact is None or not claim.evidence):
        start, end = (claim.evidence[0].start, claim.evidence[0].end) if claim.evidence else (0, 0)
        return [fault(text, start, end, outcome.document, "spurious", "nothing", _said(claim), rule)]
    if fact is None:
        return []
    start, end = where(fact)
    if claim is None:
        near = [r for r in refusals.get(outcome.document, ()) if r.start < end and start < r.end]
        why = "; ".join(r.why for r in near) or "no number was seen there"
        return [fault(text, start, end, outcome.document, "missed", _told(fact), "nothing", why)]
    return [
        fault(text, start, end, outcome.document, name, *_field(name, fact, claim), rule)
        for name, right in outcome.checks.items()
        if not right and name != "family"
    ]


def where(fact: Fact) -> tuple[int, int]:
    """The span of a fact's words."""
    if "span" in fact:
        return fact["span"][0], fact["span"][1]
    start = int(fact.get("start") or 0)
    return start, start + len(fact.get("quote") or "")


def _told(fact: Fact) -> str:
    number = fact["value"] if fact["value"] is not None else f"{fact['low']}–{fact['high']}"
    return f"{number} {fact['unit']}, {' or '.join(kinds(fact))}"


def _said(claim: Claim) -> str:
    measure = claim.measure
    number = measure.value if measure and measure.value is not None else measure and f"{measure.low}–{measure.high}"
    return f"{number} {measure.unit if measure else ''}, {claim.kind}"


def _field(name: str, fact: Fact, claim: Claim) -> tuple[str, str]:
    """What was wanted and what was read of one field."""
    places = {role: ", ".join(place.text for place in at(claim, role)) for role in ("origin", "destination")}
    period = claim.period
    got = {
        "kind": claim.kind,
        "qualifier": claim.measure.qualifier if claim.measure else "",
        "country": ", ".join(sorted(countries(claim))),
        "status": claim.status,
        "stock": claim.flow or "",
        "when": f"{period.start or ''}/{period.end or ''}" if period else "",
        **places,
    }[name]
    wanted = fact.get("flow") or fact.get("stock") if name == "stock" else fact.get(name)
    if isinstance(wanted, dict):
        wanted = "/".join(str(end or "") for end in wanted.values())
    return str(wanted), got or "nothing"
