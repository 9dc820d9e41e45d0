"""A second quote's source and cue: what is tagged already is linked to it too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation, Link
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.visibility import Visibility
from annotator.formats.files.codebook import default_codebook
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.tagging import TaggingPlace, tag

TEXT = (
    "“You were trusted,” the judge said, “because you were one of their own.” He looked up.\n\n"
    "“It is over,” she added. “We go home.”\n\n"
    "“Yes.” “No.” Everybody left with Ann and Ben."
)
BOOK = default_codebook()
BEN = Visibility(coder=coder_id("ben"))


class Desk:
    """Somebody who codes with keys: what is selected stays so, as in the window."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.selected = ""
        self.owner = ""

    def press(self, key: str, words: str = "", *, again: bool = False, select: bool = False) -> str:
        """Press a code's key with the caret in some words, and tell what is selected then."""
        article = OpenArticle.load(self.project, "a")
        code = BOOK.by_key(key)
        assert article is not None
        assert code is not None
        start = TEXT.index(words)
        at = TaggingPlace(
            article=article,
            caret=start + 1,
            selection=(start, start + len(words)) if select else None,
            selected=article.annotations.get(self.selected) if not words or select else None,
            owner=self.owner,
        )
        tagged = tag(at, BOOK, BEN, code, again=again)
        if tagged.edit is not None:
            self.project.apply(tagged.edit)
        self.selected, self.owner = tagged.annotation, tagged.linked or self.owner
        found = self.project.get(Annotation, tagged.annotation)
        assert found is not None
        return found.text

    @property
    def links(self) -> set[tuple[str, str, str]]:
        """What each quote is linked to, in words."""

        def words(annotation: str | None) -> str:
            found = self.project.get(Annotation, annotation or "")
            return found.text if found is not None else ""

        found = self.project.find(Link)
        return {(words(one.annotation), one.type, words(one.target_annotation)) for one in found}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ben"
        article = NewArticle(id="a", title="A", text=TEXT, meta={"language": "en"})
        project.apply(ImportRecords(articles=(article,)))
        yield Desk(project)


FIRST, SECOND = "“You were trusted,”", "“because you were one of their own.”"


@pytest.mark.parametrize("keys", ["SC", "CS"])
def test_the_second_quote_of_a_sentence_takes_the_first_ones_source_and_cue(
    desk: Desk, keys: str
) -> None:
    for words in (FIRST, SECOND):
        assert desk.press("Q", words) == words
        for key in keys:
            assert desk.press(key) == {"S": "the judge", "C": "said"}[key]
    assert len(desk.project.find(Annotation)) == 4
    assert desk.links == {
        (words, link, end)
        for words in (FIRST, SECOND)
        for link, end in (("said_by", "the judge"), ("cue", "said"))
    }


def test_a_cue_goes_to_the_quote_at_hand_not_to_another_one_of_the_same_source(desk: Desk) -> None:
    desk.press("Q", FIRST)
    desk.press("S")
    desk.press("Q", SECOND)
    desk.press("S")
    desk.press("C")  # with the source selected, which is the source of both
    assert (SECOND, "cue", "said") in desk.links
    assert (FIRST, "cue", "said") not in desk.links


def test_a_source_whose_words_differ_a_little_is_taken_all_the_same(desk: Desk) -> None:
    start = TEXT.index("judge")
    made = Tag(id="mine", article="a", code="source", fragments=((start, start + 5),))
    desk.project.apply(made)
    desk.press("Q", FIRST)
    assert desk.press("S") == "judge"
    assert desk.links == {(FIRST, "said_by", "judge")}


def test_a_colleagues_source_is_not_taken(desk: Desk) -> None:
    desk.project.coder = "ana"
    start = TEXT.index("the judge")
    desk.project.apply(Tag(id="x", article="a", code="source", fragments=((start, start + 9),)))
    desk.project.coder = "ben"
    desk.press("Q", FIRST)
    desk.press("S")
    assert desk.selected != "x"


def test_where_none_is_found_the_only_one_of_the_paragraph_is_taken(desk: Desk) -> None:
    desk.press("S", "Ann", select=True)
    desk.press("Q", "“Yes.”")
    assert desk.press("S") == "Ann"
    assert desk.links == {("“Yes.”", "said_by", "Ann")}


def test_one_of_another_sentence_that_is_another_quotes_is_not_taken(desk: Desk) -> None:
    desk.press("Q", "“Yes.”")
    desk.press("S", "Ann", select=True)
    desk.selected = ""
    desk.press("Q", "“No.”")
    with pytest.raises(UserError, match="No source found beside it"):
        desk.press("S")
    assert desk.links == {("“Yes.”", "said_by", "Ann")}


def test_among_several_of_the_paragraph_the_coder_chooses(desk: Desk) -> None:
    for words in ("Ann", "Ben"):
        desk.selected = ""
        desk.press("S", words, select=True)
    desk.press("Q", "“No.”")
    with pytest.raises(
        UserError, match="Several are near that may be its source: select the words"
    ):
        desk.press("S")
    assert desk.press("S", "Ben", select=True) == "Ben"
    assert desk.links == {("“No.”", "said_by", "Ben")}
    assert len(desk.project.find(Annotation)) == 3


def test_a_cue_that_is_linked_is_selected_and_not_made_twice(desk: Desk) -> None:
    desk.press("Q", FIRST)
    desk.press("C")
    edits = len(desk.project.find(Annotation))
    assert desk.press("C") == "said"
    assert len(desk.project.find(Annotation)) == edits


def test_other_words_take_the_place_of_a_quotes_only_cue(desk: Desk) -> None:
    desk.press("Q", FIRST)
    quote = desk.selected
    desk.press("C")
    desk.selected = quote
    assert desk.press("C", "looked", select=True) == "looked"
    assert desk.links == {(FIRST, "cue", "looked")}
    # With the old cue selected, other words are another one's.
    assert desk.press("C", "added", select=True) == "added"
    assert desk.links == {(FIRST, "cue", "looked")}


def test_again_makes_a_second_one_where_one_is(desk: Desk) -> None:
    desk.press("Q", FIRST)
    desk.press("S")
    first = desk.selected
    desk.press("Q", SECOND)
    assert desk.press("S", again=True) == "the judge"
    assert desk.selected != first


REPORTED = "It rained for days. The committee said that it had considered the request. All left."


def test_of_a_sentence_that_reports_a_quote_is_the_reported_words(tmp_path: Path) -> None:
    with Project.create(tmp_path / "r.annotator", codebook=BOOK) as project:
        project.coder = "ben"
        article = NewArticle(id="a", title="A", text=REPORTED, meta={"language": "en"})
        project.apply(ImportRecords(articles=(article,)))
        found = dict[str, str]()
        for key in "QF":
            opened = OpenArticle.load(project, "a")
            code = BOOK.by_key(key)
            assert opened is not None
            assert code is not None
            place = tag(TaggingPlace(article=opened, caret=25), BOOK, BEN, code).place
            assert place is not None
            found[key] = REPORTED[slice(*place)]
        assert found["Q"] == "that it had considered the request"
        assert found["F"] == "The committee said that it had considered the request."
