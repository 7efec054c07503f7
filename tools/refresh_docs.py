"""Runs the commands in the documentation again and writes what they print: `python tools/refresh_docs.py`.

A block of ```console in README.md or docs/guide holds commands, each on a line that starts with "$ ", and what they
print; a block of ```sh is left alone. The commands of one page run one after another in a folder of their own that has
`src` of this checkout. With `--picture` the screenshot in docs/images is taken anew, for which chromium and Pillow are
needed.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/guide").glob("*.md"))]
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
PICTURE = ROOT / "docs/images/report.png"
SIZE = (1100, 1500)
"""Pixels of the screenshot."""
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
]  # fmt: skip
COLOURS = 128
"""Colours of the screenshot: few enough for a small file."""


def run(command: str, folder: Path) -> str:
    """The command as it was typed, with what it prints; "(exit code N)" where that is not 0."""
    bin_folder = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{bin_folder}:{os.environ['PATH']}", "COLUMNS": "80"}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    lines = [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
    code = f"(exit code {done.returncode})\n" if done.returncode else ""
    return f"$ {command}\n" + "".join(f"{line}\n" for line in lines) + code


def refresh(page: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "src").symlink_to(ROOT / "src")

        def again(block: re.Match[str]) -> str:
            commands = [line[2:] for line in block[1].splitlines() if line.startswith("$ ")]
            return "\n".join(run(command, folder) for command in commands)

        page.write_text(BLOCK.sub(again, page.read_text("utf8")), "utf8")


def picture() -> None:
    from PIL import Image

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("panj demo", folder)
        subprocess.run(
            ["chromium", *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--window-size={SIZE[0]},{SIZE[1]}",
             f"--screenshot={folder / 'page.png'}", (folder / "demo/report.html").as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        image = Image.open(folder / "page.png").convert("RGB").quantize(COLOURS)
        PICTURE.parent.mkdir(exist_ok=True)
        image.save(PICTURE, optimize=True)


if __name__ == "__main__":
    for each in PAGES:
        refresh(each)
    if "--picture" in sys.argv:
        picture()
