"""What tagging at a place comes to, and where boundaries go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import CODES

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Codebook, Scope
from annotator.domain.edits.annotations import SetFragments, Tag
from annotator.domain.edits.articles import Exclude, NewArticle
from annotator.domain.edits.base import Edit
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.tagging import (
    Tagged,
    TaggingPlace,
    excluded_or_not,
    moved_boundary,
    repeat,
    tag,
    trimmed,
    with_boundary,
    without_part,
)

TEXT = "“We win,” said Ann Lee. Others left.\n\nIt rained on."
FRAME = Code(id="frame", name="Frame", key="F", scope=Scope.ARTICLE)
BOOK = Codebook(codes=(*CODES.codes, FRAME))
QUOTE, SOURCE = BOOK.codes[0], BOOK.codes[1]
BEN = Visibility(coder=coder_id("ben"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ben"
        article = NewArticle(id="a", title="A", text=TEXT, meta={"language": "en"})
        project.apply(ImportRecords(articles=(article,)))
        yield project


def at(project: Project, words: str = "", *, caret: str = "", selected: str = "") -> TaggingPlace:
    """Return where somebody is who has selected words, or whose caret is before some."""
    article = OpenArticle.load(project, "a")
    assert article is not None
    start = TEXT.index(words)
    return TaggingPlace(
        article=article,
        caret=TEXT.index(caret),
        selection=(start, start + len(words)) if words else None,
        selected=article.annotations.get(selected),
    )


def done(project: Project, tagged: Tagged) -> Annotation:
    assert tagged.edit is not None
    project.apply(tagged.edit)
    found = project.get(Annotation, tagged.annotation)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "caret", "text"),
    [
        ("Others left", "", "Others left"),
        (" Others left. ".rstrip(), "", "Others left."),
        ("", "We win", "“We win,”"),
        ("", "hers", "Others left."),
    ],
)
def test_a_code_goes_to_the_selection_or_the_unit_at_the_caret(
    project: Project, words: str, caret: str, text: str
) -> None:
    made = done(project, tag(at(project, words, caret=caret), BOOK, BEN, QUOTE))
    assert (made.code, made.text) == ("quote", text)


def test_the_same_code_at_the_same_place_is_there_already_unless_again(project: Project) -> None:
    first = tag(at(project, "Others"), BOOK, BEN, QUOTE)
    done(project, first)
    second = tag(at(project, "Others"), BOOK, BEN, QUOTE)
    assert second == Tagged(first.annotation, None, first.place)
    again = tag(at(project, "Others"), BOOK, BEN, QUOTE, again=True)
    assert done(project, again).id != first.annotation
    project.coder = "ana"
    ana = Visibility(coder=coder_id("ana"))
    assert tag(at(project, "Others"), BOOK, ana, QUOTE).edit is not None


def test_a_source_is_found_beside_its_quote_and_linked_in_one_step(project: Project) -> None:
    quote = done(project, tag(at(project, caret="We win"), BOOK, BEN, QUOTE))
    source = done(project, tag(at(project, selected=quote.id), BOOK, BEN, SOURCE))
    assert source.text == "Ann Lee"
    (link,) = project.find(Link)
    assert (link.annotation, link.type, link.target_annotation) == (quote.id, "said_by", source.id)
    project.undo()
    assert project.find(Link) == []
    assert project.get(Annotation, source.id) is None


def test_words_far_from_the_quote_are_tagged_and_not_linked(project: Project) -> None:
    quote = done(project, tag(at(project, caret="We win"), BOOK, BEN, QUOTE))
    article = at(project, "It", selected=quote.id)
    made = done(project, tag(article, BOOK, BEN, SOURCE))
    assert made.text == "It"
    assert len(project.find(Link)) == 1  # in the next paragraph is near
    ana = Visibility(coder=coder_id("ana"))
    project.coder = "ana"
    done(project, tag(at(project, "Others", selected=quote.id), BOOK, ana, SOURCE))
    assert len(project.find(Link)) == 1


def test_where_no_source_is_found_it_says_how_to_go_on(project: Project) -> None:
    quote = done(project, tag(at(project, "It rained on."), BOOK, BEN, QUOTE))
    with pytest.raises(UserError, match="select the words of the source first, then S"):
        tag(at(project, selected=quote.id), BOOK, BEN, SOURCE)


def test_white_space_alone_is_no_place(project: Project) -> None:
    with pytest.raises(UserError, match="put the caret into a sentence"):
        tag(at(project, "\n\n"), BOOK, BEN, QUOTE)
    end = TEXT.index("\n\n")
    assert trimmed(TEXT, (end - 1, end + 2)) == (end - 1, end)
    assert trimmed(TEXT, (end, end + 2)) is None


def test_a_code_on_the_whole_article_is_applied_once_by_each_coder(project: Project) -> None:
    first = tag(at(project), BOOK, BEN, FRAME)
    assert done(project, first).fragments == ()
    assert tag(at(project), BOOK, BEN, FRAME) == Tagged(first.annotation)


def test_repeating_takes_code_and_answers_along(project: Project) -> None:
    values = {"kind": "direct"}
    project.apply(Tag(id="q", article="a", code="quote", fragments=((0, 9),), values=values))
    made = done(project, repeat(at(project, "Others"), project.get(Annotation, "q")))
    assert (made.code, made.text, made.values) == ("quote", "Others", values)
    with pytest.raises(UserError, match="tag something first"):
        repeat(at(project, "Others"), None)


def fragments(edit: Edit) -> list[str]:
    assert isinstance(edit, SetFragments)
    return [TEXT[start:end] for start, end in edit.fragments]


@pytest.mark.parametrize(
    ("edge", "direction", "by_word", "text"),
    [
        ("end", 1, True, "Ann Lee"),
        ("start", -1, True, "said Ann"),
        ("end", -1, False, "An"),
        ("start", 1, False, "nn"),
        ("end", 1, False, "Ann "),
    ],
)
def test_boundaries_move_by_words_and_by_characters(
    project: Project, edge: str, direction: int, by_word: bool, text: str
) -> None:
    made = done(project, tag(at(project, "Ann"), BOOK, BEN, QUOTE))
    article = at(project).article
    by = None if by_word else (lambda position, way: position + way)
    assert fragments(moved_boundary(article, made, edge, direction, by)) == [text]


def test_a_boundary_that_leaves_nothing_or_crosses_another_fragment_is_refused(
    project: Project,
) -> None:
    made = done(project, tag(at(project, "Ann"), BOOK, BEN, QUOTE))
    article, start, end = at(project).article, made.start or 0, made.end or 0
    for edge, position in (("end", start), ("start", end), ("end", len(TEXT) + 1)):
        with pytest.raises(UserError, match="delete the annotation"):
            with_boundary(article, made, 0, edge, position)


def test_selected_words_or_the_fragment_at_the_caret_are_taken_out_of_an_annotation(
    project: Project,
) -> None:
    made = done(project, tag(at(project, "said Ann Lee"), BOOK, BEN, QUOTE))
    start = made.start or 0
    middle = without_part(TEXT, made, 0, (start + 5, start + 8))
    assert fragments(middle) == ["said", "Lee"]
    project.apply(middle)
    parted = project.get(Annotation, made.id)
    assert parted is not None
    assert fragments(without_part(TEXT, parted, start + 1, None)) == ["Lee"]
    assert fragments(without_part(TEXT, parted, start, (start, start + 3))) == ["d", "Lee"]
    with pytest.raises(UserError, match="part that is to go"):
        without_part(TEXT, parted, start + 6, None)
    with pytest.raises(UserError, match="None of the selected words"):
        without_part(TEXT, parted, start, (start + 5, start + 8))
    with pytest.raises(UserError, match="delete the annotation"):
        without_part(TEXT, made, start, None)
    with pytest.raises(UserError, match="take this part away"):
        with_boundary(at(project).article, parted, 1, "end", start)


def test_a_paragraph_is_left_out_and_taken_in_again(project: Project) -> None:
    edit = excluded_or_not(at(project, caret="rained"))
    assert edit == Exclude("a", ((TEXT.index("It"), len(TEXT)),))
    assert edit is not None
    project.apply(edit)
    edit = excluded_or_not(at(project, "rained"))
    assert edit is not None
    project.apply(edit)
    found = project.get(Article, "a")
    assert found is not None
    assert [TEXT[one.start : one.end] for one in found.excluded] == ["It ", " on."]
    assert excluded_or_not(at(project, caret="\n\nIt")) is not None
