"""A package has what one coder needs, and nobody else's labels, notes or names anywhere in it."""

import sqlite3
from pathlib import Path

import pytest
from sequences import BOOK

from annotator.domain.annotation import Annotation, Decision, Link, Verdict
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Delete, SetNote, SetValue, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle, SetStatus
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import BringIn
from annotator.domain.edits.review import AddComment, Settle
from annotator.domain.edits.team import Assign
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.people import Actor, Coder, coder_id
from annotator.domain.teamwork import Assignment, Comment
from annotator.store.project import Project

TEXT = "“We will see,” the mayor said on Monday."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a lead's project on which Ana and Ben have coded an article each, and one together."""
    made = Project.create(tmp_path / "study.annotator", title="Study", codebook=BOOK)
    made.coder = "lea"
    articles = tuple(NewArticle(id=i, title=f"On {i}", text=f"{TEXT} {i}") for i in "abc")
    made.apply(BringIn(articles=articles))
    made.apply(PutActor(Actor(id="mayor", name="The mayor", note="lea's remark")))
    made.apply(Assign((("a", "ana-maria"), ("c", "ana-maria"), ("b", "ben"), ("c", "ben"))))
    _code(made, "ana-maria", ("a", "c"))
    _code(made, "ben", ("b", "c"))
    return made


def _code(project: Project, coder: str, articles: tuple[str, ...]) -> None:
    project.coder = coder
    for article in articles:
        quote, gone = f"{coder}-quote-{article}", f"{coder}-gone-{article}"
        project.apply(Tag(id=quote, article=article, code="quote", fragments=((0, 14),)))
        project.apply(SetValue(quote, "kind", "direct"))
        project.apply(SetNote(quote, f"{coder} doubts it"))
        project.apply(AddLink(annotation=quote, type="target", actor="mayor"))
        project.apply(Tag(id=gone, article=article, code="source", fragments=((15, 24),)))
        project.apply(Delete((gone,)))
        project.apply(SetStatus(article, WorkStatus.DONE))
        project.apply(EditArticle(article=article, meta={"page": "7"}, note=f"{coder} noted"))
        project.undo()
        project.redo()
    project.coder = "lea"


def package(project: Project, tmp_path: Path, coder: str, *, reviewed: bool = False) -> Path:
    known = project.find(Assignment, coder=coder_id(coder))
    path = tmp_path / f"for-{coder}{'-back' if reviewed else ''}.annotator"
    project.cut_package(path, coder=coder, articles=[a.article for a in known], reviewed=reviewed)
    return path


def test_a_package_has_the_articles_the_codebook_the_actors_and_the_coders_own_work(
    project: Project, tmp_path: Path
) -> None:
    with Project.open(package(project, tmp_path, "ben")) as own:
        assert [one.id for one in own.find(Article)] == ["b", "c"]
        assert own.article_text("c") == f"{TEXT} c"
        assert own.search("mayor") == {"b", "c"}
        assert own.codebook() == project.codebook()
        assert {one.name for one in own.find(Actor)} == {"The mayor"}
        assert [one.id for one in own.find(Annotation)] == ["ben-quote-b", "ben-quote-c"]
        assert own.find(Annotation) == project.find(Annotation, coder=coder_id("ben"))
        assert len(own.find(Link)) == 2
        assert {s.article for s in own.find(Status)} == {"b", "c"}
        assert [one.handle for one in own.find(Coder)] == ["ben"]
        assert own.info().title == "Study"
        assert own.check() == []
        assert own.undo_label() is None


def test_blind_means_blind_in_every_byte(project: Project, tmp_path: Path) -> None:
    project.apply(AddComment(id="asked", annotation="ben-quote-c", text="Sure of that?"))
    project.coder = "ana-maria"
    project.apply(AddComment(id="ana-asked", annotation="ben-quote-c", text="ana wonders"))
    project.coder = "lea"
    project.apply(Settle(take=("ana-maria-quote-c",), over=("ben-quote-c",), reason="better"))
    content = package(project, tmp_path, "ben").read_bytes()
    for secret in ("ana", "Ana", "doubts it", "ana-maria", coder_id("ana-maria"), "better"):
        found = secret.encode() in content.replace(b"ben doubts it", b"")
        assert not found, secret
    assert b"ben doubts it" in content
    assert not list(tmp_path.glob(".*part*"))


def test_sending_back_tells_what_was_decided_and_nothing_of_the_colleague(
    project: Project, tmp_path: Path
) -> None:
    project.apply(Settle(take=("ana-maria-quote-c",), over=("ben-quote-c",), reason="better"))
    project.apply(AddComment(id="asked", annotation="ben-quote-c", text="Sure of that?"))
    path = package(project, tmp_path, "ben", reviewed=True)
    with Project.open(path) as own:
        (word,) = own.find(Decision)
        assert (word.annotation, word.verdict, word.reason) == (
            "ben-quote-c", Verdict.CHANGED, "better",
        )  # fmt: skip
        gold = own.get(Annotation, word.gold)
        assert gold is not None
        assert gold.layer == "gold"
        assert [one.text for one in own.find(Comment)] == ["Sure of that?"]
        assert {one.handle for one in own.find(Coder)} == {"ben", "lea"}
        assert own.check() == []
    content = path.read_bytes()
    assert b"ana-maria" not in content
    assert b"ana-maria doubts it" not in content


def test_a_package_comes_back_with_what_was_done_in_it_and_changes_nothing_else(
    project: Project, tmp_path: Path
) -> None:
    path = package(project, tmp_path, "ben")
    before = {one.id: one for one in project.find(Annotation)}
    _, nothing = project.bring_in([path])
    assert not nothing.brings_something
    with Project.open(path, coder="ben") as own:
        own.apply(Tag(id="new", article="b", code="source", fragments=((15, 24),)))
        own.apply(SetValue("ben-quote-c", "kind", "odd"))
        own.apply(Delete(("ben-quote-b",)))
        own.apply(EditArticle(article="c", title="On C"))
    changes, preview = project.bring_in([path])
    (report,) = preview.files
    assert (report.new, report.changed, report.deleted) == (1, 1, 1)
    assert (report.coders, report.conflicts, report.refused) == (("ben",), (), ())
    after = {one.id: one for one in project.find(Annotation)}
    assert after.keys() == (before.keys() | {"new"}) - {"ben-quote-b"}
    assert after["ana-maria-quote-c"] == before["ana-maria-quote-c"]
    assert after["ben-quote-c"].values["kind"] == "odd"
    article = project.get(Article, "c")
    assert article is not None
    assert (article.title, article.note) == ("On C", "ben noted")
    assert changes.label == "Brought in for-ben.annotator"
    assert project.check() == []


def test_two_packages_of_one_project_can_be_brought_into_one_another(
    project: Project, tmp_path: Path
) -> None:
    ana, ben = package(project, tmp_path, "ana-maria"), package(project, tmp_path, "ben")
    with Project.open(ben, coder="ben") as own:
        own.bring_in([ana])
        assert {one.id for one in own.find(Article)} == {"a", "b", "c"}
        assert len(own.find(Annotation)) == 4
        assert own.check() == []
        own.undo()
        assert {one.id for one in own.find(Article)} == {"b", "c"}
        assert own.check() == []
        own.bring_in([project.path])
        assert len(own.find(Annotation)) == 4
        assert {one.id: one for one in own.find(Code)} == {c.id: c for c in project.find(Code)}
        assert own.find(Article, id="a")[0].note == "ana-maria noted"
        assert own.check() == []


def test_a_package_never_replaces_a_file_and_leaves_nothing_when_it_fails(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "there.annotator"
    path.write_bytes(b"mine")
    with pytest.raises(UserError, match="already there"):
        project.cut_package(path, coder="ben", articles=["b"])
    assert path.read_bytes() == b"mine"
    with pytest.raises(UserError, match="no coder zoe"):
        project.cut_package(tmp_path / "zoe.annotator", coder="zoe", articles=["b"])
    with pytest.raises(UserError, match="no article x"):
        project.cut_package(tmp_path / "x.annotator", coder="ben", articles=["x"])

    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        project.cut_package(tmp_path / "c.annotator", coder="ben", articles=["b"], progress=stop)
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("study")) == [
        "there.annotator"
    ]


def test_a_package_is_one_plain_file(project: Project, tmp_path: Path) -> None:
    path = package(project, tmp_path, "ben")
    assert not list(tmp_path.glob("for-ben*-wal"))
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    connection.close()
