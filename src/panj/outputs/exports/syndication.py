"""Atom (RFC 4287) and RSS 2.0 of events that are new or changed, the latest first."""

from datetime import datetime
from email.utils import format_datetime
from typing import Final
from xml.etree import ElementTree as Xml

from panj.model import Event
from panj.outputs import words
from panj.outputs.clean import one_line
from panj.outputs.exports.stamp import Material, Update

ATOM: Final = "http://www.w3.org/2005/Atom"
NAME: Final = "urn:panj:"
"""Events have names and no addresses: a record is on somebody's own machine."""


def atom(material: Material) -> bytes:
    """An Atom feed."""
    texts = words.exports("feed")
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed")
    _add(feed, "title", material.title or texts["title"])
    _add(feed, "subtitle", _about(material))
    _add(feed, "id", f"{NAME}feed:{material.about.role}")
    _add(feed, "updated", material.updates[0].at if material.updates else material.about.made)
    _add(feed, "generator", "Panj", version=material.about.panj)
    _add(_sub(feed, "author"), "name", "Panj")
    for update, event in _entries(material):
        entry = _sub(feed, "entry")
        _add(entry, "id", f"{NAME}event:{event.id}")
        _add(entry, "title", _title(update, event))
        _add(entry, "updated", update.at)
        _sub(entry, "category").set("term", event.kind)
        _add(entry, "content", _told(event), type="text")
    return _bytes(feed)


def rss(material: Material) -> bytes:
    """An RSS feed."""
    texts = words.exports("feed")
    feed = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(feed, "channel")
    _plain(channel, "title", material.title or texts["title"])
    _plain(channel, "link", f"{NAME}feed:{material.about.role}")
    _plain(channel, "description", _about(material))
    _plain(channel, "generator", f"Panj {material.about.panj}")
    for update, event in _entries(material):
        item = Xml.SubElement(channel, "item")
        _plain(item, "title", _title(update, event))
        _plain(item, "guid", f"{NAME}event:{event.id}:{update.at}").set("isPermaLink", "false")
        _plain(item, "pubDate", format_datetime(datetime.fromisoformat(update.at)))
        _plain(item, "category", event.kind)
        _plain(item, "description", _told(event))
    return _bytes(feed)


def _entries(material: Material) -> list[tuple[Update, Event]]:
    known = {event.id: event for event in material.view.events()}
    return [(update, known[update.event]) for update in material.updates if update.event in known]


def _about(material: Material) -> str:
    narrowed = "; ".join(f"{name}: {value}" for name, value in material.narrowed)
    return "; ".join(filter(None, (material.about.line(), narrowed)))


def _title(update: Update, event: Event) -> str:
    return str(words.exports("feed")["new" if update.new else "changed"]).format(title=one_line(event.title))


def _told(event: Event) -> str:
    """The figure with its bounds, status and sources, in sentences."""
    texts = words.exports("feed")
    figure = texts["no_figure"]
    if event.unit and event.estimate.best is not None:
        figure = f"{words.estimate(event.estimate)} {words.unit(event.unit, event.estimate.best)}"
    parts = {
        "kind": words.label("kinds", event.kind), "way": words.way(event),
        "when": words.period(event.period, event.metric) if event.period else "",
        "status": words.label("event_status", event.status), "sources": words.origins(event),
    }  # fmt: skip
    said = "; ".join(filter(None, (parts["kind"], parts["way"], parts["when"], parts["status"], parts["sources"])))
    independent = str(texts["independent"]).format(count=event.independent_sources)
    return f"{figure}. {said} ({independent})."


def _sub(parent: Xml.Element, name: str) -> Xml.Element:
    return Xml.SubElement(parent, f"{{{ATOM}}}{name}")


def _add(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = one_line(text)


def _plain(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    child = Xml.SubElement(parent, name)
    child.text = one_line(text)
    return child


def _bytes(feed: Xml.Element) -> bytes:
    text: str = Xml.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode("utf-8", "replace")
