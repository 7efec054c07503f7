"""The notebook of the guide runs from the first cell to the last."""

from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "guide" / "python.ipynb"


@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::PendingDeprecationWarning", "ignore::ResourceWarning"
)
def test_the_notebook_runs(tmp_path: Path) -> None:
    nbclient = pytest.importorskip("nbclient", reason="needs nbclient to run notebooks")
    pytest.importorskip("ipykernel", reason="needs ipykernel to run notebooks")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3")
    client.execute(cwd=str(tmp_path))

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error"]
    told = "".join(str(output.get("data", output.get("text", ""))) for output in outputs)
    assert "100417" in told
    assert "Rule" in told


def test_the_notebook_is_kept_without_outputs() -> None:
    text = NOTEBOOK.read_text("utf8")
    assert '"outputs": []' in text
    assert '"output_type"' not in text
