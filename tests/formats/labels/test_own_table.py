"""The program's own table comes in again as the annotations that it was written from."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from
from msgspec.structs import replace
from odd_texts import texts
from projects import CODEBOOK
from sample import ARTICLES, RECORDS, TEXT, TITLE, sample

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Coder
from annotator.formats.export_options import OptionValue
from annotator.formats.incoming import ReadOptions
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.batch import Batch
from annotator.workflow.importing.edit import checked_edit
from annotator.workflow.importing.reading import collect


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Project]:
    """Make a project with the same articles and actors, and nothing on them."""
    made = Project.create(tmp_path / "bare.annotator", title="Bare", codebook=CODEBOOK)
    actors = tuple(one for one in RECORDS if isinstance(one, Actor))
    made.apply(ImportRecords(articles=ARTICLES, records=actors))
    with made:
        yield made


def came(project: Project, path: Path, **options: object) -> Batch:
    batch = collect([path], ReadOptions(**options), project)  # type: ignore[arg-type]
    project.apply(checked_edit(batch.items, batch.companions, project))
    return batch


def marks(project: Project) -> dict[str, object]:
    handles = {one.id: one.handle for one in project.find(Coder)}
    return {
        one.id: replace(one, id="", article="", coder=handles[one.coder])
        for one in project.find(Annotation)
    }


@pytest.mark.parametrize(
    ("name", "for_spreadsheet", "options"),
    [
        ("out.csv", False, {}),
        ("out.csv", True, {}),
        ("out.csv", True, {"separator": "semicolon", "quoted": True}),
        ("out.csv", False, {"separator": "tab"}),
        ("out.xlsx", False, {"texts": True}),
    ],
)
def test_what_was_exported_comes_back_with_its_ids_places_answers_and_coders(
    project: Project,
    bare: Project,
    tmp_path: Path,
    name: str,
    for_spreadsheet: bool,
    options: dict[str, OptionValue],
) -> None:
    path = tmp_path / name
    selection = Selection(for_spreadsheet=for_spreadsheet, unsettled=True, options=options)
    export(project, path, selection=selection)
    batch = came(bare, path)
    assert batch.failures == ()
    assert marks(bare) == marks(project)
    names = {one.id: one.name for one in bare.find(Actor)}
    links = {
        (one.annotation, one.type, one.target_annotation or names[one.target_actor or ""])
        for one in bare.find(Link)
    }
    assert {
        ("q1", "said_by", "s1"),
        ("q1", "said_by", "s2"),
        ("q1", "cue", "k1"),
        ("q1", "target", "The | party"),
        ("s1", "is", "Maja Berg"),
        ("n1", "target", "t1"),
    } <= links
    decided = {(one.annotation, one.verdict, one.reason) for one in bare.find(Decision)}
    assert ("q1", "accepted", "Fine\nnow") in decided


def test_a_spreadsheet_with_texts_comes_into_an_empty_project(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    chosen = Selection(unsettled=True, options={"texts": True})
    export(project, path, selection=chosen)
    with Project.create(tmp_path / "empty.annotator", codebook=CODEBOOK) as empty:
        batch = came(empty, path)
        assert batch.failures == ()
        assert marks(empty) == marks(project)
        assert [known_of(one, empty) for one in empty.find(Article)] == [
            known_of(one, project) for one in project.find(Article)
        ]
        done = {one.article for one in project.find(Status) if one.status is WorkStatus.DONE}
        assert {one.article for one in empty.find(Status)} == done
        before = marks(empty), empty.find(Article), empty.find(Link)
        came(empty, path)
        assert (marks(empty), empty.find(Article), empty.find(Link)) == before


def known_of(article: Article, project: Project) -> tuple[object, ...]:
    excluded = [(piece.start, piece.end) for piece in article.excluded]
    text = project.text(article.text_sha256)
    return article.id, article.title, text, article.meta, article.note, excluded


HALVES = dict.fromkeys(range(0xD800, 0xE000))
NONE = dict.fromkeys((0xFFFE, 0xFFFF))  # spreadsheets have no way to write what is no character
WHOLE = texts.map(lambda one: one.translate(HALVES | NONE))


@settings(max_examples=15)
@given(pages=lists(WHOLE, min_size=1, max_size=3), key=sampled_from(("note", "text_2", "topic")))
def test_any_text_is_what_it_was_when_it_comes_back(pages: list[str], key: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "out.xlsx")
        words = [f"{n}: {page}." for n, page in enumerate(pages)]
        articles = [
            NewArticle(id=f"a{n}", title=f"T{n}", text=one, meta={key: f"k{n}"})
            for n, one in enumerate(words)
        ]
        with (
            Project.create(Path(folder, "from.annotator"), codebook=CODEBOOK) as made,
            Project.create(Path(folder, "to.annotator"), codebook=CODEBOOK) as empty,
        ):
            made.apply(ImportRecords(articles=tuple(articles)))
            mine = [known_of(one, made) for one in made.find(Article)]
            with patch("annotator.formats.xlsx.columns.PIECE", 3):
                export(made, path, selection=Selection(options={"texts": True}))
            assert came(empty, path).failures == ()
            assert [known_of(one, empty) for one in empty.find(Article)] == mine


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_in_its_own_project_nothing_is_doubled(project: Project, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    export(project, path, selection=Selection(unsettled=True))
    before = marks(project), project.find(Link), project.find(Decision), project.find(Actor)
    came(project, path)
    after = marks(project), project.find(Link), project.find(Decision), project.find(Actor)
    assert after == before


def test_rows_find_their_article_by_its_title_and_words_that_moved(
    bare: Project, tmp_path: Path
) -> None:
    at = TEXT.index("the mayor said")
    path = tmp_path / "labels.csv"
    rows = [
        "article_title;code;coder;start;end;text",
        f"{TITLE};source;ana;{at + 3};{at + 12};the mayor",
        f"{TITLE};cue;ana;0;4;nowhere at all in it",
        "Unknown;cue;ana;0;4;said",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    batch = came(bare, path)
    (mark,) = bare.find(Annotation)
    assert (mark.start, mark.text) == (at, "the mayor")
    said = [str(one.error) for one in batch.failures]
    assert any("nowhere at all" in one for one in said)
    assert any("no article “Unknown”" in one for one in said)
    assert any("stood elsewhere" in one.message for one in batch.told)


def test_without_a_project_each_article_is_named(tmp_path: Path) -> None:
    from annotator.formats.table import import_format_for  # noqa: PLC0415 - only this needs it

    path = tmp_path / "labels.csv"
    path.write_text("article_id,code,start,end\na1,cue,0,4\n", encoding="utf-8")
    found = import_format_for(path)
    assert found is not None
    assert found.id == "annotations-csv"
    assert found.importer.labels is not None
    assert [one.name for one in found.importer.labels(path, ReadOptions())] == ["cue"]
