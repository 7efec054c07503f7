"""Small pieces that the map and the timeline share: escaped SVG elements and numbered events."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from panj.model import Event
from panj.outputs.clean import one_line
from panj.outputs.headlines import bucket

UNSURE = frozenset({"unconfirmed", "planned", "possible", "retracted"})


@dataclass(frozen=True, slots=True)
class Numbered:
    """An event and the number that it has on the map, on the timeline and in the tables."""

    number: int
    event: Event

    @property
    def size(self) -> float | int:
        return self.event.estimate.best or self.event.estimate.low or self.event.estimate.high or 0

    @property
    def known(self) -> bool:
        """Whether there is an estimate: a plan or a denial has none, though its claims have figures."""
        return (self.event.estimate.best, self.event.estimate.low, self.event.estimate.high) != (None, None, None)

    @property
    def style(self) -> str:
        """CSS classes: the bucket, and `unsure` where it has not happened for sure."""
        name = "b-" + (bucket(self.event) or "other")
        return f"{name} unsure" if self.event.status in UNSURE else name


def attributes(**values: str | float | int) -> str:
    """Attributes of an element: `class_` stands for `class`, numbers have one decimal."""
    parts = []
    for name, value in values.items():
        shown = f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        parts.append(f' {name.rstrip("_").replace("_", "-")}="{escape(shown)}"')
    return "".join(parts)


def element(tag: str, content: str | Markup = "", **values: str | float | int) -> Markup:
    """An SVG element; text content is escaped, Markup is kept."""
    return Markup(f"<{tag}{attributes(**values)}>{escape(content)}</{tag}>")


def text(x: float, y: float, content: str, **values: str | float | int) -> Markup:
    return element("text", one_line(content), x=x, y=y, **values)


def picture(identity: str, title: str, description: str, width: float, height: float, body: Markup) -> Markup:
    """An SVG image with its title and description for those who do not see it."""
    head = element("title", one_line(title), id=f"{identity}-title") + element(
        "desc", one_line(description), id=f"{identity}-desc"
    )
    values = attributes(
        class_="picture", viewBox=f"0 0 {width:.0f} {height:.0f}", role="img",
        aria_labelledby=f"{identity}-title {identity}-desc",
    )  # fmt: skip
    return Markup(f"<svg{values}>{head}{body}</svg>")
