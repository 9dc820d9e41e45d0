"""A package has what one coder needs, and nobody else's labels, notes or names anywhere in it."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sequences import BOOK, QUOTE

from annotator.domain.annotation import Annotation, Decision, Link, Verdict
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Delete, SetNote, SetValue, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle, SetStatus
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.edits.review import AddComment, Settle, Undecide
from annotator.domain.edits.team import Assign, Unassign
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.people import Actor, Coder, coder_id
from annotator.domain.study import Remark
from annotator.domain.teamwork import Assignment, Comment
from annotator.store.project import Project

TEXT = "“We will see,” the mayor said on Monday."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Make a lead's project on which Ana and Ben have coded an article each, and one together."""
    with Project.create(tmp_path / "study.annotator", title="Study", codebook=BOOK) as made:
        made.coder = "lea"
        articles = tuple(NewArticle(id=i, title=f"On {i}", text=f"{TEXT} {i}") for i in "abc")
        made.apply(ImportRecords(articles=articles))
        made.apply(PutActor(Actor(id="mayor", name="The mayor", note="lea's remark")))
        made.apply(Assign((("a", "ana-maria"), ("c", "ana-maria"), ("b", "ben"), ("c", "ben"))))
        _code(made, "ana-maria", ("a", "c"))
        _code(made, "ben", ("b", "c"))
        yield made


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
    project.write_package(path, coder=coder, articles=[a.article for a in known], reviewed=reviewed)
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
        project.write_package(path, coder="ben", articles=["b"])
    assert path.read_bytes() == b"mine"
    with pytest.raises(UserError, match="no coder zoe"):
        project.write_package(tmp_path / "zoe.annotator", coder="zoe", articles=["b"])
    with pytest.raises(UserError, match="no article x"):
        project.write_package(tmp_path / "x.annotator", coder="ben", articles=["x"])

    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        project.write_package(tmp_path / "c.annotator", coder="ben", articles=["b"], progress=stop)
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("study")) == [
        "there.annotator"
    ]


def test_a_package_is_one_plain_file(project: Project, tmp_path: Path) -> None:
    path = package(project, tmp_path, "ben")
    assert not list(tmp_path.glob("for-ben*-wal"))
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    connection.close()


def handed_out_again(project: Project, tmp_path: Path, first: Path) -> Project:
    """Return Ben's file with a second package brought into it."""
    again = tmp_path / "again.annotator"
    project.write_package(again, coder="ben", articles=["b", "c"], reviewed=True)
    own = Project.open(first, coder="ben")
    _, preview = own.bring_in([again])
    assert [report.error for report in preview.files] == [""]
    assert own.check() == []
    return own


def settled_gold(project: Project) -> list[str]:
    return [one.id for one in project.find(Annotation) if one.layer == "gold"]


@pytest.mark.parametrize("how", ["undone", "taken back"])
def test_handing_out_again_takes_back_what_was_decided(
    project: Project, tmp_path: Path, how: str
) -> None:
    project.apply(Settle(take=("ben-quote-c",), reason="hasty"))
    first = package(project, tmp_path, "ben", reviewed=True)
    with Project.open(first) as own:
        assert (len(own.find(Decision)), len(settled_gold(own))) == (1, 1)
    if how == "undone":
        project.undo()
    else:
        project.apply(Undecide(("ben-quote-c",)))
    with handed_out_again(project, tmp_path, first) as own:
        assert (own.find(Decision), settled_gold(own)) == ([], [])
    _, preview = project.bring_in([first])
    assert not preview.brings_something


@pytest.mark.parametrize("how", ["undone", "taken back"])
def test_handing_out_again_takes_an_assignment_back(
    project: Project, tmp_path: Path, how: str
) -> None:
    project.apply(Assign((("a", "ben"),)))
    first = tmp_path / "first.annotator"
    project.write_package(first, coder="ben", articles=["a", "b", "c"])
    if how == "undone":
        project.undo()
    else:
        (mistake,) = project.find(Assignment, coder=coder_id("ben"), article="a")
        project.apply(Unassign((mistake.id,)))
    again = tmp_path / "again.annotator"
    project.write_package(again, coder="ben", articles=["a", "b", "c"])
    with Project.open(first, coder="ben") as own:
        own.bring_in([again])
        assert {one.article for one in own.find(Assignment)} == {"b", "c"}


def test_handing_out_again_takes_a_question_back_and_brings_it_again_when_redone(
    project: Project, tmp_path: Path
) -> None:
    project.apply(AddComment(id="asked", annotation="ben-quote-c", text="Sure of that?"))
    first = package(project, tmp_path, "ben", reviewed=True)
    project.undo()
    with handed_out_again(project, tmp_path, first) as own:
        assert own.find(Comment) == []
    (tmp_path / "again.annotator").unlink()
    project.redo()
    with handed_out_again(project, tmp_path, first) as own:
        assert [one.id for one in own.find(Comment)] == ["asked"]


def test_what_others_took_back_is_in_no_package_and_comes_when_it_is_done_again(
    project: Project, tmp_path: Path
) -> None:
    project.apply(PutCode(replace(QUOTE, definition="A rash thought.")))
    project.undo()
    path = package(project, tmp_path, "ben")
    assert b"A rash thought." not in path.read_bytes()
    project.redo()
    with handed_out_again(project, tmp_path, path) as own:
        code = own.get(Code, "quote")
        assert code is not None
        assert code.definition == "A rash thought."


def test_gold_that_only_others_decisions_name_by_now_stays_theirs(
    project: Project, tmp_path: Path
) -> None:
    project.apply(Settle(take=("ana-maria-quote-c",), over=("ben-quote-c",)))
    project.apply(Undecide(("ben-quote-c",)))
    assert len(settled_gold(project)) == 1
    with Project.open(package(project, tmp_path, "ben", reviewed=True)) as own:
        assert (own.find(Decision), settled_gold(own)) == ([], [])


def test_a_renamed_coder_keeps_their_own_notes_and_a_reused_handle_gets_none(
    project: Project, tmp_path: Path
) -> None:
    project.apply(PutCoder(Coder(id=coder_id("ben"), handle="benjamin")))
    project.apply(PutCoder(Coder(id="second", handle="ben")))
    project.apply(Assign((("b", "ben"),)))
    old, new = tmp_path / "old.annotator", tmp_path / "new.annotator"
    project.write_package(old, coder="benjamin", articles=["b"])
    project.write_package(new, coder="ben", articles=["b"])
    with Project.open(old) as own:
        article, quote = own.get(Article, "b"), own.get(Annotation, "ben-quote-b")
        assert (article and article.note, quote and quote.note) == ("ben noted", "ben doubts it")
        assert "Note written" in {edit.label for edit in own.latest_edits(100)}
        assert own.check() == []
    with Project.open(new) as own:
        assert [one.id for one in own.find(Coder)] == ["second"]
        assert {edit.coder for edit in own.latest_edits(100)} == {""}
        assert own.find(Annotation) == []
    assert b"ben noted" not in new.read_bytes()


def test_who_goes_on_under_an_old_handle_keeps_their_notes(
    project: Project, tmp_path: Path
) -> None:
    path = package(project, tmp_path, "ben")
    project.apply(PutCoder(Coder(id=coder_id("ben"), handle="benjamin")))
    with Project.open(path, coder="ben") as own:
        own.apply(EditArticle(article="b", note="in the train"))
    project.bring_in([path])
    again = tmp_path / "again.annotator"
    project.write_package(again, coder="benjamin", articles=["b"])
    with Project.open(again) as own:
        article = own.get(Article, "b")
        assert article is not None
        assert article.note == "in the train"


def test_a_note_that_a_colleague_put_on_an_annotation_is_left_out(
    project: Project, tmp_path: Path
) -> None:
    quote = project.get(Annotation, "ben-quote-c")
    assert quote is not None
    project.coder = "ana-maria"
    project.apply(ImportRecords(records=(replace(quote, note="ana was here", values={}),)))
    project.coder = "ben"
    project.apply(SetNote("ben-quote-c", "mine again"))
    project.coder = "lea"
    path = package(project, tmp_path, "ben")
    assert b"ana was here" not in path.read_bytes()
    with Project.open(path) as own:
        assert own.find(Annotation) == project.find(Annotation, coder=coder_id("ben"))
    _, preview = project.bring_in([path])
    assert not preview.brings_something
    kept = project.get(Annotation, "ben-quote-c")
    assert kept is not None
    assert kept.note == "mine again"


@pytest.mark.parametrize("name", ["none/such.annotator", f"{'x' * 300}.annotator", "study/x"])
def test_a_place_that_can_not_be_written_is_named(
    project: Project, tmp_path: Path, name: str
) -> None:
    (tmp_path / "study").write_text("no folder")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UserError) as refused:
        project.write_package(tmp_path / name, coder="ben", articles=["b"])
    assert str(refused.value).startswith(f"{tmp_path / name} can't be written: ")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="needs a folder's permissions")
def test_a_folder_without_permission_is_named(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    with pytest.raises(UserError, match=r"closed/x\.annotator can't be written: "):
        project.write_package(folder / "x.annotator", coder="ben", articles=["b"])


def test_ones_own_notes_to_the_lead_travel_both_ways_and_nobody_elses(
    project: Project, tmp_path: Path
) -> None:
    project.coder = "ben"
    project.apply(AddRemark(id="ben-1", text="ben wonders", article="c"))
    project.coder = "ana-maria"
    project.apply(AddRemark(id="ana-1", text="On all of it", code=None))
    path = package(project, tmp_path, "ana-maria")
    with Project.open(path, "ana-maria") as own:
        assert [one.id for one in own.find(Remark)] == ["ana-1"]
        own.apply(AddRemark(id="ana-2", text="Is it a quote?", article="a"))
        own.apply(AddRemark(id="ana-3", text="Too narrow", code="quote"))
    assert b"ben wonders" not in path.read_bytes()
    project.coder = "lea"
    _, brought = project.bring_in([path])
    assert {(one.coder, one.about, one.text) for one in brought.files[0].notes} == {
        ("ana-maria", "On a", "Is it a quote?"),
        ("ana-maria", "Quote", "Too narrow"),
    }
    ana = coder_id("ana-maria")
    project.apply(AddRemark(id="lea-1", text="It is.", article="a", asker=ana, closes=True))
    back = package(project, tmp_path, "ana-maria", reviewed=True)
    with Project.open(path, "ana-maria") as own:
        _, brought = own.bring_in([back])
        assert [(one.coder, one.text) for one in brought.files[0].notes] == [("lea", "It is.")]
        assert own.get(Remark, "lea-1") is not None
