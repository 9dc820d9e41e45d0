"""The history is read page by page, and only what is wanted of it."""

from pathlib import Path

from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment
from annotator.store.project import Project
from annotator.store.reading import history_pages
from annotator.store.reading.history_pages import HistoryFilter, ListedEdit


def every(project: Project, wanted: HistoryFilter, limit: int = 3) -> list[ListedEdit]:
    """Read page by page to the end."""
    found: list[ListedEdit] = []
    page = project.history_page(wanted, None, limit)
    found.extend(page.edits)
    while page.older is not None:
        page = project.history_page(wanted, page.older, limit)
        found.extend(page.edits)
    return found


def labels(project: Project, **wanted: str) -> list[str]:
    return [one.label for one in every(project, HistoryFilter(**wanted))]


def second_article(project: Project) -> None:
    article = NewArticle(id='b "1"', title="B", text="Another text.")
    project.apply(ImportRecords(articles=(article,)))
    project.coder = "ben"
    project.apply(Tag(id="x", article='b "1"', code="source", fragments=((0, 4),)))
    project.apply(SetNote("x", "50% sure"))


def test_pages_are_the_whole_history_newest_first(project: Project) -> None:
    second_article(project)
    wanted = [(row.id, row.label) for row in reversed(list(project.latest_edits(1000)))]
    found = every(project, HistoryFilter())
    assert [(one.id, one.label) for one in reversed(found)] == wanted
    assert found[-1].label == "Project made"


def test_edits_are_found_by_article_with_all_that_is_on_its_annotations(project: Project) -> None:
    second_article(project)
    project.apply(AddComment(id="c", annotation="x", text="Sure?"))
    project.apply(Tag(id="y", article='b "1"', code="quote", fragments=((0, 7),)))
    project.apply(AddLink(annotation="y", type="target", actor="mayor"))
    project.apply(Delete(("x",)))
    found = labels(project, article='b "1"')
    assert found[-1] == "1 article imported"
    assert len(found) == 7
    assert all(
        place.article == 'b "1"'
        for one in every(project, HistoryFilter(article='b "1"'))
        for place in one.places
        if place.kind not in ("coder", "actor")
    )
    assert len(labels(project, article="a")) == 6
    assert labels(project, article="gone") == []


def test_edits_are_found_by_coder_code_and_words(project: Project) -> None:
    second_article(project)
    assert labels(project, coder="ben") == ["Note written", "Source made"]
    assert labels(project, code="source", coder="ben") == ["Note written", "Source made"]
    assert "Quote made" in labels(project, code="quote")
    assert "Source made" not in labels(project, code="quote")
    assert labels(project, words="50% SURE") == ["Note written"]
    assert labels(project, words="anot") == ["Source made"]
    assert labels(project, words="codebook_version") == labels(project, words="human") == []
    assert project.history_coders() == ["ana", "ben"]


def test_a_code_on_many_annotations_is_met_by_walking_back(project: Project, monkeypatch) -> None:  # noqa: ANN001 - pytest's
    second_article(project)
    looked_up = {code: labels(project, code=code) for code in ("quote", "source")}
    monkeypatch.setattr(history_pages, "_FEW", 0)
    monkeypatch.setattr(history_pages, "_MOST_WALKED", 2)
    assert {code: labels(project, code=code) for code in looked_up} == looked_up


def test_what_does_not_count_is_told(ours: Path, theirs: Path) -> None:
    with Project.open(theirs, "ben") as project:
        project.apply(Tag(id="x", article="a", code="source", fragments=((0, 4),)))
        project.apply(SetNote("x", "undone there"))
        project.undo()
    with Project.open(ours, "ana") as project:
        project.apply(SetNote("s", "mine"))
        project.undo()
        project.bring_in([theirs])
        undone = [one.label for one in every(project, HistoryFilter()) if one.undone]
        assert undone == ["Note written", "Note written"]
        assert [one.own for one in every(project, HistoryFilter(coder="ben"))] == [False] * 3
        project.undo()
        undone = [one.label for one in every(project, HistoryFilter()) if one.undone]
        assert undone[0] == "Brought in theirs.annotator"
        assert len(undone) == 5
        project.redo()
        assert sum(one.undone for one in every(project, HistoryFilter())) == 2
