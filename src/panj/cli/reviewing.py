"""`panj review`: what is uncertain or contradictory, one question at a time, one key each."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from panj import pipeline
from panj.cli import terminal
from panj.cli.decisions import show_changes
from panj.cli.options import AUTHOR, DEFAULT_RECORD, By, RecordFile
from panj.model import Claim
from panj.model.judgement import figure_of
from panj.pipeline.decisions import said

if TYPE_CHECKING:
    from panj.pipeline.questions import Question
    from panj.pipeline.views import RecordView

app = typer.Typer(rich_markup_mode=None)
AROUND = 120
"""Characters shown on either side of a claim."""


@app.command()
def review(
    listed: Annotated[bool, typer.Option("--list", help="Only list the questions.")] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Questions at most.")] = 50,
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Walk through what is uncertain, the weightiest first.

    Each question is answered with one key; what is skipped is asked again the next time.

    \b
    Examples:
      panj review
      panj review --list
    """
    from panj.pipeline.questions import decision, questions
    from panj.record import open_record

    with open_record(record, create=False) as opened:
        view = pipeline.view_of(opened)
        found = questions(view)
        if not found:
            terminal.show("Nothing is uncertain or contradictory.")
            return
        if listed:
            for n, question in enumerate(found[:limit], 1):
                terminal.show(f"{n}. {_heading(question)}")
            return
        opened.require_writable()
        before, made = list(view.events()), 0
        for n, question in enumerate(found[:limit], 1):
            terminal.show(f"\n{n} of {len(found)}: {_heading(question)}")
            answer = _ask(view, question)
            if answer == "q":
                break
            one = decision(opened, question, answer, by)
            if one:
                kept = opened.judge(one)
                made += 1
                terminal.show(f"{kept.id}: {said(kept)} (panj undo {kept.id} takes it back)")
        terminal.show(f"\n{made} {'decision' if made == 1 else 'decisions'}.")
        if made:
            show_changes(before, pipeline.refresh_events(opened))


def _heading(question: "Question") -> str:
    from panj.outputs import words

    event = question.event
    told = f"\n   {event.id} {event.title}: {words.estimate(event.estimate)}" if event else ""
    return f"{question.about} ({question.people:,.0f} at stake){told}"


def _keys(question: "Question") -> dict[str, str]:
    if question.sort == "orphan":
        return {"u": "take it back", "s": "leave it waiting"}
    if question.sort == "contradiction":
        numbers = {str(n): f"use {_figure(claim)}" for n, claim in enumerate(question.claims, 1)}
        return {**numbers, "b": "both, of different things", "s": "skip"}
    return {"a": "it is right", "r": "it is wrong", "s": "skip"}


def _figure(claim: Claim) -> str:
    value = figure_of(claim)
    return "this" if value is None else f"{value:,}"


def _ask(view: "RecordView", question: "Question") -> str:
    """Shows the words in question and waits for one of the keys."""
    for n, claim in enumerate(question.claims, 1):
        terminal.show(f"[{n}] {_words(view, claim)}")
    if question.orphan:
        anchor = question.orphan.anchor
        old = view.reading.text(anchor.document_id, anchor.version) or ""
        terminal.show(f"It stood here: {_around(old, anchor.start, anchor.end)}")
    keys = {**_keys(question), "q": "stop"}
    terminal.show("  ".join(f"{key}: {meaning}" for key, meaning in keys.items()))
    while True:
        key = pressed()
        if key in keys:
            return key


def _words(view: "RecordView", claim: Claim) -> str:
    document = view.document(claim.document_id)
    first = claim.evidence[0]
    text = _around(document.text, first.start, first.end) if document else first.text
    source = claim.sources[0].name if claim.sources else "nobody named"
    return f"{claim.document} ({source}): {text}"


def _around(text: str, start: int, end: int) -> str:
    shown = f"{text[max(0, start - AROUND) : start]}»{text[start:end]}«{text[end : end + AROUND]}"
    return " ".join("".join(c if c.isprintable() else " " for c in shown).split())


def pressed() -> str:
    """The next key; from a pipe the first letter of the next line, and q at its end."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip()[:1] if line else "q"
    try:
        import termios
        import tty
    except ImportError:
        return input("> ").strip()[:1]
    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number)
        return sys.stdin.read(1)
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
