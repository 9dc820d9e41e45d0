"""What the page on files from others says is so."""

import re
import shutil
from pathlib import Path

from places import CHECKOUT
from sequences import BOOK, CODERS, fill

from annotator.domain import bounds
from annotator.domain.article import Article
from annotator.domain.edits.articles import EditArticle
from annotator.domain.people import Coder
from annotator.formats.codebook_files import toml
from annotator.formats.csv import dialect
from annotator.formats.files import codebook, encodings
from annotator.formats.jsonlist import lines
from annotator.formats.tables import rows as table
from annotator.store.file import accepting
from annotator.store.project import Project
from annotator.workflow.coders import LONGEST_HANDLE

PAGE = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
MIB = 2**20
BOUNDS = {
    "an article's text": [bounds.LONGEST_TEXT],
    "a title": [bounds.LONGEST["title"]],
    "any other text": [bounds.LONGEST_STRING],
    "a name": [bounds.LONGEST[name] for name in ("name",)],
    "a handle": [bounds.LONGEST["handle"], LONGEST_HANDLE],
    "codes": [bounds.MOST_CODES],
    "fields": [bounds.MOST["fields"]],
    "choices": [bounds.MOST["choices"]],
    "items": [bounds.MOST["meta"]],
    "fragments": [bounds.MOST["fragments"]],
    "a codebook file": [codebook._LARGEST // MIB, toml._LARGEST // MIB],
    "a table": [encodings.LARGEST // MIB, table.MOST_COLUMNS, dialect.LONGEST_CELL],
    "a line": [lines.LONGEST // MIB],
    "a project file": [accepting.MOST_ROWS, bounds.LONGEST_CELL // MIB],
}
FORBIDDEN = re.compile(
    r"^\s*(?:import|from) (?:socket|ssl|urllib\.request|http|ftplib|smtplib|requests|httpx|aiohttp"
    r"|pickle|marshal|shelve|PySide6\.QtNetwork|PySide6\.QtWeb\w*)\b|(?<![.\w])(?:exec|eval)\(",
    re.MULTILINE,
)
ASKS_FOR_THE_SCREEN = "annotator/cli/window_needs.py"
"""It looks whether this computer's display server answers, before there is any project."""


def test_the_table_has_the_bounds_that_hold() -> None:
    rows = re.findall(r"^\| (?!what|---)(.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert len(rows) == len(BOUNDS)
    for what, most in rows:
        (wanted,) = [numbers for begun, numbers in BOUNDS.items() if re.match(rf"{begun}\b", what)]
        assert [int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", most)] == wanted, what


def test_nothing_opens_a_connection_or_runs_what_a_file_holds() -> None:
    for path in (CHECKOUT / "annotator").rglob("*.py"):
        if path != CHECKOUT / ASKS_FOR_THE_SCREEN:
            assert FORBIDDEN.search(path.read_text(encoding="utf-8")) is None, path


def test_a_history_written_in_somebody_elses_name_comes_in(tmp_path: Path) -> None:
    ours, forged = tmp_path / "ours.annotator", tmp_path / "forged.annotator"
    with Project.create(ours, codebook=BOOK) as project:
        project.coder = CODERS[0]
        fill(project)
    shutil.copy(ours, forged)
    with Project.open(forged, coder=CODERS[0]) as project:  # whoever sits there
        project.apply(EditArticle(article="a", title="Not by ana"))
    with Project.open(ours, coder="lea") as project:
        project.bring_in([forged])
        article = project.get(Article, "a")
        assert article is not None
        assert article.title == "Not by ana"
        assert project.latest_edits(1)[0].coder in (CODERS[0], "lea")
        assert len({one.handle for one in project.find(Coder)}) == len(project.find(Coder))
