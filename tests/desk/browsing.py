"""Debian's Chromium over a desk that runs in a process of its own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parents[1] / "outputs/vendor/axe.min.js"
ROOT = Path(__file__).parents[2]
QUIET = (
    "--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WITH_WEBGL = (*QUIET, "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
WITHOUT_WEBGL = (*QUIET, "--disable-gpu", "--disable-3d-apis")


@contextmanager
def desk_over(record: Path) -> Iterator[str]:
    """The address of a desk over the record."""
    command = [sys.executable, "-m", "panj", "desk", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        try:
            assert process.stderr
            said = process.stderr.readline()
            found = re.search(r"(http://127\.0\.0\.1:\d+)/", said)
            assert found, said
            yield found[1]
        finally:
            process.terminate()
            process.communicate(timeout=30)


@contextmanager
def browser(*flags: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(flags))
        try:
            yield opened
        finally:
            opened.close()


def watched(page: Any, address: str) -> list[str]:
    """A list that fills with whatever should not happen: errors of scripts, and requests to other hosts."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
    own = (address, "data:", "blob:")
    page.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(f"asked: {asked.url}"))
    return wrong


def ready(page: Any, selector: str) -> None:
    """Waits for the page that has this, and until it hears keys."""
    page.wait_for_selector(selector)
    page.wait_for_selector("html[data-ready]", state="attached")


def greet(page: Any, address: str, name: str = "Ada") -> None:
    """Says a name, as on the first visit."""
    page.goto(f"{address}/")
    page.wait_for_selector("input[name=name]:focus")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    ready(page, "h1:text('Situation')")
