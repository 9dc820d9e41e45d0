"""`annotator rehydrate`: labels of a release without texts, on texts obtained anew."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from places import SEEDS

from annotator.domain.annotation import Annotation
from annotator.domain.placeless import open_notes, place_question_id
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.sample import make_sample

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample project, and releases of it: with texts and without, without titles."""
    folder = tmp_path_factory.mktemp("released")
    make_sample(folder / "s.annotator")
    with Project.open(folder / "s.annotator", read_only=True) as project:
        for name, options in (
            ("full", {}),
            ("free.zip", {"texts": False}),
            ("bare.zip", {"texts": False, "titles": False}),
        ):
            export(project, folder / name, "release", Selection(options=options))
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path) -> Path:
    """Put them into the folder in which command lines run."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def write_changed(folder: Path) -> None:
    """Write the sample's articles as another archive might have them."""
    folder.mkdir()
    for n, path in enumerate(sorted((SEEDS / "articles").glob("*.txt"))):
        paragraphs = path.read_text(encoding="utf-8").split("\n")
        if n % 2:
            del paragraphs[len(paragraphs) // 2]
        text = "\r\n\r\n".join(one for one in paragraphs if one.strip())
        for one, other in (("“", '"'), ("”", '"'), ("’", "'"), (" of ", "  of "), ("said", "sayd")):
            text = text.replace(one, other, 1 if one == "said" else -1)
        (folder / f"{n}.txt").write_bytes(text.encode())


def test_on_the_same_texts_all_labels_are_exactly_where_they_were(here: Path, told: Told) -> None:
    report = told("rehydrate", "free.zip", str(SEEDS), "new.annotator")
    assert report["articles_found"]["text"] == report["articles"] == 10
    labels = report["labels"]
    assert labels == {
        "exact": sum(labels.values()),
        "moved": 0,
        "doubtful": 0,
        "lost": 0,
        "on_articles_not_found": 0,
    }
    assert told("check", "new.annotator")["problems"] == []
    with Project.open(here / "s.annotator") as old, Project.open(here / "new.annotator") as new:
        places = [
            sorted(
                (one.article, one.code, one.fragments, one.texts) for one in each.find(Annotation)
            )
            for each in (old, new)
        ]
    assert places[0] == places[1]


def test_on_changed_texts_each_label_is_on_its_words_or_waits(here: Path, told: Told) -> None:
    write_changed(here / "texts")
    report = told("rehydrate", "bare.zip", "texts", "new.annotator")
    by = report["articles_found"]
    assert (by["marks"] > 0, by["marks"] + by["words"]) == (True, 10)
    labels = report["labels"]
    assert labels["moved"] > 10 * labels["doubtful"] > 0
    assert labels["lost"] > 0
    asked = [one for one in report["to_see"] if one["how"] == "doubtful"]
    lost = [one for one in report["to_see"] if one["how"] == "lost"]
    assert (len(asked), len(lost)) == (labels["doubtful"], labels["lost"])
    with Project.open(here / "new.annotator") as new:
        questions = {one.id for one in new.find(Comment)}
        assert questions == {place_question_id(one["annotation"]) for one in asked}
        waiting = {label.annotation for _, label in open_notes(new.find(Remark))}
        assert waiting == {one["annotation"] for one in lost}
        there = {one.id for one in new.find(Annotation)}
        assert not waiting & there
        assert len(there | waiting) == sum(labels.values())
        assert new.check() == []


def test_articles_that_are_not_there_are_named_with_their_labels(here: Path, run: Run) -> None:
    (here / "texts").mkdir()
    shutil.copy(sorted((SEEDS / "articles").glob("*.txt"))[3], here / "texts")
    result = run("rehydrate", "free.zip", "texts", "new.annotator")
    assert result.exit_code == 0
    assert "with 1 article: 1 by the same text." in result.stdout
    assert "9 articles with " in result.stdout
    assert "Trump to phone Putin" in result.stdout


def test_texts_can_be_those_of_another_project(here: Path, told: Told) -> None:
    report = told("rehydrate", "free.zip", "s.annotator", "new.annotator")
    assert report["articles_not_found"] == 0


def test_a_text_that_an_address_names_is_the_article_whatever_its_title(
    here: Path, told: Told
) -> None:
    lines = (here / "full" / "data" / "articles.jsonl").read_bytes().splitlines()
    article = max(map(json.loads, lines), key=lambda one: len(one["annotations"]))
    text = article["text"].replace(" the ", " the, ", 3)
    line = {"title": "Other", "text": f"Menu\n\n{text}", "meta": {"url": article["meta"]["url"]}}
    (here / "one.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    report = told("rehydrate", "bare.zip", "one.jsonl", "new.annotator")
    assert report["articles_found"]["address"] == 1
    assert report["labels"]["moved"] > 0


def test_what_can_not_be_done_is_refused_and_leaves_nothing(here: Path, run: Run) -> None:
    (here / "other.txt").write_text("Something else.\n\nAltogether.", encoding="utf-8")
    (here / "wrong.zip").write_bytes(b"no zip")
    for words, said in (
        (("full", "s.annotator", "new.annotator"), "has its texts"),
        (("free.zip", "other.txt", "new.annotator"), "None of the texts"),
        (("wrong.zip", "other.txt", "new.annotator"), "ZIP"),
        (("other.txt", "other.txt", "new.annotator"), "ZIP"),
        (("nowhere", "other.txt", "new.annotator"), "can't be read"),
        (("free.zip", "nowhere", "new.annotator"), "There is no file"),
        (("free.zip", "s.annotator", "s.annotator"), "already there"),
    ):
        result = run("rehydrate", *words)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.stderr
        assert said in result.stderr
    assert not (here / "new.annotator").exists()


def test_a_release_that_was_changed_is_refused(here: Path, run: Run) -> None:
    with zipfile.ZipFile(here / "free.zip") as archive:
        archive.extractall(here)
    lines = here / "free" / "data" / "articles.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b'"quote"', b'"cue"', 1))
    result = run("rehydrate", "free", "s.annotator", "new.annotator")
    assert result.exit_code == 2
    assert "is not what SHA256SUMS says" in result.stderr
    (here / "free" / "SHA256SUMS").unlink()
    broken = lines.read_bytes().replace(b'"group":4', b'"group":0', 1)
    lines.write_bytes(broken)
    result = run("rehydrate", "free", "s.annotator", "new.annotator")
    assert "line 1" in result.stderr


def test_a_release_without_texts_can_not_be_imported_and_says_what_can(
    here: Path, run: Run
) -> None:
    with zipfile.ZipFile(here / "free.zip") as archive:
        archive.extractall(here)
    run("new", "new.annotator")
    result = run("import", "new.annotator", "free")
    assert "It is of a release without texts." in result.stderr
    assert "annotator rehydrate" in result.stderr
    assert "codebook" not in result.stderr


def test_a_release_with_texts_is_imported_as_a_folder(here: Path, run: Run, told: Told) -> None:
    run("new", "new.annotator")
    assert run("import", "new.annotator", "full").exit_code == 0
    facts = [told("info", one) for one in ("new.annotator", "s.annotator")]
    assert facts[0]["articles"] == facts[1]["articles"]
    assert facts[0]["annotations"] == facts[1]["annotations"]


def test_what_lies_beside_exported_texts_is_no_text(here: Path, run: Run, told: Told) -> None:
    (here / "texts").mkdir()
    run("export", "s.annotator", "texts/all.jsonl")
    report = told("rehydrate", "free.zip", "texts", "new.annotator")
    assert (report["unread"], report["articles_not_found"]) == ([], 0)
