"""After an edit, what was known of the other articles stands, and facts say what they say anew."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.analysis.insights.after_edit import take_over
from annotator.analysis.insights.attributes import attribute, offered_attributes
from annotator.analysis.insights.facts import ArticleFact, Attribute, Facts, LabelFact, PartyFact
from annotator.domain.people import Actor
from annotator.formats.files.codebook import default_codebook

BOOK = default_codebook()
ACTORS = {one: Actor(id=one, name=one.title(), kind="person") for one in ("ana", "ben")}
COLUMNS = ("numbers", "words", "polarity", "article_of")

parties = st.lists(
    st.builds(
        PartyFact,
        actor=st.sampled_from(("ana", "ben", "")),
        role=st.sampled_from(("politics", "Politics", "")),
        affiliation=st.sampled_from(("Greens", "greens", "")),
    ),
    max_size=2,
).map(tuple)
labels = st.builds(
    LabelFact,
    number=st.integers(1, 99),
    id=st.just("x"),
    code=st.sampled_from(("quote", "source", "frame", "tone")),
    layer=st.sampled_from(("c1", "c2", "gold")),
    origin=st.sampled_from(("human", "import")),
    start=st.just(0),
    words=st.integers(0, 9),
    values=st.sampled_from(({}, {"tone": 1}, {"tone": 2}, {"naming": "named"}, {"negated": True})),
    polarity=st.sampled_from((None, -1.0, 0.0, 1.0)),
    speakers=parties,
    targets=parties,
    concepts=st.sampled_from(((), ("a",), ("a", "b"))),
)
articles = st.builds(
    ArticleFact,
    id=st.just("a"),
    title=st.just("A"),
    meta=st.fixed_dictionaries(
        {},
        optional={
            "outlet": st.sampled_from(("AFP", "afp", "Post")),
            "published": st.sampled_from(("2025-05-19", "2025", "then")),
            "page": st.sampled_from((1, 2, 10)),
        },
    ),
    labels=st.lists(labels, max_size=4).map(tuple),
    cluster=st.sampled_from(("", "w0")),
)


def facts_of(found: Sequence[ArticleFact]) -> Facts:
    return Facts(
        found,
        codebook=BOOK,
        actors=ACTORS,
        variables=(),
        coders={"c1": "eva", "c2": "finn", "gold": "gold"},
        concepts={"a": "A", "b": "B"},
    )


def written(one: Attribute) -> Attribute:
    """Return an attribute that can be compared with others."""
    return replace(one, labels=one.labels.tolist(), categories=one.categories.tolist())  # type: ignore[arg-type] - for comparing


def said(facts: Facts) -> dict[str, Any]:
    """Return all that facts say, however they know it."""
    found: dict[str, Any] = {
        one: getattr(facts, one).tolist() for one in COLUMNS if one != "polarity"
    }
    found["polarity"] = list(map(str, facts.polarity))
    found["labels"] = facts.labels
    for name in ("codes", "layers"):
        ids, places = getattr(facts, name)
        found[name] = list(ids), places.tolist()
    return found | {one: written(attribute(facts, one)) for one, _ in offered_attributes(facts)}


@settings(max_examples=100)
@given(st.data())
def test_facts_after_edits_are_those_that_are_made_anew(data: st.DataObject) -> None:
    found = data.draw(st.lists(articles, min_size=1, max_size=5))
    facts = facts_of(found)
    said(facts)
    for _ in "ab":
        before, found = facts, list(found)
        for place in data.draw(st.sets(st.integers(0, len(found) - 1), max_size=2)):
            found[place] = data.draw(articles)
        facts = Facts(
            found,
            codebook=before.codebook,
            actors=before.actors,
            variables=before.variables,
            coders=before.coders,
            concepts=before.concepts,
        )
        take_over(facts, before)
        if data.draw(st.booleans()):
            assert said(facts) == said(facts_of(found))
