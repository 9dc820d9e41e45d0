"""Searching, and what tables show of articles."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import words as pieces
from sequences import BOOK

from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import Exclude, NewArticle, RemoveArticles, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.edits.review import Settle
from annotator.domain.edits.team import Assign
from annotator.domain.record import Fragment
from annotator.store.project import Project

ARTICLES = {
    "talks": ("Truce talks", "They don't agree. The cease-fire holds; “no comment”."),
    "cafe": ("Café déjà vu", "A naïve Zürich banker — over \ud7ff and 北京 news."),
    "vote": ("Vote", "The agreed comment was: no. Ceasefire\0hidden\u2028soon."),
}


@pytest.fixture
def library(project: Project) -> Project:
    articles = tuple(NewArticle(id=i, title=t, text=x) for i, (t, x) in ARTICLES.items())
    project.apply(ImportRecords(articles=articles))
    project.apply(RemoveArticles(("a",)))
    return project


ALL = {*ARTICLES}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ALL),
        ("   ", ALL),
        ("?! — “”", ALL),
        ("comment", {"talks", "vote"}),
        ("COMMENT", {"talks", "vote"}),
        ("comm", {"talks", "vote"}),
        ("comm ", set()),
        ("comm*", {"talks", "vote"}),
        ("comm* no", {"talks", "vote"}),
        ("agree", {"talks", "vote"}),
        ("agree ", {"talks"}),
        ('"no comment"', {"talks"}),
        ('"no comm', {"talks"}),
        ('"comment no"', set()),
        ('holds "no comment" talks', {"talks"}),
        ("don't", {"talks"}),
        ("dont", set()),
        ("cease-fire", {"talks"}),
        ("cafe", {"cafe"}),
        ("CAFÉ deja", {"cafe"}),
        ("naive zurich", {"cafe"}),
        ("北京", {"cafe"}),
        ("truce holds", {"talks"}),
        ("truce vote", set()),
        ("NOT", set()),
        ("comment OR", set()),
        ('body: "x', set()),
        ("a\0b", {"cafe"}),
        ("hidden", {"vote"}),
        ("(comment", {"talks", "vote"}),
        ("comment)", {"talks", "vote"}),
        ("^comment", {"talks", "vote"}),
        ("mayor", set()),
    ],
)
def test_words_are_found_in_title_and_text(library: Project, words: str, found: set[str]) -> None:
    assert library.search(words) == found


@settings(max_examples=150)
@given(words=pieces | st.text(max_size=8))
def test_whatever_is_typed_is_a_search(shared: Project, words: str) -> None:
    assert shared.search(words) <= {"a"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("shared") / "p.annotator"
    with Project.create(path, codebook=BOOK) as made:
        made.apply(ImportRecords(articles=(NewArticle(id="a", title="T", text="“Said” she."),)))
        yield made


def test_a_removed_article_is_found_again_once_it_is_back(library: Project) -> None:
    assert library.search("mayor") == set()
    library.undo()
    assert library.search("mayor") == {"a"}


def test_a_table_row_says_who_has_done_what(project: Project) -> None:
    project.coder = "ben"
    project.apply(Tag(id="t", article="a", code="tone"))
    project.apply(SetStatus("a", WorkStatus.DONE))
    project.apply(Exclude("a", ((26, 33),)))
    (row,) = project.articles()
    assert (row.id, row.title, row.length, row.meta) == ("a", "Mayor waits", 33, {"outlet": "AFP"})
    assert row.excluded == (Fragment(26, 33),)
    assert row.annotations == {"ana": 2, "ben": 1}
    assert row.annotation_count == 3
    assert row.codes == {"quote": 1, "source": 1, "tone": 1}
    assert row.status_of("ben") is WorkStatus.DONE
    assert row.status_of("ana") is WorkStatus.IN_PROGRESS
    assert row.status_of("cleo") is WorkStatus.NEW


def test_gold_is_nobodys_and_a_row_can_be_seen_with_one_layer_alone(project: Project) -> None:
    project.coder = "lea"
    project.apply(Settle(take=("q",)))
    (row,) = project.articles()
    assert row.annotations == {"ana": 2}
    assert row.layers["gold"] == {"quote": 1}
    assert row.codes == {"quote": 2, "source": 1}
    own = row.of_layer("ana")
    assert (own.annotations, own.codes) == ({"ana": 2}, {"quote": 1, "source": 1})
    assert row.of_layer("lea").annotation_count == 0


def test_a_row_says_who_is_assigned(project: Project) -> None:
    project.apply(Assign((("a", "ana"), ("a", "ben"))))
    assert project.articles()[0].assigned == {"ana", "ben"}


def test_codes_are_counted_over_all_articles(project: Project) -> None:
    assert project.code_counts() == {"quote": 1, "source": 1}
    project.apply(Delete(("q",)))
    assert project.code_counts() == {"source": 1}


def test_links_within_an_article_are_those_of_its_annotations(project: Project) -> None:
    found = {(one.annotation, one.type) for one in project.links_within("a")}
    assert found == {("q", "said_by"), ("q", "target")}
    assert project.links_within("gone") == []


def test_a_note_touches_its_article_and_one_on_the_codebook_none(library: Project) -> None:
    on_article = library.apply(AddRemark(id="n1", text="Why?", article="cafe"))
    on_codebook = library.apply(AddRemark(id="n2", text="Why?"))
    assert library.touched_articles(on_article) == {"cafe"}
    assert library.touched_articles(on_codebook) == set()
