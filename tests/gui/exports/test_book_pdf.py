"""The guideline book on paper: what belongs together stands on one page."""

from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType, LinkRule
from annotator.gui.exports import book_pdf
from annotator.gui.exports.book_pdf import draw_book
from annotator.workflow.codebooks.book import BookFacts

AREAS = ("Health", "Economy", "Security", "Climate", "Migration", "Courts")
ARABIC = "مقطع يذكر سبب المشكلة. "


def sixty() -> Codebook:
    codes: list[Code] = []
    for k, area in enumerate(AREAS):
        codes.append(Code(id=f"area{k}", name=area, group=True, definition="All of it."))
        for n in range(10):
            choices = tuple(Choice(f"c{i}", f"Choice {i}") for i in range(1 + (n * 7 + k) % 11))
            codes.append(
                Code(
                    id=f"c{k}_{n}",
                    name=f"{area} {n}",
                    parent=f"area{k}",
                    definition=ARABIC * (1 + n % 4),
                    include="What is meant. " * (3 * n + 1),
                    exclude="x" * 90,
                    fields=(Field(id="f", name="F", type=FieldType.CHOICE, choices=choices),),
                    links=(LinkRule(type="by", name="By", ends=("actor",)),),
                )
            )
    return Codebook(title="Sixty", codes=tuple(codes))


def test_no_heading_and_no_table_of_a_large_book_is_torn(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[QTextDocument] = []
    pages: dict[str, int] = {}
    found = book_pdf.pages_of_anchors

    def kept(document: QTextDocument) -> dict[str, int]:
        drawn.append(document)
        pages.update(found(document))
        ends = _last_pages(document)
        assert {name: pages[name] for name in ends} == ends
        return pages

    monkeypatch.setattr(book_pdf, "pages_of_anchors", kept)
    draw_book(BookFacts(project="P", made="2025-05-19", codebook=sixty()), tmp_path / "book.pdf")
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")
    assert len(pages) > 66
    assert pages["c5_9"] > pages["area1"] > 2


def _last_pages(document: QTextDocument) -> dict[str, int]:
    """Return on which page the last line of each part stands."""
    height = document.pageSize().height()
    last: dict[str, int] = {}
    part = ""
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            for name in fragments.fragment().charFormat().anchorNames():
                part = name if name.startswith("part-") else part
            fragments += 1
        bounds = document.documentLayout().blockBoundingRect(block)
        if part and block.text():
            last[part] = int((bounds.bottom() - 1) // height) + 1
        block = block.next()
    return last
