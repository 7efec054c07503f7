"""Makes docs/reference/kinds.md from `data/en/kinds_guide.toml`.

python tools/kinds_page.py            writes the page
python tools/kinds_page.py --check    exits with 1 where the page is not up to date
"""

import argparse
import sys
from pathlib import Path

from panj.lexicon import table
from panj.model.vocabulary import FAMILIES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "kinds.md"
HEAD = """# Kinds of claims

Made by `tools/kinds_page.py` from `src/panj/data/en/kinds_guide.toml`: change that file and run the script. Every
example and counter-example here is read back by a test.
"""
MAPPING = """## Onto IDMC's Helix and onto PLOVER

In Helix a figure has a category (what is counted, as a flow or a stock) and a term (the word that the source used).
They are two fields, and several of our kinds have neither. PLOVER codes what one actor does to another, as an event
type and a mode: movement of people by itself is no event there. "no term" says that nothing in the scheme means it.

| kind | Helix category | Helix term | PLOVER |
| --- | --- | --- | --- |
"""
ANOTHER = "is another kind: "
NOTHING = "is none of the kinds"


def page() -> str:
    """The whole page, as Markdown."""
    guide = table("en", "kinds_guide")
    parts = [HEAD]
    for family, kinds in FAMILIES.items():
        parts.append(f"## {family.capitalize()}\n")
        parts.extend(entry(kind, guide[kind]) for kind in kinds)
    rows = (row(kind, guide[kind]) for kinds in FAMILIES.values() for kind in kinds)
    return "\n".join(parts) + "\n" + MAPPING + "\n".join(rows) + "\n"


def entry(kind: str, told: dict[str, str]) -> str:
    """One kind with its definition, sentences and precedence."""
    other = told["counter_kind"]
    is_what = NOTHING if other == "none" else f"{ANOTHER}`{other}`"
    return (
        f"### {kind}\n\n{told['definition']}\n\n"
        f"- Example: “{told['example']}”\n"
        f"- Counter-example: “{told['counter']}” {is_what}.\n"
        f"- Precedence: {told['precedence']}\n"
    )


def row(kind: str, told: dict[str, str]) -> str:
    """The kind's line in the table of mappings."""
    terms = (told[name] or "no term" for name in ("helix_category", "helix_term", "plover"))
    return f"| `{kind}` | " + " | ".join(terms) + " |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        same = PAGE.exists() and PAGE.read_text("utf8") == page()
        if not same:
            print(f"{PAGE.name} is not up to date: run tools/kinds_page.py", file=sys.stderr)
        return 0 if same else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), "utf8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
