"""Fixtures of all tests. `shared` is the folder of gold beside a developer's checkout; a user's machine has none."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs the gold in ../shared, which stands beside a developer's checkout only")
    return SHARED


@pytest.fixture(scope="session")
def pango() -> None:
    """Skips where no PDF can be made."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        needed = 'WeasyPrint (pip install "panj[pdf-report]") and Pango (apt-get install libpangoft2-1.0-0)'
        pytest.skip(f"needs {needed}: {error}")
