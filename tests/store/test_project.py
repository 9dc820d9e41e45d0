"""The project file as a user knows it: made, written, undone, closed, opened again, copied."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec import structs
from projects import texts
from sequences import BOOK, TEXTS, fill

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import Delete, SetNote, SetValue, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle, RemoveArticles
from annotator.domain.edits.base import Together
from annotator.domain.edits.codebook import RetireCode, SetProjectTitle
from annotator.domain.edits.links import AddLink, PutActor, RemoveLink
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.kinds import KINDS
from annotator.domain.people import Actor, Coder
from annotator.store.project import Project


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def everything(project: Project) -> list[object]:
    return [project.find(kind.type) for kind in KINDS.values()]


def test_a_new_project_has_title_codebook_and_nothing_to_undo(path: Path) -> None:
    with Project.create(path, codebook=BOOK) as project:
        assert project.info().title == "p"
        assert project.codebook() == BOOK.__class__(
            title="One",
            codes=tuple(project.find(Code)),
        )
        assert (project.undo_label(), project.redo_label()) == (None, None)
        assert (project.undo(), project.redo()) == (None, None)
        assert project.check() == []


def test_a_project_is_not_made_over_a_file(path: Path) -> None:
    path.write_text("precious")
    with pytest.raises(UserError, match=r"p\.annotator is already there\. Choose another name\."):
        Project.create(path)
    assert path.read_text() == "precious"


def test_a_project_is_not_made_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"can't be written: there is no folder .*gone\. "):
        Project.create(tmp_path / "gone" / "p.annotator")


def test_no_file_remains_when_the_codebook_is_refused(path: Path) -> None:
    bad = BOOK.__class__(codes=(Code(id="NA", name="Bad"),))
    with pytest.raises(UserError, match="can't be an id"):
        Project.create(path, codebook=bad)
    assert files(path.parent) == []


def test_after_closing_one_plain_file_remains(project: Project) -> None:
    project.close()
    assert files(project.path.parent) == ["p.annotator"]
    with closing(sqlite3.connect(project.path)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_while_open_every_edit_is_durable_and_references_are_held(project: Project) -> None:
    pragmas = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    for name, value in pragmas.items():
        assert project._database.conn.execute(f"PRAGMA {name}").fetchone() == (value,), name


def test_what_was_done_is_there_after_opening_again(closed: Path) -> None:
    with Project.open(closed, "ben") as project:
        quote = project.get(Annotation, "q")
        assert quote is not None
        assert quote.text == "“We will,” … “see.”"
        assert quote.values == {"kind": "direct", "many": ["odd"]}
        assert {one.target_annotation or one.target_actor for one in project.find(Link)} == {
            "s",
            "mayor",
        }
        assert project.check() == []


def test_undo_says_what_it_took_back_also_after_opening_again(closed: Path) -> None:
    with Project.open(closed, "ana") as project:
        assert project.undo_label() == "About linked"
        undone = project.undo()
        assert undone is not None
        assert undone.label == "Undone: About linked"
        assert [one.type for one in undone.removed(Link)] == ["target"]
        assert (project.undo_label(), project.redo_label()) == ("Said by linked", "About linked")
    with Project.open(closed, "ben") as project:
        redone = project.redo()
        assert redone is not None
        assert redone.label == "Redone: About linked"
        assert redone.coder == "ben"
        assert project.redo() is None


def test_a_new_edit_ends_what_could_be_redone(project: Project) -> None:
    project.undo()
    project.apply(SetNote("q", "new"))
    assert project.redo_label() is None


def test_what_comes_back_comes_back_to_its_place(project: Project) -> None:
    project.apply(ImportRecords(articles=(NewArticle(id="b", title="B", text="B"),)))
    project.apply(RemoveArticles(("a",)))
    assert [row.id for row in project.articles()] == ["b"]
    project.undo()
    assert [row.id for row in project.articles()] == ["a", "b"]
    assert [one.id for one in project.find(Annotation)] == ["q", "s"]


def test_a_refused_edit_leaves_no_trace(project: Project) -> None:
    before = everything(project), project.latest_edits(), project.undo_label()
    with pytest.raises(UserError):
        project.apply(Together([SetNote("q", "x"), Delete(("q",)), SetValue("s", "gone", 1)]))
    assert (everything(project), project.latest_edits(), project.undo_label()) == before


def test_an_edit_that_changes_nothing_leaves_no_history(project: Project) -> None:
    before = project.latest_edits()
    changes = project.apply(SetValue("q", "kind", "direct"))
    assert (changes.edit, changes.changes, changes.label) == ("", (), "Kind set")
    assert project.latest_edits() == before


def test_a_cancelled_import_leaves_no_trace(project: Project) -> None:
    def cancel(done: int, _total: int) -> None:
        if done:
            raise CancelledError

    articles = tuple(NewArticle(id=f"n{n}", title="T", text=f"{n}") for n in range(600))
    with pytest.raises(CancelledError):
        project.apply(ImportRecords(articles=articles), cancel)
    assert len(project.articles()) == 1
    assert project.known_texts([""]) == {}
    assert project.check() == []


def test_a_bug_in_an_edit_leaves_no_trace_either(project: Project) -> None:
    class Broken:
        def plan(self, draft: Draft) -> str:
            SetNote("q", "x").plan(draft)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        project.apply(Broken())
    quote = project.get(Annotation, "q")
    assert quote is not None
    assert quote.note == ""
    project.apply(SetNote("q", "still works"))


def test_an_edit_that_would_leave_references_to_nothing_leaves_no_trace(project: Project) -> None:
    class Careless:
        def plan(self, draft: Draft) -> str:
            draft.remove(draft.need(Code, "quote"))
            return "Code deleted"

    before = everything(project), project.latest_edits()
    with pytest.raises(sqlite3.IntegrityError):
        project.apply(Careless())
    assert (everything(project), project.latest_edits()) == before
    project.apply(SetNote("q", "still works"))


def test_changes_say_who_did_what_when(project: Project) -> None:
    changes = project.apply(SetNote("q", "x"))
    row = project.latest_edits(1)[0]
    assert (row.id, row.label, row.coder, row.at, row.kind) == (
        changes.edit,
        "Note written",
        "ana",
        changes.at,
        "SetNote",
    )
    assert changes.ids(Annotation) == {"q"}


def test_a_first_edit_makes_its_coder_one_of_the_project(project: Project) -> None:
    project.coder = "ben"
    project.apply(Tag(id="t", article="a", code="tone"))
    assert [coder.handle for coder in project.find(Coder)] == ["ana", "ben"]
    project.undo()
    assert [coder.handle for coder in project.find(Coder)] == ["ana"]


def test_a_records_history_is_told_newest_first(project: Project) -> None:
    project.apply(SetNote("q", "x"))
    project.undo()
    labels = [changes.label for changes in project.history_of("q")]
    assert labels == ["Undone: Note written", "Note written", "Kind set", "Quote made"]
    link = project.find(Link)[0].id
    both = [changes.label for changes in project.history_of("s", link)]
    assert both == ["Said by linked", "Source made"]
    assert project.history_of() == []
    assert project.history_of(*map(str, range(100_000))) == []


def test_the_codebook_is_as_it_is_now(project: Project) -> None:
    version = project.codebook().version
    project.apply(RetireCode("tone"))
    assert project.codebook().version == version + 1
    assert [code.id for code in project.codebook().usable()] == ["quote", "source", "topic"]
    project.undo()
    assert [code.id for code in project.codebook().usable()] == ["quote", "source", "tone", "topic"]


@settings(max_examples=40)
@given(text=texts)
def test_a_text_comes_back_sign_for_sign(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("text") / "p.annotator"
    with Project.create(path) as project:
        article = NewArticle(id="a", title=text, text=text, meta={"outlet": text or "x"}, note=text)
        project.apply(ImportRecords(articles=(article,)))
    with Project.open(path) as project:
        assert project.article_text("a") == text
        kept = project.get(Article, "a")
        assert kept is not None
        assert (kept.title, kept.note, kept.length) == (text, text, len(text))
        assert project.check() == []


def test_a_text_that_is_not_there_is_a_key_error(project: Project) -> None:
    with pytest.raises(KeyError):
        project.article_text("gone")
    with pytest.raises(KeyError):
        project.text("gone")
    with pytest.raises(KeyError):
        project.find(Article, gone="x")


def test_a_copy_is_complete_closed_and_equal(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "copy of #1?.annotator"
    target.write_text("old")
    project.copy_to(target)
    assert not (tmp_path / f"{target.name}-wal").exists()
    assert not list(tmp_path.glob(".*"))
    with Project.open(target, "ana") as copy:
        assert everything(copy) == everything(project)
        assert copy.latest_edits() == project.latest_edits()
        assert copy.check() == []
        copy.undo()
    assert project.undo_label() == "About linked"


def test_a_project_is_not_copied_over_itself_or_another_one(
    project: Project, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "other.annotator") as other:
        fill_title = SetProjectTitle("Other")
        other.apply(fill_title)
        for target in (project.path, other.path):
            with pytest.raises(UserError, match=r"is a project, which would be lost\. Choose"):
                project.copy_to(target)
        assert other.info().title == "Other"
    with pytest.raises(UserError, match="is a project, which would be lost"):
        project.copy_to(tmp_path / "other.annotator")


def test_a_project_that_nobody_has_open_is_not_copied_over(
    project: Project, tmp_path: Path
) -> None:
    other = tmp_path / "other.annotator"
    Project.create(other).close()
    before = other.read_bytes()
    with pytest.raises(UserError, match=r"is a project, which would be lost\. Choose another name"):
        project.copy_to(other)
    assert other.read_bytes() == before


def test_a_copy_into_a_missing_folder_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"can't be written: there is no folder .*gone\. "):
        project.copy_to(tmp_path / "gone" / "copy.annotator")


def test_the_same_text_twice_is_known_and_kept_once(project: Project) -> None:
    project.apply(ImportRecords(articles=(NewArticle(id="b", title="B", text=TEXTS[0]),)))
    sha = {row.text_sha256 for row in project.articles()}
    assert len(sha) == 1
    assert list(project.known_texts([*sha, "gone"])) == list(sha)


def test_two_projects_in_one_process_do_not_meet(project: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "two.annotator", codebook=BOOK) as two:
        two.coder = "ben"
        fill(two)
        two.apply(SetNote("q", "two"))
    quote = project.get(Annotation, "q")
    assert quote is not None
    assert quote.note == ""


@pytest.mark.parametrize("page", [True, 1.0])
def test_metadata_of_another_type_is_a_change_that_can_be_undone(
    project: Project, page: object
) -> None:
    project.apply(EditArticle(article="a", meta={"page": 1}))
    changes = project.apply(EditArticle(article="a", meta={"page": page}))
    assert len(changes.changes) == 1
    assert repr(project.articles()[0].meta["page"]) == repr(page)
    assert project.check() == []
    project.undo()
    assert repr(project.articles()[0].meta["page"]) == "1"


def test_true_does_not_pass_for_the_step_of_a_scale_that_it_equals(project: Project) -> None:
    project.apply(SetValue("s", "stance", 1))
    known = project.get(Annotation, "s")
    assert known is not None
    with pytest.raises(UserError):
        project.apply(ImportRecords(records=(structs.replace(known, values={"stance": True}),)))
    assert project.get(Annotation, "s") == known


def test_links_that_are_gone_are_known_by_their_history(project: Project) -> None:
    project.coder = "ana"
    actor = Actor(id="actor", name="The mayor")
    edits = [
        Tag(id="linked", article="a", code="quote", fragments=((0, 2),)),
        PutActor(actor),
        AddLink(annotation="linked", type="said_by", actor="actor"),
    ]
    project.apply(Together(edits))
    (link,) = project.find(Link, annotation="linked")
    project.apply(RemoveLink(link.id))
    assert project.links_ever_of("linked") == [link.id]
    assert project.links_ever_of("other") == []


def test_undo_says_whose_edit_it_would_take_back(project: Project) -> None:
    project.coder = "ana"
    project.apply(EditArticle(article="a", title="Other"))
    assert project.undo_label() == "Article corrected"
    project.coder = "ben"
    assert project.undo_label() == "Article corrected (by ana)"
