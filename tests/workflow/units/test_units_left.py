"""How many units are left is counted where articles are listed, and can be filtered by."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import NONE, AskedUnit, Code, Codebook, CodeState, Scope
from annotator.domain.edits.articles import Exclude, NewArticle
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.reading.filtering import filtered, parse
from annotator.store.reading.unit_counts import UnitsLeft
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.units.answering import answering
from annotator.workflow.units.asking import left_in_words
from annotator.workflow.units.walk import UnitWalk

TEXT = "One said so. Two did not.\nThree came.\n\nFour went! Five, too."
TOPIC = Code(id="topic", name="Topic", unit=AskedUnit.PARAGRAPH)
CLAIM = Code(id="claim", name="Claim", unit=AskedUnit.SENTENCE)
WHOLE = Code(id="whole", name="Whole", scope=Scope.ARTICLE, unit=AskedUnit.ARTICLE)
FREE = Code(id="quote", name="Quote")
ASKED = 3 + 5 + 1


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    book = Codebook(codes=(TOPIC, CLAIM, WHOLE, FREE))
    with Project.create(tmp_path / "p.annotator", codebook=book) as made:
        made.coder = "ana"
        texts = tuple(NewArticle(id=one, title=one.upper(), text=TEXT + one) for one in "abc")
        made.apply(ImportRecords(articles=texts))
        yield made


def answer(project: Project, article: str, most: int = ASKED, coder: str = "ana") -> None:
    project.coder = coder
    walk = UnitWalk()
    visibility = Visibility(coder=coder_id(coder))
    walk.read(OpenArticle.load(project, article), project.codebook(), visibility)
    for one in walk.asked[:most]:
        project.apply(answering(project, coder_id(coder), article, one, NONE))


def found(project: Project, words: str, coder: str = "ana") -> list[str]:
    """Return what the list finds, which is what the rows say, too."""
    rows = [row.id for row in filtered(project, words, coder)]
    visibility = Visibility(coder=coder_id(coder))
    listing = project.listing
    numbers = listing.found(parse(words), visibility, listing.of_texts)
    assert numbers is not None
    assert sorted(listing.ids(numbers).values()) == sorted(rows)
    only = [number for number in listing.numbers() if number in numbers][:1]
    assert listing.found(parse(words), visibility, listing.of_texts, only) == only
    return rows


def left(project: Project, coder: str = "ana") -> dict[str, UnitsLeft]:
    listing = project.listing
    numbers = listing.numbers()
    ids = listing.ids(numbers)
    return {ids[n]: one for n, one in listing.units_left(coder_id(coder), numbers).items()}


def test_articles_with_open_units_are_found(project: Project) -> None:
    answer(project, "a")
    answer(project, "b", 4)
    answer(project, "c", coder="ben")
    assert found(project, "units:answered") == ["a"]
    assert found(project, "units:open") == ["b", "c"]
    assert found(project, "-units:open") == ["a"]
    assert found(project, "units:open", "ben") == ["a", "b"]
    assert found(project, "units:odd") == []


def test_the_list_says_how_many_are_left_where_somebody_has_begun(project: Project) -> None:
    answer(project, "a")
    answer(project, "b", 4)
    assert left(project) == {"a": UnitsLeft(0, ASKED), "b": UnitsLeft(ASKED - 4, ASKED)}
    assert left(project, "ben") == {}
    assert left_in_words(*left(project)["b"]) == "5 of 9 units open"
    assert left_in_words(*left(project)["a"]) == ""


def test_what_is_left_out_and_retired_is_asked_no_longer(project: Project) -> None:
    answer(project, "b", 4)
    project.apply(Exclude(article="b", ranges=((TEXT.index("Four"), len(TEXT) + 1),)))
    assert left(project)["b"] == UnitsLeft(3, 7)  # what was answered stays a unit
    claim = next(one for one in project.codebook().codes if one.id == "claim")
    project.apply(PutCode(structs.replace(claim, state=CodeState.RETIRED)))
    assert left(project)["b"] == UnitsLeft(1, 4)


def test_an_answer_that_is_taken_back_is_open_again(project: Project) -> None:
    answer(project, "a")
    project.undo()
    assert left(project)["a"] == UnitsLeft(1, ASKED)
    assert found(project, "units:answered") == []
    assert len(project.find(Annotation)) == ASKED - 1


def test_without_codes_of_units_nothing_is_open(tmp_path: Path) -> None:
    with Project.create(tmp_path / "q.annotator", codebook=Codebook(codes=(FREE,))) as made:
        made.coder = "ana"
        made.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=TEXT),)))
        assert found(made, "units:open") == []
        assert found(made, "units:answered") == []
        assert left(made) == {}
