"""Figures as stated: how precise they are, what a rounded one covers, and when two cannot both be true."""

from functools import lru_cache

from panj.events import constants as c
from panj.model import Measure

Bounds = tuple[float, float]
INFINITE = float("inf")


@lru_cache(maxsize=65536)
def digits(value: float | int) -> int:
    """Significant digits: 347 has three, 350 two, 400,000 one."""
    text = f"{value:.10g}".lstrip("-").replace(".", "")
    return len(text.strip("0")) or 1


def telling(value: float | int) -> bool:
    """True for a figure that is exact or large enough to be known again in another report: 347, 12,500, 400,000."""
    exact = digits(value)
    return exact >= c.PRECISE or (exact > 1 and value >= c.LARGE) or value >= c.HUGE


@lru_cache(maxsize=65536)
def step(value: float | int) -> float:
    """The worth of the last digit that is not zero: 10 for 350, 100 for 14,500."""
    whole, worth = round(abs(value)), 1
    while whole and whole % 10 == 0:
        whole //= 10
        worth *= 10
    return float(worth)


def figure(measure: Measure | None) -> float | int | None:
    """The one number that a measure stands for: its value, or the middle of a range; None for vague words."""
    if measure is None:
        return None
    if measure.value is not None:
        return measure.value
    if measure.qualifier == "range" and measure.low is not None and measure.high is not None:
        middle = (measure.low + measure.high) / 2
        return int(middle) if middle == int(middle) else middle
    return None


def extent(measure: Measure) -> Bounds:
    """The interval that the words allow for the true number."""
    value = figure(measure)
    if value is None or measure.qualifier in ("range", "vague"):
        return measure.low or 0, INFINITE if measure.high is None else measure.high
    if measure.qualifier == "about":
        slack = min(step(value) / 2, c.ABOUT * value)
        return value - slack, value + slack
    if measure.qualifier == "at_least":
        return value, INFINITE
    if measure.qualifier == "at_most":
        return measure.low or 0, value
    return value, value


def covers(rounded: Measure, exact: float | int) -> bool:
    """True where `rounded` is a way to say `exact`: "nearly 350" and "more than 300" of 347, "hundreds" too."""
    value = figure(rounded)
    if value is None or rounded.qualifier in ("range", "vague"):
        low, high = extent(rounded)
        return low <= exact <= high
    if value == exact:
        return True
    slack = step(value)
    if rounded.qualifier == "at_least":
        return value <= exact < min(value + max(slack, 1), value * (1 + c.AT_LEAST) + 1)
    if rounded.qualifier == "at_most":
        return value * (1 - c.AT_LEAST) <= exact <= value
    if digits(value) >= c.PRECISE and rounded.qualifier == "exact":
        return False
    return abs(value - exact) < min(slack / 2, c.ABOUT * value) and digits(exact) > digits(value)


def rounds(a: Measure, b: Measure) -> bool:
    """True where one of the two is a way to say the other."""
    one, two = figure(a), figure(b)
    return (two is not None and covers(a, two)) or (one is not None and covers(b, one))


def soft(measure: Measure) -> Bounds:
    """The interval outside which another figure of the same is at odds with this one (rule 6)."""
    low, high = extent(measure)
    if measure.qualifier == "at_least":
        high = low * c.AT_LEAST_LIMIT
    if measure.qualifier == "at_most":
        low = high / c.AT_LEAST_LIMIT
    return low * (1 - c.ROUNDED_TOTAL), high * (1 + c.ROUNDED_TOTAL)


def differ(a: float | int | None, b: float | int | None) -> bool:
    """True where two figures are too far apart to be slips of one another."""
    return abs((a or 0) - (b or 0)) > c.DIFFERENT * max(a or 0, b or 0)


def plain(value: float | int | None) -> str:
    """A figure for a sentence: 14,576."""
    if value is None:
        return "no number"
    return f"{int(value):,}" if value == int(value) else f"{value:,.1f}"


def spoken(measure: Measure) -> str:
    """A measure for a sentence, with its qualifier: "at least 347"."""
    value = figure(measure)
    if value is None:
        return (
            f"{plain(measure.low)} or more"
            if measure.high is None
            else f"{plain(measure.low)} to {plain(measure.high)}"
        )
    words = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
    return words.get(measure.qualifier, "") + plain(value)
