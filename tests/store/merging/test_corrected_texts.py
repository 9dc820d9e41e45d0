"""A text is corrected in one file while others work in theirs: all come to the same, both ways."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sequences import BOOK, TEXTS, fill

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.edits.annotations import SetFragments, SetNote, Tag
from annotator.domain.edits.articles import Exclude, NewArticle
from annotator.domain.edits.correcting import CorrectText, DropLeftOut, PlaceLeftOut
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.edits.team import SetSetting
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, to_values
from annotator.domain.people import coder_id
from annotator.domain.settings import REVIEWERS_SETTING
from annotator.domain.study import ArticleState
from annotator.store.project import Project

MENDED = "Today: “We will,” our mayor said, “see.”"
WITHOUT = "“We will,” said one, “see.”"


def everything(project: Project) -> dict[str, list[Any]]:
    """Return all records, in an order that is the same in each file, and the article's text."""
    found = {
        name: sorted((to_values(one) for one in project.find(kind.type)), key=lambda one: one["id"])
        for name, kind in KINDS.items()
    }
    return {**found, "text": [project.article_text("a")]}


def words(project: Project) -> dict[str, str]:
    return {one.id: one.text for one in project.find(Annotation)}


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Project, Project]:
    """Return the project of ana, and a copy in which ben works."""
    ana = Project.create(tmp_path / "ana.annotator", codebook=BOOK)
    ana.coder = "ana"
    fill(ana)
    ana.close()
    shutil.copy(ana.path, tmp_path / "ben.annotator")
    return Project.open(ana.path, "ana"), Project.open(tmp_path / "ben.annotator", "ben")


def copied(project: Project, folder: Path, name: str) -> Path:
    path = folder / f"{name}.annotator"
    project.copy_to(path)
    return path


def exchanged(ana: Project, ben: Project, folder: Path) -> None:
    """Bring each file's work into the other, and see that both are the same and sound."""
    theirs, ours = copied(ben, folder, "from-ben"), copied(ana, folder, "from-ana")
    for project, path in ((ana, theirs), (ben, ours)):
        _, told = project.bring_in([path])
        assert not told.files[0].error
        assert project.check() == []
        path.unlink()
    assert everything(ana) == everything(ben)


def test_labels_made_on_the_old_text_are_carried_when_they_come_in(
    desks: tuple[Project, Project], tmp_path: Path
) -> None:
    ana, ben = desks
    with ana, ben:
        ana.apply(CorrectText("a", MENDED))
        ben.apply(Tag(id="mayor", article="a", code="quote", fragments=((15, 20),)))
        ben.apply(Tag(id="the", article="a", code="quote", fragments=((11, 14),)))
        ben.apply(Exclude("a", ((21, 25),)))
        exchanged(ana, ben, tmp_path)
        assert words(ana) == {"q": "“We will,” … “see.”", "s": "our mayor", "mayor": "mayor"}
        article = ana.get(Article, "a")
        assert article is not None
        assert [MENDED[one.start : one.end] for one in article.excluded] == ["said"]
        assert [one.text for one in ana.left_out_on("a")] == ["the"]
        ben.apply(SetNote("mayor", "hm"))
        ben.apply(SetFragments("mayor", ((22, 27),)))
        assert ben.check() == []
        exchanged(ana, ben, tmp_path)
        assert words(ana)["mayor"] == MENDED[22:27]


def test_labels_on_the_new_text_stand_when_the_correction_is_taken_back(
    desks: tuple[Project, Project], tmp_path: Path
) -> None:
    ana, ben = desks
    with ana, ben:
        done = ana.apply(CorrectText("a", MENDED))
        exchanged(ana, ben, tmp_path)
        ben.apply(Tag(id="new", article="a", code="quote", fragments=((0, 5),)))
        ben.apply(Tag(id="see", article="a", code="quote", fragments=((35, 39),)))
        ana.apply(SetNote("q", "mine"))
        ana.undo()
        before = words(ana)
        assert ana.undo() is not None  # what came in goes first
        assert ana.undo() is not None
        assert ana.article_text("a") == TEXTS[0]
        assert done.edit
        exchanged(ana, ben, tmp_path)
        assert ana.article_text("a") == TEXTS[0]
        assert words(ana)["see"] == words(ben)["see"] == "see."
        assert words(ana)["s"] == "the mayor"
        assert before["s"] == "our mayor"
        assert [one.id for one in ben.left_out_on("a")] == ["new"]


def test_what_loses_its_words_comes_back_with_all_that_is_on_it(
    desks: tuple[Project, Project],
) -> None:
    ana, ben = desks
    ben.close()
    with ana:
        before = everything(ana)
        ana.apply(CorrectText("a", WITHOUT))
        assert set(words(ana)) == {"q"}
        assert not ana.find(Link, type="said_by")
        ana.apply(PlaceLeftOut("s", ((11, 19),)))
        assert words(ana)["s"] == "said one"
        assert ana.find(Link, type="said_by")
        assert ana.check() == []
        ana.undo()
        ana.apply(DropLeftOut("s"))
        assert ana.left_out_on("a") == []
        with pytest.raises(UserError, match="waits for a place"):
            ana.apply(PlaceLeftOut("s", ((11, 19),)))
        assert ana.check() == []
        ana.undo()
        ana.undo()
        assert everything(ana) == before
        assert ana.check() == []


def test_a_locked_articles_text_stays_and_only_reviewers_correct_one(
    desks: tuple[Project, Project],
) -> None:
    ana, ben = desks
    with ana, ben:
        ana.apply(SetArticleState(("a",), ArticleState.SETTLED))
        ana.apply(LockArticles(("a",), locked=True))
        with pytest.raises(UserError, match="locked"):
            ana.apply(CorrectText("a", MENDED))
        ben.apply(SetSetting(REVIEWERS_SETTING, [coder_id("ana")]))
        with pytest.raises(UserError, match="reviewers"):
            ben.apply(CorrectText("a", MENDED))
        ben.coder = "ana"
        with pytest.raises(UserError, match="as it was"):
            ben.apply(CorrectText("a", TEXTS[0]))


text_ = st.tuples(st.integers(0, 33), st.integers(0, 5), st.sampled_from(("", "not ", "x", "é👧")))
work = st.lists(st.one_of(text_, st.tuples(st.integers(0, 20), st.integers(1, 8))), max_size=3)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(work, work, st.booleans())
def test_corrections_and_labels_of_two_come_to_the_same_in_whatever_order(
    tmp_path_factory: pytest.TempPathFactory, one: list[Any], other: list[Any], undone: bool
) -> None:
    folder = tmp_path_factory.mktemp("desks")
    with Project.create(folder / "ana.annotator", codebook=BOOK) as ana:
        ana.coder = "ana"
        fill(ana)
    shutil.copy(folder / "ana.annotator", folder / "ben.annotator")
    with (
        Project.open(folder / "ana.annotator", "ana") as ana,
        Project.open(folder / "ben.annotator", "ben") as ben,
    ):
        for project, acts in ((ana, one), (ben, other)):
            before = everything(project)
            done = sum(_do(project, n, act) for n, act in enumerate(acts))
            after = everything(project)
            for _ in range(done):
                project.undo()
            assert everything(project) == before
            for _ in range(done):
                project.redo()
            assert everything(project) == after
            assert project.check() == []
        if undone:
            ana.undo()
        exchanged(ana, ben, folder)
        here = everything(ana)
        ana.bring_in([copied(ben, folder, "again")])
        assert everything(ana) == here


def _do(project: Project, n: int, act: Any) -> bool:
    text = project.article_text("a")
    try:
        if len(act) == 3:
            at, gone, put = act
            project.apply(CorrectText("a", text[:at] + put + text[at + gone :]))
        else:
            place = ((act[0], act[0] + act[1]),)
            ident = f"{project.coder}-{n}"
            project.apply(Tag(id=ident, article="a", code="quote", fragments=place))
    except UserError:
        return False
    return True


corrections = st.dictionaries(
    st.integers(0, 11), st.sampled_from(("", "x{}", "new {}")), max_size=3
)
labels = st.lists(st.tuples(st.integers(0, 11), st.integers(1, 3)), max_size=3)
turn = st.tuples(corrections, labels)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(turn, min_size=1, max_size=2), st.lists(turn, min_size=1, max_size=2))
def test_labels_lie_on_the_same_words_when_two_have_corrected_the_same_text(
    tmp_path_factory: pytest.TempPathFactory, one: list[Any], other: list[Any]
) -> None:
    folder = tmp_path_factory.mktemp("desks")
    article = NewArticle(id="a", title="A", text=" ".join(f"word{n}é👧" for n in range(12)))
    with Project.create(folder / "ana.annotator", codebook=BOOK) as made:
        made.coder = "ana"
        made.apply(ImportRecords(articles=(article,)))
    shutil.copy(folder / "ana.annotator", folder / "ben.annotator")
    untouched = set(article.text.split(" "))
    with (
        Project.open(folder / "ana.annotator", "ana") as ana,
        Project.open(folder / "ben.annotator", "ben") as ben,
    ):
        made_on: dict[str, str] = {}
        for project, turns in ((ana, one), (ben, other)):
            for n, (mended, marked) in enumerate(turns):
                made_on |= _label(project, n, marked)
                untouched &= _corrected(project, mended)
                made_on |= _label(project, n + 9, marked)
        exchanged(ana, ben, folder)
        there = words(ana)
        for ident, said in made_on.items():
            if untouched.issuperset(said.split(" ")) and said in ana.article_text("a"):
                assert there[ident] == said


def _corrected(project: Project, mended: dict[int, str]) -> set[str]:
    """Correct words by their numbers, and return those that were not touched."""
    old = project.article_text("a").split(" ")
    new = [mended[n].format(word) if n in mended else word for n, word in enumerate(old)]
    with suppress(UserError):
        project.apply(CorrectText("a", " ".join(word for word in new if word)))
    return {word for n, word in enumerate(old) if n not in mended}


def _label(project: Project, turn: int, marked: list[tuple[int, int]]) -> dict[str, str]:
    """Label words by their numbers, and return what was labelled by the labels' ids."""
    text = project.article_text("a")
    words, found = text.split(" "), dict[str, str]()
    for n, (first, count) in enumerate(marked):
        said = " ".join(words[first : first + count])
        if said:
            ident, start = f"{project.coder}-{turn}-{n}", len(" ".join([*words[:first], ""]))
            place = ((start, start + len(said)),)
            project.apply(Tag(id=ident, article="a", code="quote", fragments=place))
            found[ident] = said
    return found


WORDS = [f"word{n}é👧" for n in range(12)]
one_by_one = st.lists(
    st.dictionaries(st.integers(0, 11), st.sampled_from(("", "x{}", "{} new"))),
    min_size=1,
    max_size=3,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one_by_one, st.lists(st.sets(st.integers(0, 11), min_size=1, max_size=3), max_size=4))
def test_corrections_keep_labels_on_their_words_and_are_undone_after_a_restart_and_a_merge(
    tmp_path_factory: pytest.TempPathFactory,
    corrected: list[dict[int, str]],
    marked: list[set[int]],
) -> None:
    folder = tmp_path_factory.mktemp("desk")
    path, theirs = folder / "ana.annotator", folder / "ben.annotator"
    with Project.create(path, codebook=BOOK, coder="ana") as project:
        article = NewArticle(id="a", title="A", text=" ".join(WORDS))
        project.apply(ImportRecords(articles=(article,)))
        project.copy_to(theirs)
        said = _label_each(project, marked)
    with Project.open(theirs, "ben") as other:
        _label_each(other, marked)
    states, untouched = list[object](), set(WORDS)
    with Project.open(path, "ana") as project:
        for mended in corrected:
            states.append(everything(project))
            untouched &= _corrected(project, mended)
            if everything(project) == states[-1]:
                states.pop()  # the text was as it is already, and nothing was written
        after = everything(project)
    with Project.open(path, "ana") as project:
        there = words(project)
        for ident, each in said.items():
            if untouched.issuperset(each):
                assert there[ident] == " … ".join(each)
        brought, _ = project.bring_in([theirs])
        assert project.check() == []
        if brought.edit:
            project.undo()
        assert everything(project) == after
        for before in reversed(states):
            project.undo()
            assert everything(project) == before
        for _ in states:
            project.redo()
        assert everything(project) == after
        assert project.check() == []


def _label_each(project: Project, marked: list[set[int]]) -> dict[str, list[str]]:
    """Label words by their numbers, each a fragment, and return them by the labels' ids."""
    found = dict[str, list[str]]()
    for n, numbers in enumerate(marked):
        each = [WORDS[one] for one in sorted(numbers)]
        starts = [" ".join(WORDS).index(one) for one in each]
        places = tuple((at, at + len(one)) for at, one in zip(starts, each, strict=True))
        ident = f"{project.coder}-{n}"
        project.apply(Tag(id=ident, article="a", code="quote", fragments=places))
        found[ident] = each
    return found
