"""Importing files as they are read: what comes in is the same, and nothing of them is held."""

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from projects import all_records
from work import BOOK, WORDS, looks

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import CancelledError, UserError
from annotator.formats.folders import files_of
from annotator.formats.incoming import ReadOptions, Told
from annotator.store.history import writing
from annotator.store.project import Project
from annotator.workflow.importing import pieces
from annotator.workflow.importing.batch import ImportFailure, ImportItem
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.pieces import ImportFiles, ImportItems
from annotator.workflow.importing.reading import collect, read_sources

OPTIONS = ReadOptions(coder="ana")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_RECORDS", 20)
    monkeypatch.setattr(writing, "MOST_TOLD", 40)


def made(path: Path) -> Project:
    project = Project.create(path, codebook=BOOK)
    project.coder = "ana"
    return project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with made(tmp_path / "p.annotator") as one:
        yield one


def line(n: int, labels: int = 10, **more: Any) -> dict[str, Any]:
    several = [
        {"id": f"l{n}-{k}", "code": "quote", "start": k % 20, "end": k % 20 + 5}
        for k in range(labels)
    ]
    told = {"id": f"a{n}", "title": f"T {n}", "text": f"{WORDS} {n}", "annotations": several}
    return told | {"statuses": {"ana": "done"}} | more


def written(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


class Heard:
    """What an import tells of itself."""

    def __init__(self) -> None:
        self.begun = 0
        self.items: list[ImportItem] = []
        self.failures: list[ImportFailure] = []
        self.told: list[Told] = []

    def begin(self) -> None:
        self.begun += 1
        self.items, self.failures = [], []

    def hear(self, item: ImportItem) -> None:
        self.items.append(item)

    def fail(self, failure: ImportFailure) -> None:
        self.failures.append(failure)


def importing(*sources: Path, heard: Heard | None = None) -> ImportFiles:
    told = heard or Heard()
    return ImportFiles(
        files_of(sources)[0],
        OPTIONS,
        begin=told.begin,
        hear=told.hear,
        fail=told.fail,
        tell=told.told.append,
    )


def test_what_is_imported_as_it_is_read_is_what_is_imported_when_all_is_read(
    project: Project, tmp_path: Path
) -> None:
    file = written(tmp_path / "f.jsonl", *map(line, range(7)))
    done = project.apply(importing(file))
    assert (done.label, done.all_told) == ("7 articles imported", False)
    with made(tmp_path / "other.annotator") as other:
        batch = collect([file], OPTIONS, other)
        other.apply(import_edit(batch.items, other, batch.companions))
        one, two = all_records(project), all_records(other)
    for record in (*one["article"].values(), *two["article"].values()):
        record["created"] = ""
    for record in (*one["annotation"].values(), *two["annotation"].values()):
        record |= {"created": "", "modified": ""}
    del one["project"], two["project"]
    assert one == two
    assert project.check() == []
    project.undo()
    assert (project.find(Article), project.find(Annotation), project.check()) == ([], [], [])


def test_items_that_were_read_before_come_in_as_one_edit_of_pieces(
    project: Project, tmp_path: Path
) -> None:
    batch = collect([written(tmp_path / "f.jsonl", *map(line, range(7)))], OPTIONS, project)
    done = project.apply(ImportItems(batch.items, batch.companions))
    assert (done.label, len(project.find(Annotation))) == ("7 articles imported", 70)
    project.undo()
    assert (project.find(Article), project.check()) == ([], [])


def test_two_chosen_texts_for_one_article_are_refused(project: Project, tmp_path: Path) -> None:
    project.apply(ImportRecords(articles=(NewArticle(id="a1", title="T", text="Teh text."),)))
    rows = [{"id": "a1", "title": "T", "text": text} for text in ("The text.", "A text.")]
    batch = read_sources([written(tmp_path / "f.jsonl", *rows)], OPTIONS, project)
    both = [one.correcting(correct=True) for one in batch.items]
    with pytest.raises(UserError, match="comes in twice, with two texts") as refused:
        project.apply(ImportItems(both))
    assert refused.value.where.endswith("f.jsonl, line 2")
    assert project.article_text("a1") == "Teh text."
    done = project.apply(ImportItems([both[0], both[1].taken(take=False)]))
    assert (done.label, project.article_text("a1")) == ("1 text corrected", "The text.")


def test_what_cannot_be_read_is_told_and_the_rest_comes_in(
    project: Project, tmp_path: Path
) -> None:
    wrong = line(3) | {"annotations": [{"code": "none", "start": 0, "end": 1}]}
    again = line(9, id="a1")
    file = written(tmp_path / "f.jsonl", *map(line, range(3)), wrong, line(4), again)
    heard = Heard()
    project.apply(importing(file, heard=heard))
    assert len(heard.items) == 4
    assert [one.error.where for one in heard.failures] == [
        "f.jsonl, line 4, annotations[0]",
        "f.jsonl, line 6",
    ]
    assert [one.id for one in project.find(Article)] == ["a0", "a1", "a2", "a4"]
    assert project.check() == []


def test_an_article_meets_the_one_with_its_text_but_none_that_its_own_file_names(
    project: Project, tmp_path: Path
) -> None:
    project.apply(importing(written(tmp_path / "first.jsonl", line(0, 1, id="x"))))
    both = [line(0, 1, id="y"), line(0, 0, id="z"), line(0, 0, id="x")]
    both[0]["annotations"][0]["id"] = "other"
    heard = Heard()
    project.apply(importing(written(tmp_path / "second.jsonl", *both), heard=heard))
    assert [one.duplicate_of for one in heard.items] == [None, None, "T 0"]
    assert {one.id for one in project.find(Article)} == {"x", "y", "z"}


def test_files_that_say_two_things_of_one_record_come_in_all_the_same(
    project: Project, tmp_path: Path
) -> None:
    first = [line(n, statuses={"ana": "in_progress"}) for n in range(4)]
    second = [line(n, statuses={"ana": "done"}) for n in range(4)]
    heard = Heard()
    project.apply(
        importing(
            written(tmp_path / "a.jsonl", *first),
            written(tmp_path / "b.jsonl", *second),
            heard=heard,
        )
    )
    assert (heard.begun, len(heard.items)) == (2, 8)
    assert {row.status_of(row_coder(project)) for row in project.articles()} == {"done"}
    assert project.check() == []
    project.undo()
    assert (project.find(Article), project.check()) == ([], [])


def row_coder(project: Project) -> str:
    return next(iter(project.articles()[0].statuses))


def test_cancelling_midway_leaves_nothing(project: Project, tmp_path: Path) -> None:
    files = [written(tmp_path / f"{n}.jsonl", line(2 * n), line(2 * n + 1)) for n in range(6)]

    def cancel(done: int, _total: int) -> None:
        if done == 5 and project.find(Article):
            raise CancelledError

    with pytest.raises(CancelledError):
        project.apply(importing(*files), cancel)
    assert (project.find(Article), project.undo_label(), project.check()) == ([], None, [])


def _cost(project: Project, path: Path, lines: list[dict[str, Any]]) -> int:
    edit = importing(written(path, *lines))
    with looks(project) as found:
        project.apply(edit)
    return found["SELECT"]


def test_an_article_takes_as_many_queries_however_many_there_are(
    project: Project, tmp_path: Path
) -> None:
    _cost(project, tmp_path / "0.jsonl", [line(1000)])
    few = _cost(project, tmp_path / "1.jsonl", [line(n) for n in range(10)])
    many = _cost(project, tmp_path / "2.jsonl", [line(n) for n in range(10, 110)])
    assert many <= 11 * few


def test_an_import_holds_no_more_of_a_larger_file(project: Project, tmp_path: Path) -> None:
    def peak(path: Path, numbers: range) -> int:
        long = [line(n, text=f"{WORDS * 200} {n}") for n in numbers]
        edit = importing(written(path, *long), heard=Deaf())
        del long
        tracemalloc.start()
        try:
            project.apply(edit)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(tmp_path / "0.jsonl", range(1000, 1002))
    few = peak(tmp_path / "1.jsonl", range(20))
    many = peak(tmp_path / "2.jsonl", range(20, 220))
    assert many < 4 * few, "but for the ids, of ten times as much"


class Deaf(Heard):
    """Hears of the articles and keeps none of them."""

    def hear(self, item: ImportItem) -> None:
        pass
