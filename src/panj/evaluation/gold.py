"""Reads gold: what a careful reader takes from some texts, and where those texts are."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from panj.errors import InputError

What = Literal["figures", "clusters", "seeds", "security", "numbers", "dates", "places"]
FIELDS: tuple[tuple[str, What], ...] = (
    ("facts", "figures"),
    ("claims", "security"),
    ("numbers", "numbers"),
    ("dates", "dates"),
    ("places", "places"),
)
"""The field of a row of a .jsonl that holds its gold, and what it then is."""
HINT = "gold is a .jsonl of passages with facts, claims, numbers, dates or places, a folder of clusters, or seeds.json"


@dataclass(frozen=True, slots=True)
class Gold:
    """`inputs`: paths of the texts. `rows`: the gold of each document by its label, `facts` among its fields.
    `sources`: where each document is from. `clusters`: the reconciled view of each, with `figures`, `copies` …"""

    what: What
    inputs: tuple[str, ...]
    rows: Mapping[str, Mapping[str, Any]]
    sources: Mapping[str, str]
    clusters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def load(paths: Sequence[Path], language: str | None = None) -> Gold:
    """The gold of one or several paths of the same sort, as one; with `language`, of its documents alone.

    Raises InputError where a path cannot be read, is no gold, or is of another sort than the first.
    """
    parts = [_load(path, language) for path in paths]
    if len({part.what for part in parts}) != 1:
        raise InputError("The gold is of several sorts", "give files of one sort at a time")
    rows: dict[str, Mapping[str, Any]] = {}
    for path, part in zip(paths, parts, strict=True):
        if again := rows.keys() & part.rows.keys():
            raise InputError(f"{path} has documents that were there before: {', '.join(sorted(again)[:3])}", HINT)
        rows |= part.rows
    return Gold(
        parts[0].what,
        tuple(name for part in parts for name in part.inputs),
        rows,
        {label: source for part in parts for label, source in part.sources.items()},
        {name: cluster for part in parts for name, cluster in part.clusters.items()},
    )


def _load(path: Path, language: str | None) -> Gold:
    try:
        if path.is_dir():
            return _clusters(path, language)
        if path.suffix == ".jsonl":
            lines = path.read_text("utf8").splitlines()
            return _passages(path, [json.loads(line) for line in lines if line.strip()], language)
        return _seeds(path, json.loads(path.read_text("utf8")))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", HINT) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} is no gold: {error!r}", HINT) from error


def _passages(path: Path, rows: list[dict[str, Any]], language: str | None) -> Gold:
    what = next((what for name, what in FIELDS if rows and name in rows[0]), None)
    if what is None:
        raise InputError(f"{path} has no gold in its rows", HINT)
    kept = {row["id"]: row for row in rows if language in (None, row.get("language", language))}
    sources = {label: str(row.get("style") or row.get("cause") or path.stem) for label, row in kept.items()}
    return Gold(what, (str(path),), kept, sources)


def _clusters(path: Path, language: str | None) -> Gold:
    files = sorted(path.glob("*/gold.json"))
    if not files:
        raise InputError(f"{path} has no folders with a gold.json", HINT)
    clusters: dict[str, Mapping[str, Any]] = {}
    rows: dict[str, Mapping[str, Any]] = {}
    for file in files:
        name, cluster = file.parent.name, json.loads(file.read_text("utf8"))
        clusters[name] = cluster
        for article, facts in cluster["per_article"].items():
            if language in (None, cluster["articles"].get(article, {}).get("language")):
                rows[f"{name}/{article}"] = {"facts": [fact for fact in facts if fact["unit"] != "percent"]}
    return Gold("clusters", (str(path),), rows, {label: label.split("/")[0] for label in rows}, clusters)


def _seeds(path: Path, facts: Iterable[dict[str, Any]]) -> Gold:
    folder = next((f for f in (path.parent / "seeds", path.parent.parent / "seeds") if f.is_dir()), None)
    if folder is None:
        raise InputError(f"{path} has no folder of seeds beside it", "the texts are in seeds/, beside it or one above")
    rows: dict[str, dict[str, Any]] = {}
    for fact in facts:
        rows.setdefault(fact["doc"].removesuffix(".txt"), {"facts": []})["facts"].append(fact)
    return Gold("seeds", (str(folder),), rows, {label: label for label in rows})
