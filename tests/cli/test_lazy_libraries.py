"""Starting pays for no library that only some files need."""

import subprocess
import sys

import pytest

HEAVY = {
    *("cassis", "charset_normalizer", "docx", "feedparser", "lxml", "odfdo", "pyarrow"),
    *("pypdfium2", "python_calamine", "rapidfuzz", "striprtf", "trafilatura", "warcio"),
    "xlsxwriter",
}
HELP = "from annotator.cli.main import cli; cli.main(['--help'], standalone_mode=False)"
TABLE = "import annotator.formats.table"
WINDOW = (
    "import annotator.gui.app, annotator.gui.window.main_window, annotator.gui.imports.dialog, "
    "annotator.gui.coding.page"
)
TELL = (
    "; import sys; print(*sorted({one.partition('.')[0] for one in sys.modules}), file=sys.stderr)"
)


@pytest.mark.parametrize("start", [HELP, TABLE, WINDOW])
def test_starting_loads_no_library_of_a_format(start: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", start + TELL], capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(done.stderr.split())
