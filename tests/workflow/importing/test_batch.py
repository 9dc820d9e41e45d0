"""Importing foreign files into a project."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from places import SHARED
from projects import all_records
from sample import sample

from annotator.domain.annotation import Annotation, Decision
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import PutCode, SetProjectTitle, SetVariables
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ArticleVariable
from annotator.domain.teamwork import Assignment, Comment
from annotator.formats.files.codebook import default_codebook
from annotator.formats.incoming import ReadOptions
from annotator.formats.selection import Selection
from annotator.formats.table import import_format
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.batch import Batch
from annotator.workflow.importing.edit import import_edit, rehearse
from annotator.workflow.importing.reading import collect

REAL_SEED = SHARED / "seed" / "article.txt"
QUOTES = Codebook(codes=(Code(id="quote", name="Quote"),))
Line = dict[str, Any]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=QUOTES) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path


def fill(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def jsonl(path: Path, *lines: Line) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def read(project: Project, *sources: Path, **options: Any) -> Batch:
    return collect(sources, ReadOptions(**options), project)


def bring(project: Project, *sources: Path, **options: Any) -> Batch:
    batch = read(project, *sources, **options)
    project.apply(import_edit(batch.items, project, batch.companions))
    return batch


def titles(project: Project) -> list[str]:
    return [row.title for row in project.articles()]


def note(coder: str, start: int = 0, end: int = 5, **more: Any) -> Line:
    return {"code": "quote", "coder": coder, "start": start, "end": end, **more}


# Folders


def test_a_folder_comes_in_sorted_and_what_is_no_article_is_named(
    project: Project, folder: Path
) -> None:
    fill(
        folder,
        b_txt="Two",
        a_md="# One",
        sub__c_TXT="Three",
        picture_png="x",
        _hidden_txt="x",
        _git__d_txt="x",
    )
    batch = bring(project, folder)
    assert titles(project) == ["One", "Two", "Three"]
    assert [item.incoming.where for item in batch.items] == ["a.md", "b.txt", "sub/c.TXT"]
    assert sorted(batch.skipped) == [".git", ".hidden.txt", "picture.png"]


def test_a_bad_file_in_a_folder_is_reported_by_name_and_the_rest_comes_in(
    project: Project, folder: Path
) -> None:
    fill(folder, a_txt="One", bad_txt=b"\x89PNG\r\n\x1a\n\0\0", sub__empty_txt="", z_txt="Two")
    batch = bring(project, folder)
    assert titles(project) == ["One", "Two"]
    assert [failure.where for failure in batch.errors] == ["bad.txt", "sub/empty.txt"]


def test_only_one_format_of_a_folder_can_be_read(project: Project, folder: Path) -> None:
    fill(folder, a_txt="One", b_csv="text\nTwo\n")
    batch = collect([folder], ReadOptions(), project, chosen=import_format("csv"))
    assert [item.article.text for item in batch.items] == ["Two"]
    assert batch.skipped == ("a.txt",)


def test_a_named_file_can_be_read_in_a_format_that_its_ending_does_not_say(
    project: Project, folder: Path
) -> None:
    fill(folder, a_html="One")
    batch = collect([folder / "a.html"], ReadOptions(), project, chosen=import_format("text"))
    assert [item.article.title for item in batch.items] == ["One"]


@pytest.mark.parametrize("name", ["gone.txt", "a.bin"])
def test_a_named_source_that_can_not_be_read_stops_the_import(
    project: Project, folder: Path, name: str
) -> None:
    fill(folder, a_bin="One")
    with pytest.raises(UserError, match=name):
        read(project, folder / name)


def test_a_pipe_in_a_folder_does_not_hold_the_import_up(project: Project, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert read(project, folder).skipped == ("pipe.txt",)


# What comes in


def test_metadata_that_the_user_sets_is_on_every_article(project: Project, folder: Path) -> None:
    fill(folder, a_txt="One", b_csv="text,outlet,page\nTwo,Herald,3\n")
    bring(project, folder, meta={"outlet": "AFP"})
    assert [row.meta for row in project.articles()] == [
        {"outlet": "AFP"},
        {"outlet": "AFP", "page": "3"},
    ]


@pytest.mark.skipif(not REAL_SEED.is_file(), reason="the real article isn't part of the project")
def test_of_the_real_article_the_last_ten_lines_are_left_out(project: Project) -> None:
    bring(project, REAL_SEED)
    (row,) = project.articles()
    text = project.article_text(row.id)
    (excluded,) = row.excluded
    assert excluded.start == text.index('The "legend"\'s anger against Albania!')
    assert text[excluded.end :].strip() == ""
    assert len(text[excluded.start : excluded.end].splitlines()) == 10
    assert row.title == text.strip().splitlines()[0]


def test_an_import_is_one_step_to_undo(project: Project, folder: Path) -> None:
    fill(folder, a_txt="One", b_txt="Two")
    bring(project, folder)
    assert project.undo_label() == "2 articles imported"
    project.undo()
    assert titles(project) == []
    assert project.undo_label() is None


# Duplicates


def test_an_article_that_is_there_stays_out_whatever_its_line_ends(
    project: Project, folder: Path
) -> None:
    fill(folder, a_txt="One\nText", b_txt="One\r\nText", c_txt="Two")
    first = bring(project, folder)
    assert [item.duplicate_of for item in first.items] == [None, "One", None]
    again = bring(project, folder)
    assert [item.take for item in again.items] == [False, False, False]
    assert titles(project) == ["One", "Two"]


def test_a_duplicate_comes_in_when_the_user_wants_it(project: Project, folder: Path) -> None:
    fill(folder, a_txt="One")
    bring(project, folder)
    batch = read(project, folder)
    project.apply(import_edit([structs.replace(one, take=True) for one in batch.items], project))
    assert titles(project) == ["One", "One"]


# Annotations


def test_two_coders_files_of_one_article_meet_at_it(project: Project, tmp_path: Path) -> None:
    text = "Hello world"
    ana = jsonl(tmp_path / "ana.jsonl", {"text": text, "annotations": [note("ana")]})
    ben = jsonl(tmp_path / "ben.jsonl", {"text": text, "annotations": [note("ben", 6, 11)]})
    batch = bring(project, ana, ben)
    (row,) = project.articles()
    assert row.annotations == {"ana": 1, "ben": 1}
    assert [item.duplicate_of for item in batch.items] == [None, "Hello world"]
    assert project.check() == []


def test_annotations_join_the_article_that_is_there(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    bring(project, fill(folder, a_txt="Hello world"))
    line = {"text": "Hello world", "annotations": [note("ana")], "statuses": {"ana": "done"}}
    bring(project, jsonl(tmp_path / "ana.jsonl", line))
    (row,) = project.articles()
    assert (row.annotations, row.statuses) == ({"ana": 1}, {"ana": WorkStatus.DONE})
    assert project.undo_label() == "Annotations on 1 article imported"


def test_annotations_bring_their_article_when_its_twin_is_not_taken(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    fill(folder, a_txt="Hello world")
    line = {"text": "Hello world", "annotations": [note("ana")]}
    batch = read(project, folder, jsonl(tmp_path / "ana.jsonl", line))
    left_out = structs.replace(batch.items[0], take=False)
    project.apply(import_edit([left_out, batch.items[1]], project))
    (row,) = project.articles()
    assert row.annotations == {"ana": 1}


def test_a_coder_with_a_known_handle_is_the_known_one(project: Project, tmp_path: Path) -> None:
    project.apply(PutCoder(Coder(id="c1", handle="Ana", name="Ana Lovrić")))
    line = {
        "text": "Hello world",
        "annotations": [
            note("ana", decisions=[{"reviewer": "ana", "verdict": "accepted", "at": "2025-05-19"}])
        ],
        "statuses": {"ana": "done"},
    }
    bring(project, jsonl(tmp_path / "ana.jsonl", line))
    assert [(one.id, one.name) for one in project.find(Coder)] == [("c1", "Ana Lovrić")]
    assert [one.coder for one in project.find(Annotation)] == ["c1"]
    assert [one.reviewer for one in project.find(Decision)] == ["c1"]
    assert project.articles()[0].statuses == {"Ana": WorkStatus.DONE}


def test_threads_and_assignments_are_the_known_coders(project: Project, tmp_path: Path) -> None:
    project.apply(PutCoder(Coder(id="c1", handle="Ana")))
    line = {
        "text": "Hello world",
        "annotations": [note("ana", comments=[{"coder": "ana", "text": "Sure?"}])],
        "assigned": [{"coder": "ana", "at": "2025-05-19"}],
    }
    bring(project, jsonl(tmp_path / "ana.jsonl", line))
    assert [one.coder for one in project.find(Comment)] == ["c1"]
    bring(project, jsonl(tmp_path / "again.jsonl", line | {"assigned": ["ana"]}))
    assert [(one.coder, one.at) for one in project.find(Assignment)] == [("c1", "2025-05-19")]
    assert len(project.find(Comment)) == 1


def test_a_layer_that_comes_in_again_without_gold_keeps_its_gold(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        before = all_records(project)
        chosen = Selection(layers=("ana",))
        export(project, tmp_path / "ana.jsonl", selection=chosen)
        bring(project, tmp_path / "ana.jsonl")
        assert all_records(project) == before


def test_a_status_never_falls_back(project: Project, tmp_path: Path) -> None:
    for status in ("done", "new"):
        line = {"text": "Hello world", "annotations": [note("ana")], "statuses": {"ana": status}}
        bring(project, jsonl(tmp_path / f"{status}.jsonl", line))
    assert project.articles()[0].statuses == {"ana": WorkStatus.DONE}


def test_an_actor_that_is_there_stays_as_it_is(project: Project, tmp_path: Path) -> None:
    actor = {"id": "p1", "name": "Dmitry Peskov"}
    bring(project, jsonl(tmp_path / "a.jsonl", {"text": "One", "actors": [actor]}))
    other = actor | {"name": "Someone else"}
    bring(project, jsonl(tmp_path / "b.jsonl", {"text": "Two", "actors": [other]}))
    assert [one.name for one in project.find(Actor)] == ["Dmitry Peskov"]


def test_an_id_never_replaces_another_article_or_its_annotations(
    project: Project, tmp_path: Path
) -> None:
    first = {"id": "x", "text": "Hello world", "annotations": [note("ana", id="n")]}
    bring(project, jsonl(tmp_path / "a.jsonl", first))
    batch = bring(
        project,
        jsonl(tmp_path / "b.jsonl", {"id": "x", "text": "Other"}),
        jsonl(tmp_path / "c.jsonl", {"text": "Third text", "annotations": [note("ben", id="n")]}),
        jsonl(tmp_path / "d.jsonl", {"id": "y", "text": "D"}, {"id": "y", "text": "E"}),
    )
    assert [one.where for one in batch.errors] == [f"{n}, line {m}" for n, m in (
        ("b.jsonl", 1), ("c.jsonl", 1), ("d.jsonl", 2),
    )]  # fmt: skip
    assert titles(project) == ["Hello world", "D"]
    assert project.check() == []


def test_what_two_files_add_to_the_codebook_is_united(project: Project, tmp_path: Path) -> None:
    lines = [
        {"text": f"Hello {kind}", "annotations": [note("ana", fields={"kind": kind})]}
        for kind in ("loud", "soft")
    ]
    sources = [jsonl(tmp_path / f"{n}.jsonl", line) for n, line in enumerate(lines)]
    batch = bring(project, *sources, extend_codebook=True)
    assert batch.errors == []
    code = project.codebook().code("quote")
    assert code is not None
    field = code.field("kind")
    assert field is not None
    assert set(field.choice_ids()) == {"loud", "soft"}


def test_an_export_gives_a_blank_project_everything(project: Project, tmp_path: Path) -> None:
    line = {"text": "Hello world", "annotations": [note("ana")], "statuses": {"ana": "done"}}
    bring(project, jsonl(tmp_path / "a.jsonl", line))
    out = tmp_path / "out.jsonl"
    export(project, out)
    with Project.create(tmp_path / "blank.annotator") as blank:
        bring(blank, out)
        assert blank.articles() == project.articles()
        assert blank.codebook() == project.codebook()
        assert blank.find(Annotation) == project.find(Annotation)
        assert blank.find(Coder) == project.find(Coder)
        assert blank.check() == []


def test_importing_an_own_export_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    line = {"text": "Hello world", "annotations": [note("ana")], "statuses": {"ana": "done"}}
    bring(project, jsonl(tmp_path / "a.jsonl", line))
    export(project, tmp_path / "out.jsonl")
    batch = read(project, tmp_path / "out.jsonl")
    assert project.apply(import_edit(batch.items, project, batch.companions)).changes == ()


def test_articles_that_one_file_tells_apart_stay_apart(project: Project, tmp_path: Path) -> None:
    lines = [
        {"id": one, "text": "Hello world", "annotations": [note(coder)]}
        for one, coder in (("x", "ana"), ("y", "ben"))
    ]
    data = jsonl(tmp_path / "a.jsonl", *lines)
    assert [item.duplicate_of for item in bring(project, data).items] == [None, None]
    assert {row.id: dict(row.annotations) for row in project.articles()} == {
        "x": {"ana": 1},
        "y": {"ben": 1},
    }
    batch = read(project, data)
    assert [item.duplicate_of for item in batch.items] == ["Hello world"] * 2
    assert project.apply(import_edit(batch.items, project)).changes == ()


def test_of_articles_told_apart_one_joins_the_article_that_is_there(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    bring(project, fill(folder, a_txt="Hello world"))
    lines = [
        {"id": one, "text": "Hello world", "annotations": [note("ana", id=f"n{one}")]}
        for one in "xxy"
    ]
    lines[1]["annotations"] = [note("ben")]
    data = jsonl(tmp_path / "a.jsonl", *lines)
    for _ in range(2):
        bring(project, data)
        first, second = project.articles()
        assert (dict(first.annotations), first.id != "x") == ({"ana": 1, "ben": 1}, True)
        assert (dict(second.annotations), second.id) == ({"ana": 1}, "y")


def test_articles_of_two_files_meet_by_their_text_whatever_their_ids(
    project: Project, tmp_path: Path
) -> None:
    sources = [
        jsonl(tmp_path / f"{one}.jsonl", {"id": one, "text": "Hello", "annotations": [note(one)]})
        for one in ("ana", "ben")
    ]
    bring(project, *sources)
    (row,) = project.articles()
    assert (row.id, row.annotations) == ("ana", {"ana": 1, "ben": 1})


def test_reading_a_file_without_ids_and_dates_again_changes_nothing(
    project: Project, tmp_path: Path
) -> None:
    twice = [note("ana"), note("ana"), note("ben", 6, 11)]
    lines = [
        {"text": "Hello world", "annotations": twice, "statuses": {"ana": "done"}},
        {"id": "x", "text": "Hello again", "annotations": [note("ana", id="n")]},
    ]
    data = jsonl(tmp_path / "a.jsonl", *lines)
    bring(project, data)
    before, edits = project.find(Annotation), project.latest_edits()
    assert len(before) == 4
    bring(project, data)
    assert project.find(Annotation) == before
    assert project.latest_edits() == edits


def test_an_annotation_that_its_file_has_changed_since_gets_a_new_date(
    project: Project, tmp_path: Path
) -> None:
    for said in ("", "Sure?"):
        line = {"text": "Hello world", "annotations": [note("ana", id="n", note=said)]}
        bring(project, jsonl(tmp_path / "a.jsonl", line))
    (latest, first) = project.history_of("n")
    (found,) = project.find(Annotation)
    assert (found.note, found.modified) == ("Sure?", latest.at)
    assert found.created == first.at


# What stands beside the file


def exported(project: Project, tmp_path: Path) -> Path:
    bring(project, jsonl(tmp_path / "a.jsonl", {"text": "Hello", "annotations": [note("ana")]}))
    project.apply(SetProjectTitle("Study of greetings"))
    project.apply(SetVariables((ArticleVariable("desk", "Desk"),)))
    project.apply(PutCode(Code(id="late", name="Late", position=1)))
    export(project, tmp_path / "out.jsonl")
    return tmp_path / "out.jsonl"


def test_a_new_project_takes_over_codebook_version_title_and_variables(
    project: Project, tmp_path: Path
) -> None:
    out = exported(project, tmp_path)
    with Project.create(tmp_path / "new.annotator", codebook=default_codebook()) as new:
        before = new.codebook(), new.info()
        batch = bring(new, out)
        assert batch.takes_over == new.codebook() == project.codebook()
        assert new.codebook().version == 2
        assert new.info() == project.info()
        assert new.check() == []
        new.undo()
        assert (new.codebook(), new.info()) == before


def test_a_project_with_articles_keeps_its_codebook(project: Project, tmp_path: Path) -> None:
    out = exported(project, tmp_path)
    with Project.create(tmp_path / "old.annotator", codebook=QUOTES) as old:
        bring(old, jsonl(tmp_path / "b.jsonl", {"text": "There already"}))
        before = old.codebook(), old.info()
        assert bring(old, out).takes_over is None
        assert (old.codebook(), old.info()) == before


def test_a_plain_codebook_beside_the_data_leaves_the_projects_title(
    project: Project, tmp_path: Path
) -> None:
    data = jsonl(tmp_path / "a.jsonl", {"text": "Hello"})
    values = {"schema": "annotator-codebook/1", "codes": [{"id": "late", "name": "Late"}]}
    (tmp_path / "a.codebook.json").write_text(json.dumps(values), encoding="utf-8")
    before = project.info()
    bring(project, data)
    assert [code.id for code in project.codebook().codes] == ["late"]
    assert (project.info().title, project.info().created) == (before.title, before.created)


# What is left out


FURNISHED = "Title\n\nA sentence that ends.\n\nAll rights reserved.\n"


def test_furniture_is_proposed_unless_the_line_says_what_is_left_out(
    project: Project, tmp_path: Path
) -> None:
    data = jsonl(
        tmp_path / "a.jsonl",
        {"text": FURNISHED},
        {"text": f"{FURNISHED} 2", "excluded": []},
        {"text": f"{FURNISHED} 3", "excluded": [[0, 5]]},
    )
    unsaid, nothing, title = read(project, data).items
    left_out = [FURNISHED[start:end].strip() for start, end in unsaid.excluded]
    assert left_out == ["All rights reserved."]
    assert (nothing.excluded, title.excluded) == ((), ((0, 5),))


def test_what_was_annotated_is_not_proposed_to_be_left_out(
    project: Project, tmp_path: Path
) -> None:
    notice = FURNISHED.index("All rights")
    line = {"text": FURNISHED, "annotations": [note("ana", notice, notice + 3)]}
    (item,) = read(project, jsonl(tmp_path / "a.jsonl", line)).items
    assert item.excluded == ()


def test_articles_and_failures_know_their_file(project: Project, folder: Path) -> None:
    batch = read(project, fill(folder, sub__a_txt="One", b_txt=b""))
    assert [item.file.path for item in batch.items if item.file] == [folder / "sub" / "a.txt"]
    assert [one.file.path for one in batch.failures if one.file] == [folder / "b.txt"]


# Long work


def test_two_thousand_files_come_in_at_once(project: Project, folder: Path) -> None:
    fill(folder, **{f"n{n}_txt": f"Story {n}\n\nText." for n in range(2000)})
    seen: list[tuple[int, int]] = []
    batch = collect([folder], ReadOptions(), project, lambda *at: seen.append(at))
    project.apply(import_edit(batch.items, project))
    assert len(project.articles()) == 2000
    assert seen[-1] == (2000, 2000)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_cancelling_leaves_nothing(project: Project, folder: Path) -> None:
    fill(folder, **{f"n{n}_txt": f"Story {n}" for n in range(2000)})

    def cancel(done: int, _total: int) -> None:
        if done > 500:
            raise CancelledError

    with pytest.raises(CancelledError):
        collect([folder], ReadOptions(), project, cancel)
    batch = read(project, folder)
    with pytest.raises(CancelledError):
        project.apply(import_edit(batch.items, project), cancel)
    assert titles(project) == []
    assert project.undo_label() is None
    assert project.check() == []


def test_a_rehearsal_refuses_what_the_project_would_and_writes_nothing(project: Project) -> None:
    good = NewArticle(id="a", title="One", text="One")
    rehearse(ImportRecords(articles=(good,)), project)
    with pytest.raises(UserError):
        rehearse(ImportRecords(articles=(structs.replace(good, excluded=((0, 99),)),)), project)
    assert titles(project) == []
