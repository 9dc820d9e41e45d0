"""What records must fulfil to be kept, and what a refusal says."""

from typing import Any

import pytest
from memory import Memory, put
from msgspec.structs import replace

from annotator.domain.annotation import Annotation, Decision, Link, Verdict, make_link
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.codebook import Code, CodeState, FieldType, LinkRule, Scope
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Fragment, Record
from annotator.domain.rules import check_fragments


def refusal(memory: Memory, *records: Record) -> str:
    """Return why the records are refused; nothing of them may stay."""
    before = list(memory.history)
    with pytest.raises(UserError) as refused:
        memory.do(put(*records))
    assert memory.history == before
    return str(refused.value)


def me(memory: Memory) -> str:
    return memory.find(Coder)[0].id


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([(0, 0)], "fragments: [0, 0) is no stretch of a text of 5."),
        ([(3, 2)], "fragments: [3, 2) is no stretch of a text of 5."),
        ([(-1, 2)], "fragments: [-1, 2) is no stretch of a text of 5."),
        ([(4, 6)], "fragments: [4, 6) is no stretch of a text of 5."),
        ([(0, 3), (2, 4)], "fragments: Fragments overlap or are out of order."),
        ([(2, 3), (0, 1)], "fragments: Fragments overlap or are out of order."),
    ],
)
def test_fragments_lie_in_the_text_in_order(pairs: list[tuple[int, int]], sentence: str) -> None:
    check_fragments((Fragment(0, 2), Fragment(2, 5)), 5)
    with pytest.raises(UserError) as refused:
        check_fragments(tuple(Fragment(*pair) for pair in pairs), 5)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"id": "b", "text_sha256": "00"}, "article b: The article's text is missing."),
        ({"length": 3}, "article a: The article's length is wrong."),
        (
            {"excluded": (Fragment(0, 99),)},
            "fragments: [0, 99) is no stretch of a text of 33.",
        ),
        (
            {"title": "\ud83d"},
            "article 'a': It holds half a character (a lone surrogate). Type it again.",
        ),
    ],
)
def test_articles(memory: Memory, changes: dict[str, Any], sentence: str) -> None:
    assert refusal(memory, replace(memory.need(Article, "a"), **changes)) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"article": "gone"}, "annotation q: There is no article gone."),
        ({"code": "gone"}, "annotation q: There is no code gone."),
        ({"coder": "gone"}, "annotation q: There is no coder gone."),
        (
            {"fragments": (), "texts": (), "contexts": ()},
            "annotation q: Quote is applied to a stretch of text.",
        ),
        ({"code": "tone"}, "annotation q: Tone is applied to the whole article."),
        (
            {"fragments": (Fragment(0, 99),)},
            "fragments: [0, 99) is no stretch of a text of 33.",
        ),
        (
            {"fragments": (Fragment(0, 9), Fragment(27, 33))},
            "annotation q: The annotation's text is not what stands there.",
        ),
        (
            {"contexts": (("", ""), ("", ""))},
            "annotation q: The annotation's text is not what stands there.",
        ),
        ({"values": {"gone": 1}}, "annotation q: Quote has no field “gone”."),
        (
            {"values": {"stance": 7}},
            "annotation q: “7” is no answer to Quote – Stance. It takes -1 to 1.",
        ),
    ],
)
def test_annotations(memory: Memory, changes: dict[str, Any], sentence: str) -> None:
    assert refusal(memory, replace(memory.need(Annotation, "q"), **changes)) == sentence


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (
            make_link("gone", "cue", to="c"),
            "link cue of annotation gone: There is no annotation gone.",
        ),
        (
            make_link("q", "is", actor="mayor"),
            "link is of annotation q: Quote has no link “is”.",
        ),
        (
            make_link("q", "cue"),
            "link cue of annotation q: A link ends at one annotation or one actor.",
        ),
        (
            make_link("q", "target", to="c", actor="mayor"),
            "link target of annotation q: A link ends at one annotation or one actor.",
        ),
        (
            make_link("q", "cue", to="gone"),
            "link cue of annotation q: There is no annotation gone.",
        ),
        (
            make_link("q", "target", actor="gone"),
            "link target of annotation q: There is no actor gone.",
        ),
        (
            make_link("q", "cue", to="s"),
            "link cue of annotation q: “Cue” of Quote can't end at source.",
        ),
        (
            make_link("q", "cue", actor="mayor"),
            "link cue of annotation q: “Cue” of Quote can't end at actor.",
        ),
    ],
)
def test_links(memory: Memory, link: Link, sentence: str) -> None:
    assert refusal(memory, link) == sentence


def test_links_stay_within_an_article(memory: Memory) -> None:
    article = replace(memory.need(Article, "a"), id="b")
    source = replace(memory.need(Annotation, "s"), id="s2", article="b")
    sentence = "link said_by of annotation q: A link stays within one article."
    assert refusal(memory, article, source, make_link("q", "said_by", to="s2")) == sentence


@pytest.mark.parametrize(
    ("handle", "sentence"),
    [
        ("", "coder: A coder needs a handle without spaces around it."),
        (" ben", "coder: A coder needs a handle without spaces around it."),
        ("Gold", "coder: “Gold” is a reserved word. Choose another."),
        ("all", "coder: “all” is a reserved word. Choose another."),
        ("ANA", "coder: The handle ANA is taken. Choose another."),
        (
            "Roth, Ann",
            (
                "coder: The handle “Roth, Ann” has a comma, which stands between handles."
                " Choose one without."
            ),
        ),
    ],
)
def test_coders(memory: Memory, handle: str, sentence: str) -> None:
    assert refusal(memory, Coder(id="new", handle=handle)) == sentence


def test_an_actor_needs_a_name(memory: Memory) -> None:
    assert refusal(memory, Actor(id="x", name=" ")) == "actor: An actor needs a name."


def test_a_status_is_a_coders_on_an_article(memory: Memory) -> None:
    status = Status(id="x", article="gone", coder=me(memory), status=WorkStatus.DONE)
    assert refusal(memory, status) == "status: There is no article gone."
    status = replace(status, article="a", coder="gone")
    assert refusal(memory, status) == "status: There is no coder gone."


def test_a_decision_is_a_coders_on_an_annotation(memory: Memory) -> None:
    decision = Decision(
        id="x", annotation="gone", reviewer=me(memory), verdict=Verdict.ACCEPTED, at=""
    )
    assert refusal(memory, decision) == "decision: There is no annotation gone."
    decision = replace(decision, annotation="q", reviewer="gone")
    assert refusal(memory, decision) == "decision: There is no coder gone."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "code quote: A code needs a name."),
        ({"key": "s"}, "code quote: The key s is Source's. Choose another key, or none."),
        ({"parent": "gone"}, "code quote: There is no code gone."),
        (
            {"parent": "quote"},
            "code quote: Codes stand in at most 3 levels. Choose another code above it.",
        ),
    ],
)
def test_codes(memory: Memory, changes: dict[str, Any], sentence: str) -> None:
    assert refusal(memory, replace(memory.need(Code, "quote"), **changes)) == sentence


def test_codes_stand_in_three_levels_and_no_more(memory: Memory) -> None:
    one = replace(memory.need(Code, "speech"), parent="heading")
    two = replace(memory.need(Code, "source"), parent="speech")
    memory.do(put(one, two))
    sentence = "code cue: Codes stand in at most 3 levels. Choose another code above it."
    assert refusal(memory, replace(memory.need(Code, "cue"), parent="source")) == sentence


def test_a_retired_codes_key_is_free(memory: Memory) -> None:
    memory.do(put(replace(memory.need(Code, "cue"), key="O")))
    sentence = "code old: The key O is Cue's. Choose another key, or none."
    assert refusal(memory, replace(memory.need(Code, "old"), state=CodeState.ACTIVE)) == sentence


def test_a_code_in_use_keeps_what_its_annotations_have(memory: Memory) -> None:
    quote = memory.need(Code, "quote")
    q = replace(memory.need(Annotation, "q"), values={"kind": "odd"})
    memory.do(put(q, make_link("q", "said_by", to="s"), make_link("q", "target", actor="mayor")))
    used = "code Quote, which is in use: "
    fields = tuple(field for field in quote.fields if field.id != "kind")
    fields = tuple(replace(field, shown_if=None) for field in fields)
    assert refusal(memory, replace(quote, fields=fields)) == used + "Quote has no field “kind”."
    assert (
        refusal(memory, replace(quote, scope=Scope.ARTICLE))
        == used + "Quote is applied to the whole article."
    )
    assert (
        refusal(memory, replace(quote, links=quote.links[1:]))
        == used + "A link “said_by” to source is in the project. Remove such links first."
    )
    narrower = LinkRule(type="target", name="About", ends=("*",))
    assert (
        refusal(memory, replace(quote, links=(*quote.links[:2], narrower)))
        == used + "A link “target” to actor is in the project. Remove such links first."
    )
    memory.do(put(replace(quote, name="Quotation", links=quote.links, colour="#0072B2")))
    assert memory.need(Code, "quote").name == "Quotation"


def test_a_code_may_grow_while_in_use(memory: Memory) -> None:
    quote = memory.need(Code, "quote")
    more = replace(quote.fields[-1], id="more", name="More", type=FieldType.NUMBER)
    memory.do(put(replace(quote, fields=(*quote.fields, more))))
    assert memory.need(Code, "quote").field("more") == more
