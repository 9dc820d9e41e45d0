"""What programs for labelling hold only in part is counted before anything is written."""

from pathlib import Path
from typing import Any

import pytest
from sample import annotation, sample

from annotator.domain.annotation import make_link
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import first_rows

GOLD = "1 gold label will be those of a coder called “gold”."
PIECES = "1 annotation has several pieces: each will be a label of its own."
ACTORS = "2 links to actors will be left out."
COLLEAGUES = "2 links to labels of another coder will be left out."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with sample(tmp_path_factory.mktemp("losses")) as made:
        records = (
            annotation("b1", "quote", "speaks\n", by="ben"),
            annotation("b2", "quote", "Mayor 😀 speaks", by="ben"),
            annotation("b3", "source", "\n\n", by="ben"),
            make_link("b2", "said_by", to="s2"),
        )
        made.apply(ImportRecords(articles=(), records=records))
        yield made


def told(project: Project, name: str, **options: Any) -> list[str]:
    return losses(export_format(name), project, Selection(options=options))


@pytest.mark.parametrize("name", ["brat", "doccano", "label-studio", "prodigy"])
def test_links_that_have_no_place_are_told_by_where_they_lead(project: Project, name: str) -> None:
    report = told(project, name)
    assert {GOLD, COLLEAGUES} <= set(report)
    assert (ACTORS in report) == (name in {"brat", "doccano"})
    assert (PIECES in report) == (name != "brat")


def test_brat_tells_of_line_ends_and_free_words(project: Project) -> None:
    report = told(project, "brat")
    assert "1 annotation begins or ends with a line’s end, which will not be in it." in report
    assert "1 annotation is on line ends alone and will be left out." in report
    assert "1 answer in free words will be notes, as brat’s attributes take none." in report
    assert "1 annotation of whole articles will be left out." in report


def test_doccano_tells_of_answers_and_of_links_where_it_has_none(project: Project) -> None:
    assert "8 answers to fields will be left out." in told(project, "doccano")
    report = told(project, "doccano", form="spans")
    assert "8 links will be left out." in report
    assert ACTORS not in report


def test_conll_tells_of_labels_over_one_another_and_of_blanks(project: Project) -> None:
    report = told(project, "conll")
    assert "1 stretch over a longer one of the same code will be left out." in report
    assert "1 annotation begins or ends with blanks, which will not be in it." in report
    assert "1 annotation is on blanks alone and will be left out." in report
    bare = told(project, "conll", places=False)
    assert "Where words stand, and the blanks between them, will be left out." in bare


@pytest.mark.parametrize("name", ["doccano", "label-studio", "prodigy"])
def test_articles_with_the_same_text_are_told(name: str, tmp_path: Path) -> None:
    same = "2 articles have a text that another one has, too: what knows articles by their text "
    articles = [
        NewArticle(id=f"a{n}", title=f"T{n}", text="Same." * (n < 2) or "No.") for n in range(3)
    ]
    with Project.create(tmp_path / "one.annotator") as project:
        project.apply(ImportRecords(articles=tuple(articles)))
        assert any(one.startswith(same) for one in told(project, name))
        few = losses(export_format(name), project, Selection(articles=("a1", "a2")))
        assert not any("text that another" in one for one in few)


@pytest.mark.parametrize("name", ["brat", "doccano", "label-studio", "prodigy", "conll"])
def test_a_preview_shows_how_the_file_begins(project: Project, name: str, tmp_path: Path) -> None:
    header, rows = export_format(name).exporter.preview(project, Selection(), 3)
    assert header == ["line"]
    assert len(rows) <= 3
    assert all(rows)


@pytest.mark.parametrize(
    ("name", "first", "line"),
    [
        ("brat", "ana/00001-mayor-speaks.ann", "T1\tquote 15 24;41 52\t“We win,” “and\u00a0stay.”"),
        ("conll", "ana.conllup", "# global.columns = ID FORM MISC"),
        ("web-annotations", "annotations.jsonld", '{"@context":"http://www.w3.org/ns/anno.jsonld"'),
        ("webanno-tsv", "00001-mayor-speaks.txt/ana.tsv", "#FORMAT=WebAnno TSV 3.3"),
        ("uima-xmi", "00001-mayor-speaks.txt/ana.xmi", "<?xml"),
        ("huggingface", "annotations/train.jsonl", '{"article'),
    ],
)
def test_a_preview_shows_the_files_of_a_folder(
    project: Project, name: str, first: str, line: str
) -> None:
    found = first_rows(export_format(name), project, Selection(), 3).files
    shown = next(one for one in found if one.name.endswith(first))  # Parquet stands above it
    assert shown.rows[0][0].startswith(line)
    assert all(len(one.rows) <= 3 for one in found)
    assert not any("export.json" in one.name for one in found)
