"""Which articles are copies: found out when it is wanted, once for each text, the same for all."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from wire_copies import COPIES, CUT, STORY, own_story, wire_copies

from annotator.domain.draft import no_progress
from annotator.domain.edits.articles import EditArticle, NewArticle, RemoveArticles
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.rounds import PutRound, Repeat
from annotator.domain.errors import CancelledError
from annotator.domain.study import Round, RoundKind
from annotator.store.project import Project
from annotator.workflow.copies import prints
from annotator.workflow.copies.asking import filtered, words_for
from annotator.workflow.copies.knowing import KnownCopies

CLUSTER = {"w0": COPIES}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with wire_copies(tmp_path) as made:
        yield made


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts of which prints were made."""
    made: list[str] = []
    make: Callable[[str], Any] = prints.text_print

    def told(text: str) -> Any:
        made.append(text)
        return make(text)

    monkeypatch.setattr(prints, "text_print", told)
    return made


def found(project: Project, words: str) -> list[str]:
    return [row.id for row in filtered(project, words, "ana")]


def test_outlets_that_print_the_agencys_story_are_one_cluster(project: Project) -> None:
    copies = KnownCopies().look(project)
    assert copies.members == CLUSTER
    assert copies.copies_of("w2") == ("w0", "w1", "w3")
    assert (copies.count_of("w3"), copies.count_of("o1")) == (4, 0)
    assert copies.copies_of("o1") == ()


def test_each_text_is_printed_once_and_a_new_article_reads_its_own_alone(
    project: Project, printed: list[str]
) -> None:
    known = KnownCopies()
    known.look(project)
    assert len(printed) == 10
    printed.clear()
    known.look(project)
    project.apply(EditArticle(article="w0", title="Another headline"))
    known.look(project)
    assert printed == []
    project.apply(ImportRecords(articles=(NewArticle(id="new", title="New", text=CUT + " ©"),)))
    assert known.look(project).count_of("new") == 5
    assert printed == [CUT + " ©"]


def test_what_is_removed_corrected_and_undone_is_followed(project: Project) -> None:
    known = KnownCopies()
    assert known.look(project).members == CLUSTER
    project.apply(RemoveArticles(("w0",)))
    assert known.look(project).members == {"w1": COPIES[1:]}
    project.undo()
    assert known.look(project).members == CLUSTER
    project.apply(CorrectText("w1", own_story(77)))
    assert known.look(project).members == {"w0": ("w0", "w2", "w3")}
    assert known.look(project) == KnownCopies().look(project)
    project.undo()
    assert known.look(project).members == CLUSTER


def test_prints_are_kept_in_the_file_and_tell_the_same_there(
    project: Project, printed: list[str]
) -> None:
    articles = tuple(NewArticle(id=f"m{n}", title="", text=own_story(n + 100)) for n in range(120))
    project.apply(ImportRecords(articles=articles))
    once = KnownCopies().look(project)
    assert len(printed) == 130
    printed.clear()
    assert KnownCopies().look(project) == once
    assert printed == []
    assert project.check() == []
    project.forget_models()
    assert KnownCopies().look(project) == once
    assert len(printed) == 130


def test_looking_that_is_stopped_goes_on_where_it_was(project: Project, printed: list[str]) -> None:
    articles = tuple(NewArticle(id=f"m{n}", title="", text=own_story(n + 100)) for n in range(220))
    project.apply(ImportRecords(articles=articles))

    def stop(done: int, _total: int) -> None:
        if done >= 150:
            raise CancelledError

    known = KnownCopies()
    with pytest.raises(CancelledError):
        known.look(project, stop)
    assert known.found is None
    assert len(printed) == 150
    assert KnownCopies().look(project, no_progress).members == CLUSTER
    assert len(printed) == 230


def test_an_article_that_is_coded_again_is_no_copy_of_itself(project: Project) -> None:
    project.apply(PutRound(Round(id="again", name="Again", kind=RoundKind.REPEAT)))
    project.apply(Repeat("again", ("o1",)))
    assert len(project.articles()) == 11
    assert KnownCopies().look(project).members == CLUSTER


def test_a_filter_finds_copies_one_of_each_and_those_of_an_article(project: Project) -> None:
    others = [f"o{n}" for n in range(6)]
    assert found(project, "copies:yes") == list(COPIES)
    assert found(project, "-copies:yes") == others
    assert found(project, "copies:again") == list(COPIES[1:])
    assert found(project, "-copies:again") == ["w0", *others]
    assert found(project, 'copies:"Harbour to save on dredging"') == list(COPIES)
    assert found(project, "copies:w3 outlet:daily") == ["w2"]
    assert found(project, "copies:o1") == found(project, "copies:nothing") == []


def test_the_filter_for_an_article_finds_it_whatever_its_title(project: Project) -> None:
    for title in ("Port cuts", 'He "said" so', "yes", " "):
        project.apply(EditArticle(article="w0", title=title))
        assert found(project, words_for("w0", title)) == list(COPIES)


def test_the_same_texts_in_another_file_are_the_same_clusters(
    project: Project, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "other.annotator") as other:
        other.coder = "ben"
        for one, text in (("w3", STORY + " ©"), ("w1", CUT), ("w0", STORY)):
            other.apply(ImportRecords(articles=(NewArticle(id=one, title=one, text=text),)))
        assert KnownCopies().look(other).members == {"w0": ("w0", "w1", "w3")}
