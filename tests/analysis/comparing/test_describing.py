import pytest
from compared import BOOK, layered, tagged
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.analysis.comparing.describing import LONGEST, describe, ends_in
from annotator.analysis.comparing.differences import compare
from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import Annotation, Link, make_link
from annotator.domain.codebook import Codebook
from annotator.domain.layers import GOLD
from annotator.domain.record import Fragment


def said(*annotations: Annotation, links: tuple[Link, ...] = (), book: Codebook = BOOK) -> str:
    article = layered(annotations, links)
    ends = ends_in(article, {"p1": "Maja Berg", "p2": "Dmitry\nPeskov"}.__getitem__)
    return describe(compare(article, "ana", "ben", book)[0], book, str.title, ends)


@pytest.mark.parametrize(
    ("phrases", "others", "words"),
    [
        (["the mayor said"], ["the mayor"], "Ana also “said”"),
        (["the mayor"], ["the mayor said on Monday"], "Ben also “said on Monday”"),
        (["mayor said on"], ["the mayor said"], "Ana also “on”; Ben also “the”"),
        (["We win", "and stay"], ["We win"], "Ana also “and stay”"),
        (["“We win"], ["We win"], "Ana also “"),
        (["“We win,”"], ["We win,"], "Ana also “ … ”"),
        (["“We win,” the mayor"], ["the mayor"], "Ana also “We win,”"),
        (["mayor "], ["mayor"], "Boundary: blanks only"),
        (["mayor", "said"], ["mayor said"], "Boundary: blanks only"),
        (
            ["stay.” Others, too, left early on Monday", "We win"],
            ["stay.” Others, too", "We win"],
            "Ana also “, left early on Monday”",
        ),
        (
            [" win,” the mayor said on Monday, “and "],
            ["mayor said on Monday"],
            "Ana also “win,” the … , “and”",
        ),
    ],
)
def test_another_boundary_is_told_by_the_words_that_one_has_more(
    phrases: list[str], others: list[str], words: str
) -> None:
    a = tagged("a1", "ana", "quote", *phrases)
    assert said(a, tagged("b1", "ben", "quote", *others)) == words


def test_other_answers_are_told_in_the_codebooks_words() -> None:
    a = tagged("a1", "ana", "frame", type="direct", loud=True, topics=["war", "money"])
    assert said(a, tagged("b1", "ben", "frame", type="indirect", loud=True)) == (
        "Type: Direct / Indirect; Topics: War, Money / –"
    )
    assert said(replace(a, values={"loud": False}), tagged("b1", "ben", "frame", stance=-1)) == (
        "Stance: – / −1; Loud: no / –"
    )


def test_a_scale_with_two_sides_is_told_with_signs() -> None:
    a = tagged("a1", "ana", "frame", stance=1)
    assert said(a, tagged("b1", "ben", "frame", stance=-1)) == "Stance: +1 / −1"


def test_other_links_are_told_by_what_they_end_at() -> None:
    a, b = tagged("a1", "ana", "quote", "We win"), tagged("b1", "ben", "quote", "We win")
    source = tagged("b2", "ben", "source", "the mayor")
    to_actor, other = make_link("a1", "said_by", actor="p2"), make_link("b1", "said_by", to="b2")
    assert said(a, b, links=(to_actor,)) == "Said by: Dmitry Peskov / –"
    assert said(a, b, source, links=(to_actor, other)) == "Said by: Dmitry Peskov / the mayor"
    match = compare(layered([a, b], [to_actor]), "ana", "ben", BOOK)[0]
    assert describe(match, BOOK, str) == "Said by: differs"


def test_another_code_and_a_lack_are_told_by_name() -> None:
    a, b = tagged("a1", "ana", "quote", "We win"), tagged("b1", "ben", "source", "We win")
    assert said(a, b) == "Code: Quote / Source"
    assert said(a) == "Only Ana"
    assert said(b) == "Only Ben"
    assert said(a, replace(a, id="b1", coder="ben")) == "No difference"
    gold = Match(article="a1", layers=("ana", GOLD), b=b, kinds=(Kind.ONLY_ONE,))
    assert describe(gold, BOOK, str) == "Only gold"


def test_what_the_codebook_lacks_is_told_by_its_id() -> None:
    a = tagged("a1", "ana", "quote", "We win", type="direct")
    b = tagged("b1", "ben", "quote", "We win", type="indirect")
    link = make_link("a1", "said_by", actor="p1")
    words = "type: direct / indirect; said_by: Maja Berg / –"
    assert said(a, b, links=(link,), book=Codebook()) == words
    other = replace(a, id="b1", coder="ben", code="source")
    assert said(a, other, book=Codebook()) == "Code: quote / source"


@given(st.text(min_size=1, max_size=120), st.data())
def test_a_description_is_one_short_line(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(text)))
    whole = Annotation(
        id="a1",
        article="a1",
        code="x",
        coder="ana",
        fragments=(Fragment(0, len(text)),),
        texts=(text,),
        values={"remark": text},
    )
    part = replace(whole, id="b1", coder="ben", fragments=(Fragment(0, cut),), texts=(text[:cut],))
    article = layered([whole, replace(part, values={})], text=text)
    words = describe(compare(article, "ana", "ben", BOOK, 0.0)[0], BOOK, lambda _one: text)
    assert 0 < len(words) <= LONGEST
    assert len(words.splitlines()) == 1
