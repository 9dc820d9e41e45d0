"""Reading several sources for a preview, each again with other options, without a window."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from toy_formats import BARS, register

from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import CancelledError, UserError
from annotator.formats.files.codebook import write_codebook
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.table import import_format
from annotator.store.project import Project
from annotator.workflow.importing.batch import Batch, ImportItem, joined, replaced
from annotator.workflow.importing.edit import checked_edit
from annotator.workflow.importing.reading import collect, pasted_item, read_files, read_sources

PLAIN = ReadOptions()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codebook = Codebook(codes=(Code(id="quote", name="Quote"),))
    with Project.create(tmp_path / "p.annotator", codebook=codebook) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    (path / "sub").mkdir(parents=True)
    (path / "a.txt").write_text("One\n\nText.", encoding="utf-8")
    (path / "sub" / "b.txt").write_text("Two\n\nText.", encoding="utf-8")
    (path / "photo.png").write_bytes(b"\x89PNG")
    return path


def titles(batch: Batch) -> list[str]:
    return [one.article.title for one in batch.items]


def wheres(batch: Batch) -> list[str]:
    return [one.incoming.where for one in batch.items]


def test_files_and_folders_are_read_in_the_order_in_which_they_were_named(
    project: Project, folder: Path
) -> None:
    single = folder.parent / "single.csv"
    single.write_text("title,text\nThree,Words.\n", encoding="utf-8")
    batch = read_sources([single, folder], PLAIN, project)
    assert titles(batch) == ["Three", "One", "Two"]
    assert wheres(batch) == ["single.csv, line 2", "a.txt", "sub/b.txt"]
    assert [file.name for file in batch.files] == ["single.csv", "a.txt", "sub/b.txt"]
    assert [one.file for one in batch.items] == list(batch.files)
    assert batch.skipped == ("photo.png",)


def test_what_can_not_be_read_is_among_the_failures_and_the_rest_comes(
    project: Project, folder: Path
) -> None:
    (folder / "bad.txt").write_bytes(b"%PDF-1.7")
    batch = read_sources([folder / "gone.txt", folder, folder / "photo.png"], PLAIN, project)
    assert titles(batch) == ["One", "Two"]
    assert [(one.file.name if one.file else None) for one in batch.failures] == [
        *(None, None, "bad.txt")
    ]
    assert "gone.txt" in str(batch.errors[0])
    assert "photo.png" in str(batch.errors[1])
    assert "no PDF, or a damaged one" in str(batch.errors[2])


def test_the_same_text_in_two_sources_is_marked_where_it_comes_again(
    project: Project, folder: Path
) -> None:
    batch = read_sources([folder / "a.txt", folder], PLAIN, project)
    assert [(one.duplicate_of, one.take) for one in batch.items] == [
        *((None, True), ("One", False), (None, True))
    ]


def test_progress_counts_the_files_of_all_sources(project: Project, folder: Path) -> None:
    seen: list[int] = []
    read_sources([folder / "a.txt", folder], PLAIN, project, lambda done, _total: seen.append(done))
    assert seen == sorted(seen)
    assert seen[-1] == 3


def test_reading_can_be_cancelled(project: Project, folder: Path) -> None:
    def cancel(done: int, _total: int) -> None:
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_sources([folder], PLAIN, project, cancel)
    assert project.articles() == []


def test_a_file_that_is_read_again_keeps_its_place_and_the_others_their_corrections(
    project: Project, folder: Path
) -> None:
    (folder / "a.txt").write_bytes("Größe\n\nText.".encode("cp1252"))
    whole = read_sources([folder], PLAIN, project)
    first, second = whole.items
    assert first.file is not None
    corrected = structs.replace(whole, items=(first, second.with_article(title="Mine")))
    anew = read_files([first.file], ReadOptions(encoding="cp1251"), project)
    found = replaced(corrected, first.file, anew)
    assert titles(found) == ["GrцЯe", "Mine"]
    assert found.files == whole.files


def test_a_file_that_failed_can_be_read_again(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "artikelen.csv"
    table.write_text("kop,verhaal\nBegroting,Met een stem.\n", encoding="utf-8")
    whole = read_sources([table], PLAIN, project)
    assert (whole.items, len(whole.failures)) == ((), 1)
    (file,) = whole.files
    mapping = {"verhaal": "text", "kop": "title"}
    found = replaced(whole, file, read_files([file], ReadOptions(mapping=mapping), project))
    assert (titles(found), found.failures) == (["Begroting"], ())


def test_what_is_said_of_other_files_stays_when_one_is_read_again(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text("title,text\nOne,a.\n", encoding="utf-8")
    whole = read_sources([tmp_path / "list.csv"], PLAIN, project)
    (file,) = whole.files
    own, other = Told("list.csv, line 2", "It is short."), Told("list.csv2, line 3", "So is it.")
    found = replaced(structs.replace(whole, told=(own, other)), file, Batch())
    assert found.told == (other,)


def test_a_file_of_a_folder_is_named_the_same_when_it_is_read_again(
    project: Project, folder: Path
) -> None:
    whole = read_sources([folder], PLAIN, project)
    (_, file) = whole.files
    assert wheres(read_files([file], PLAIN, project)) == ["sub/b.txt"]


def test_a_text_that_comes_again_in_a_file_read_anew_is_marked(
    project: Project, folder: Path
) -> None:
    whole = read_sources([folder], PLAIN, project)
    _, second = whole.files
    second.path.write_bytes((folder / "a.txt").read_bytes())
    found = replaced(whole, second, read_files([second], PLAIN, project))
    assert [one.duplicate_of for one in found.items] == [None, "One"]


def test_nothing_read_is_an_empty_batch() -> None:
    assert joined() == Batch()


def test_what_lies_beside_data_is_read_once_for_each_file_and_taken_over_by_a_new_project(
    project: Project, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"text": name}), encoding="utf-8")
    write_codebook(Codebook(title="Irony"), tmp_path / "a.codebook.json")
    batch = read_sources([tmp_path / "b.jsonl", tmp_path / "a.jsonl"], PLAIN, project)
    assert [one.codebook.title for one in batch.companions] == ["Irony"]
    assert batch.takes_over is not None
    assert batch.takes_over.title == "Irony"


def test_a_batch_is_imported_in_one_step_and_reports_its_progress(
    project: Project, folder: Path
) -> None:
    batch = read_sources([folder], PLAIN, project)
    seen: list[tuple[int, int]] = []
    edit = checked_edit(
        batch.items, batch.companions, project, lambda done, total: seen.append((done, total))
    )
    project.apply(edit)
    assert seen == [(0, 2)]
    assert [row.title for row in project.articles()] == ["One", "Two"]
    project.undo()
    assert project.articles() == []


def test_two_batches_whose_ids_clash_are_refused_by_the_articles_place(
    project: Project, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        line = json.dumps({"id": "one", "text": name})
        (tmp_path / f"{name}.jsonl").write_text(line, encoding="utf-8")
    batch = read_sources([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], PLAIN, project)
    with pytest.raises(UserError, match=r"b\.jsonl, line 1: Another article has the id one"):
        checked_edit(batch.items, batch.companions, project)
    assert project.articles() == []


def test_what_is_not_taken_clashes_with_nothing(project: Project, tmp_path: Path) -> None:
    for name in ("a", "b"):
        line = json.dumps({"id": "one", "text": name})
        (tmp_path / f"{name}.jsonl").write_text(line, encoding="utf-8")
    first, second = read_sources([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], PLAIN, project).items
    left = structs.replace(second, take=False)
    assert len(checked_edit([first, left], (), project).articles) == 1


def test_a_pasted_text_is_an_item_of_no_file(project: Project) -> None:
    item = pasted_item("Title\r\n\r\nText.\n", project)
    assert (item.article.title, item.file, item.duplicate_of) == ("Title", None, None)
    project.apply(checked_edit([item], (), project))
    assert pasted_item("Title\n\nText.\n", project).duplicate_of == "Title"
    with pytest.raises(UserError, match="no text"):
        pasted_item(" \n", project)


def test_an_item_is_corrected_without_losing_what_it_came_with(
    project: Project, folder: Path
) -> None:
    item: ImportItem = read_sources([folder / "a.txt"], PLAIN, project).items[0]
    changed = item.with_meta("outlet", "AFP").with_meta("language", "en").with_article(title="T")
    assert changed.article.meta == {"outlet": "AFP", "language": "en"}
    assert (changed.article.title, changed.article.text) == ("T", item.article.text)
    assert (changed.file, changed.incoming.where) == (item.file, "a.txt")


def test_a_further_format_is_imported_by_its_row_alone(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(monkeypatch, BARS)
    (tmp_path / "in.bars").write_text("One|Text.\nbroken\n", encoding="utf-8")
    batch = read_sources([tmp_path / "in.bars"], PLAIN, project)
    assert titles(batch) == ["One"]
    assert str(batch.errors[0]) == "in.bars, line 2: It has no bar."
    chosen = collect([tmp_path / "in.bars"], PLAIN, project, chosen=import_format("bars"))
    assert titles(chosen) == ["One"]


def test_what_an_extra_would_add_is_said_once_where_it_is_not_there(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "".join(
        f"<p>The ferry stayed in the harbour for {n} days, they said.</p>" for n in "579"
    )
    for name in ("one", "two"):
        page = f"<html><body><article><h1>{name}</h1>{body}</article></body></html>"
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    both = [tmp_path / "one.html", tmp_path / "two.html"]
    assert not any("[web]" in one.message for one in read_sources(both, PLAIN, project).told)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    batch = read_sources(both, PLAIN, project)
    assert titles(batch) == ["one", "two"]
    advice = [one for one in batch.told if "media-annotator[web]" in one.message]
    assert len(advice) == 1
