"""`annotator correct`: says what becomes of the labels, and writes it unless it is only asked."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sequences import BOOK, fill

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.edits.team import NameReviewers
from annotator.domain.study import ArticleState
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as made:
        made.coder = "ana"
        fill(made)
    return path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["correct", *words])
    return done.exit_code, done.output


def test_what_would_change_is_said_and_then_done(project: Path, tmp_path: Path) -> None:
    text = tmp_path / "mayor.txt"
    text.write_text("“We will,” our mayor said, “see.”", "utf-8")
    code, said = run(str(project), "Mayor waits", str(text), "--dry-run", "--me", "ana")
    assert code == 0
    assert "1 difference." in said
    assert "1 label is carried to its words. 1 label changes its words." in said
    assert "source “the mayor” becomes “our mayor”" in said
    assert "Nothing was written." in said
    code, said = run(str(project), "a", str(text), "--json", "--me", "ana")
    told = json.loads(said)
    assert told["written"] is True
    assert {one["annotation"]: one["fate"] for one in told["labels"]} == {
        "q": "carried",
        "s": "changed",
    }
    with Project.open(project, "ana") as opened:
        assert {one.text for one in opened.find(Annotation)} == {"“We will,” … “see.”", "our mayor"}
        assert opened.check() == []


@pytest.mark.parametrize(
    ("article", "content", "why"),
    [
        ("gone", b"x", "There is no article “gone”."),
        ("a", b"\xff", "no UTF-8"),
        ("a", b"", "without words"),
    ],
)
def test_mistakes_are_refused_in_words(
    project: Path, tmp_path: Path, article: str, content: bytes, why: str
) -> None:
    text = tmp_path / "mayor.txt"
    text.write_bytes(content)
    code, said = run(str(project), article, str(text), "--me", "ana")
    assert code == 2
    assert why in said


def test_what_would_be_refused_is_refused_beforehand_too(project: Path, tmp_path: Path) -> None:
    text = tmp_path / "mayor.txt"
    text.write_text("  \n", "utf-8")
    code, said = run(str(project), "a", str(text), "--dry-run")
    assert (code, "without words" in said) == (2, True)
    text.write_text("Other words", "utf-8")
    assert run(str(project), "a", str(text), "--dry-run")[0] == 0
    with Project.open(project, "ana") as opened:
        opened.apply(NameReviewers(("ana",)))
    code, said = run(str(project), "a", str(text), "--dry-run", "--me", "ben")
    assert (code, "are for reviewers" in said) == (2, True)


def test_what_comes_in_again_corrects_the_text_that_is_here(project: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    mended = "“We will,” our mayor said, “see.”"
    again.write_text(json.dumps({"id": "a", "title": "Mayor waits", "text": mended}), "utf-8")
    words = ["import", str(project), str(again), "--me", "ana"]
    assert CliRunner().invoke(cli, words).exit_code == 2
    done = CliRunner().invoke(cli, [*words, "--correct", "--dry-run"])
    assert "1 text would be corrected." in done.output
    done = CliRunner().invoke(cli, [*words, "--correct"])
    assert done.exit_code == 0
    assert "1 text was corrected." in done.output
    with Project.open(project, "ana") as opened:
        assert opened.article_text("a") == mended
        assert {one.text for one in opened.find(Annotation)} == {"“We will,” … “see.”", "our mayor"}
        assert opened.check() == []
        opened.undo()
        assert opened.article_text("a") != mended
        assert opened.check() == []


def test_two_texts_for_one_article_are_not_chosen_from(project: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    rows = [{"id": "a", "title": "Mayor waits", "text": text} for text in ("One.", "One.", "Two.")]
    again.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = CliRunner().invoke(cli, ["import", str(project), str(again), "--correct", "--me", "ana"])
    assert "1 text was corrected." in done.output
    assert "again.jsonl, line 3: “Mayor waits” comes in twice, with two texts." in done.output
    assert done.exit_code == 2
    with Project.open(project, "ana") as opened:
        assert opened.article_text("a") == "One."


def test_a_locked_article_keeps_its_text_and_others_are_corrected(
    project: Path, tmp_path: Path
) -> None:
    with Project.open(project, "ana") as opened:
        opened.apply(ImportRecords(articles=(NewArticle(id="z", title="Zoo", text="It opend."),)))
        opened.apply(SetArticleState(("a",), ArticleState.SETTLED))
        opened.apply(LockArticles(("a",)))
        before = opened.article_text("a")
    again = tmp_path / "again.jsonl"
    rows = [{"id": ident, "title": ident, "text": "It opened."} for ident in "az"]
    again.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = CliRunner().invoke(cli, ["import", str(project), str(again), "--correct", "--me", "ana"])
    assert "1 text was corrected." in done.output
    assert "line 1: “Mayor waits” is locked: its text stays." in done.output
    with Project.open(project, "ana") as opened:
        assert (opened.article_text("a"), opened.article_text("z")) == (before, "It opened.")
