"""The report and the situation report in a browser: axe-core finds nothing, in light and dark, wide and narrow."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from panj.model import View
from panj.outputs import report
from panj.outputs.exports import Material, Stamp
from panj.outputs.sitrep import page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RUN = """
<script src="axe.min.js"></script>
<script>
addEventListener("load", () => axe.run(document, {resultTypes: ["violations"]}).then(result => {
  const where = v => v.nodes.slice(0, 5).map(n => n.html.slice(0, 200));
  const found = result.violations.map(v => ({rule: v.id, help: v.help, where: where(v)}));
  const wide = document.documentElement.scrollWidth - innerWidth;
  const out = document.createElement("pre");
  out.id = "axe-result";
  out.textContent = JSON.stringify({found, checked: result.passes.length, wide});
  document.body.append(out);
}));
</script>
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt-get install chromium)"),
]


def browse(page: Path, profile: Path, *flags: str) -> str:
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--user-data-dir={profile}",
        *flags, "--virtual-time-budget=20000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["1440,1000", "390,844"])
def test_axe_finds_nothing(sample: View, tmp_path: Path, scheme: str, size: str) -> None:
    look(report.render(sample, "What the reports say"), tmp_path, scheme, size)


@pytest.mark.parametrize("size", ["1440,1000", "390,844"])
def test_axe_finds_nothing_in_the_situation_report(sample: View, tmp_path: Path, size: str) -> None:
    about = Stamp("0.1.0", "grammar@0.1.0+aa", "1234abcd", "2023-10-01T08:00:00Z")
    changed = [(None, event) for event in sample.events()]
    material = Material(sample, about, start="2018-01-01", place="Tajikistan", changed=changed)
    look(page.html(material), tmp_path, "light", size)


def look(html: str, tmp_path: Path, scheme: str, size: str) -> None:
    """Runs axe-core in the page."""
    without_policy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    shutil.copy(AXE, tmp_path)
    file = tmp_path / "report.html"
    file.write_text(without_policy.replace("</body>", RUN + "</body>"), "utf8")
    colours = ["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
    dom = browse(file, tmp_path / "profile", f"--window-size={size}", *colours)
    found = re.search(r'<pre id="axe-result">(.*?)</pre>', dom, re.DOTALL)
    assert found, "axe-core did not run"
    result = json.loads(unescape(found[1]))
    assert result["found"] == []
    assert result["checked"] > 20
    assert result["wide"] <= 0, "the page is wider than the screen"
