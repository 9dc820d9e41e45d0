"""Finding words in a project: texts, labels, notes and actors, as far as they may be seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from work import costs

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.searching.finding import SearchWish, find
from annotator.workflow.searching.hits import Hit, HitSort, SearchPlace, in_order, write_hits
from annotator.workflow.searching.sought import Sought
from annotator.workflow.visibility import visibility_of

EVERYWHERE = frozenset(SearchPlace)
ARTICLES = (
    ("a1", "Talks", "The truce holds. A truce is a pause,\nsays Ana.", "The Herald", "2025-05-19"),
    ("a2", "Markets", "No truce on markets; tRuce.", "AFP", "2025-05-20"),
    ("a3", "Sport", "The cup is won.", "AFP", "2025-05-21"),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codebook = Codebook(codes=(Code(id="quote", name="Quote"),))
    with Project.create(tmp_path / "p.annotator", codebook=codebook) as made:
        made.coder = "ben"
        articles = tuple(
            NewArticle(id=i, title=t, text=x, meta={"outlet": o, "published": p})
            for i, t, x, o, p in ARTICLES
        )
        made.apply(ImportRecords(articles=articles))
        made.apply(Tag(id="b1", article="a1", code="quote", fragments=((0, 9),)))
        made.apply(SetNote("b1", "a truce, really?"))
        made.apply(AddComment(id="c1", annotation="b1", text="Is it a truce?"))
        made.apply(PutActor(Actor(id="m", name="The truce party", aliases=("Truce now",))))
        made.coder = "ana"
        made.apply(Tag(id="t1", article="a2", code="quote", fragments=((3, 8), (21, 26))))
        yield made


def sight(project: Project, handle: str = "ana") -> Visibility:
    return visibility_of(project, coder_id(handle))


def found(
    project: Project, words: str, *, handle: str = "ana", within: str = "", **sought: bool
) -> list[tuple[str, str, str]]:
    wish = SearchWish(Sought(words, **sought), EVERYWHERE, within)
    hits = [one for few in find(project, wish, sight(project, handle)) for one in few]
    return [(one.place.value, one.article.id, one.hit) for one in hits]


def in_texts(project: Project, words: str = "truce", within: str = "") -> list[Hit]:
    wish = SearchWish(Sought(words), within=within)
    return [one for few in find(project, wish, sight(project)) for one in few]


def test_words_are_found_wherever_they_are(project: Project) -> None:
    assert found(project, "truce", handle="ben") == [
        ("text", "a1", "truce"),
        ("text", "a1", "truce"),
        ("text", "a2", "truce"),
        ("text", "a2", "tRuce"),
        ("labels", "a1", "truce"),
        ("notes", "a1", "truce"),
        ("notes", "a1", "truce"),
        ("actors", "", "truce"),
        ("actors", "", "Truce"),
    ]


def test_labels_of_colleagues_and_notes_on_them_are_never_found_before_one_may_see_them(
    project: Project,
) -> None:
    blind = found(project, "truce")
    assert ("labels", "a1", "truce") not in blind
    assert not [one for one in blind if one[0] == "notes"]
    assert [one for one in blind if one[0] == "labels"] == [
        ("labels", "a2", "truce"),
        ("labels", "a2", "tRuce"),
    ]
    project.apply(SetStatus("a1", WorkStatus.DONE))
    assert ("labels", "a1", "truce") in found(project, "truce")
    assert len([one for one in found(project, "truce") if one[0] == "notes"]) == 2


def test_a_hit_says_where_it_is_in_the_text_with_the_words_around_it(project: Project) -> None:
    last = in_texts(project)[1]
    text = ARTICLES[0][2]
    assert text[last.start : last.end] == "truce"
    assert (last.left, last.right) == ("The truce holds. A ", " is a pause, says Ana.")
    assert last.article.outlet == "The Herald"


def test_a_hit_in_a_later_part_of_a_label_has_the_place_of_its_own(project: Project) -> None:
    wish = SearchWish(Sought("tRuce", case=True), frozenset((SearchPlace.LABELS,)))
    (one,) = [hit for few in find(project, wish, sight(project)) for hit in few]
    assert ARTICLES[1][2][one.start : one.end] == "tRuce"
    assert one.annotation == "t1"
    assert one.what == "Quote, ana"


def test_the_filter_of_the_list_narrows_it(project: Project) -> None:
    assert {one.article.id for one in in_texts(project, within="outlet:afp")} == {"a2"}
    assert not in_texts(project, within="outlet:afp pause")
    assert not [one for one in found(project, "truce", within="outlet:afp") if one[0] == "actors"]
    with pytest.raises(UserError, match="no condition"):
        in_texts(project, within="foo:bar")


def test_an_expression_is_looked_for_in_every_text(project: Project) -> None:
    assert [one[1:] for one in found(project, r"pau\w+|c[ou]p", regex=True)] == [
        ("a1", "pause"),
        ("a3", "cup"),
    ]


def test_a_word_of_the_index_keeps_other_texts_from_being_read(project: Project) -> None:
    in_texts(project, "pause")
    with costs(project) as few:
        in_texts(project, "pause")
    more = tuple(
        NewArticle(id=f"m{n}", title=str(n), text=f"Nothing is here {n}.") for n in range(300)
    )
    project.apply(ImportRecords(articles=more))
    with costs(project) as many:
        in_texts(project, "pause")
    assert many.statements["SELECT"] == few.statements["SELECT"]
    assert many.rows == few.rows


@pytest.mark.parametrize(
    ("by", "ids"),
    [
        (HitSort.ARRIVAL, ["holds", "is", "on", ""]),
        (HitSort.LEFT, ["is", "", "on", "holds"]),
        (HitSort.RIGHT, ["", "holds", "is", "on"]),
        (HitSort.ARTICLE, ["on", "", "holds", "is"]),
        (HitSort.OUTLET, ["on", "", "holds", "is"]),
        (HitSort.PUBLISHED, ["holds", "is", "on", ""]),
    ],
)
def test_hits_are_sorted_by_what_stands_around_them_and_by_their_articles(
    project: Project, by: HitSort, ids: list[str]
) -> None:
    hits = in_texts(project)
    order = in_order(hits, by, collate=str.casefold)
    firsts = [(hits[place].right.split() or [""])[0].strip(".;") for place in order]
    assert firsts == ids
    assert sorted(in_order(hits, by, descending=True, collate=str.casefold)) == sorted(order)


def test_hits_are_written_as_a_table(project: Project, tmp_path: Path) -> None:
    write_hits(tmp_path / "hits.csv", in_texts(project, "pause"))
    lines = (tmp_path / "hits.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("article_id,article,outlet,published,in,of,start,end,left,hit,right")
    assert lines[1].startswith("a1,Talks,The Herald,2025-05-19,text,,30,35,The truce")


def test_the_first_label_that_names_an_actor_is_one_that_may_be_seen(project: Project) -> None:
    assert project.searching.first_naming("m", sight(project)) is None


def test_a_word_is_found_whether_its_accents_are_typed_with_it_or_after_it(
    project: Project,
) -> None:
    texts = ("A résumé.", "A re\u0301sume\u0301.")
    articles = tuple(NewArticle(id=f"r{n}", title="R", text=text) for n, text in enumerate(texts))
    project.apply(ImportRecords(articles=articles))
    for words in ("résumé", "re\u0301sume\u0301", "re\u0301s*", '"a re\u0301sume\u0301"'):
        assert [article for _, article, _ in found(project, words)] == ["r0", "r1"]
