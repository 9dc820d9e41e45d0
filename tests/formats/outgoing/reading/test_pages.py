"""Articles with their labels as pages: what is said in the margin, and that nothing is markup."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from msgspec.structs import replace
from sample import sample

from annotator.domain.article import Article
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import CancelledError, UserError
from annotator.formats.outgoing.reading import drawing
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def page(project: Project, folder: Path, **options: bool) -> str:
    export(project, folder / "out.html", selection=Selection(options=options))
    return (folder / "out.html").read_text(encoding="utf-8")


def words(found: str) -> str:
    return " ".join(html.document_fromstring(found.encode()).text_content().split())


def test_the_margin_says_what_each_label_is(project: Project, tmp_path: Path) -> None:
    said = words(page(project, tmp_path))
    assert "Source: ana; Expert" in said
    assert "Is Maja Berg" in said or "is Maja Berg" in said
    assert "accepted by ben (Fine now)" in said


def test_brackets_show_where_labels_stand_without_colours(project: Project, tmp_path: Path) -> None:
    said = words(page(project, tmp_path))
    assert re.search(r"\[“We win,”\]\d+ \[+the mayor\]\d+\]\d+ \[said\]\d+", said)


def test_labels_of_whole_articles_stand_above_the_text(project: Project, tmp_path: Path) -> None:
    assert "Whole article: Tone" in words(page(project, tmp_path))


def test_notes_and_decisions_can_stay_out(project: Project, tmp_path: Path) -> None:
    assert "accepted by ben" not in words(page(project, tmp_path, notes=False))


def test_titles_are_no_markup_and_hide_nothing(project: Project, tmp_path: Path) -> None:
    article = project.find(Article)[0]
    project.apply(ImportRecords(records=(replace(article, title="<b>x</b>\u202e"),)))
    found = page(project, tmp_path)
    assert "&lt;b&gt;x&lt;/b&gt;\\u202e" in found


def test_what_is_read_from_right_to_left_says_so(project: Project, tmp_path: Path) -> None:
    article = project.find(Article)[0]
    project.apply(ImportRecords(records=(replace(article, title="مرحبا"),)))
    assert '<h2 dir="rtl">مرحبا</h2>' in page(project, tmp_path)


def test_a_pdf_has_the_words_and_the_margin(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path / "out.pdf")
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as found:
        said = "".join(one.get_textpage().get_text_range() for one in found)
    assert "the mayor" in said
    assert "Expert" in said


def test_a_pdf_that_cant_be_drawn_says_why_and_what_to_do(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MODULE", "annotator.nothing")
    with pytest.raises(UserError, match=r"No module named annotator.nothing.*as HTML instead"):
        export(project, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_a_pdf_can_be_cancelled(project: Project, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        export(project, tmp_path / "out.pdf", progress=cancel)
    assert not (tmp_path / "out.pdf").exists()
