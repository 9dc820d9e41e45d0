"""What each view says of a few labels, by hand."""

import pytest
from made_facts import figures, made_article, made_facts, made_label, mark_at

from annotator.analysis.insights.attributes import attribute, offered_attributes
from annotator.analysis.insights.facts import Facts, PartyFact
from annotator.analysis.insights.insight import MEAN, Insight, InsightShape
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.usual import judging_field, naming_field
from annotator.analysis.insights.views import VIEWS
from annotator.domain.actor_variables import ActorVariable, ActorVariableType
from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    Field,
    FieldType,
    LinkRule,
    ScaleStep,
)
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.workflow.insights.asking import insight

ACTORS = (
    Actor(id="p1", name="Ida Berg", values={"age": {"value": "40"}, "born": {"value": "1985"}}),
    Actor(id="p2", name="Jo Lind", became="p1"),
)
IS = LinkRule(type="is", name="Is", ends=("actor",))
SAID_BY = LinkRule(type="said_by", name="Said by", ends=("source", "actor"))
WITHOUT_NAMING = Codebook(
    title="Small",
    codes=(
        Code(id="quote", name="Quote", links=(SAID_BY,)),
        Code(id="source", name="S", links=(IS,)),
    ),
)


def ask(facts: Facts, view: str, **asked: object) -> Insight:
    return insight(facts, InsightQuestion(view=view, **asked))  # type: ignore[arg-type]


@pytest.mark.parametrize("view", VIEWS, ids=lambda one: one.id)
def test_a_view_of_nothing_has_no_marks_and_what_it_offers_can_be_counted_by(view: object) -> None:
    facts = made_facts()
    assert not ask(facts, view.id).marks  # type: ignore[attr-defined]
    for ident in (*view.row_offers, *view.column_offers):  # type: ignore[attr-defined]
        assert attribute(facts, ident).names == () or ident in ("stance", "judgement")


def test_the_views_are_told_apart() -> None:
    ids = [one.id for one in VIEWS]
    assert ids[:7] == ["voice", "named", "frames", "tones", "sentiment", "topics", "audit"]
    assert len(set(ids)) == len(ids)


# Several who speak


def test_what_several_say_is_counted_for_each_with_what_is_their_own() -> None:
    minister = PartyFact(actor="p1", role="politician")
    aide = PartyFact(words="an aide", role="official", code="source", values={"naming": "by_role"})
    both = made_label(speakers=(minister, aide))
    facts = made_facts(made_article([both, made_label(role="official")]), actors=ACTORS)
    found = ask(facts, "named", rows="role")
    assert figures(found) == {("politician", "named"): (1, 1), ("official", "by_role"): (1, 1)}
    assert [mark.labels for mark in found.marks] == [(0,), (0,)]
    assert figures(ask(facts, "voice", rows="speaker")) == {("p1", "politician"): (1, 1)}
    of_all = ask(facts, "voice", rows="all")
    assert figures(of_all) == {("all", "politician"): (1, 2), ("all", "official"): (2, 2)}


# Named and anonymous


def test_how_a_source_is_named_is_the_answer_of_the_codebook() -> None:
    source = PartyFact(words="an aide", code="source", values={"naming": "anonymous"})
    labels = [
        made_label(speakers=(source,)),
        made_label(speakers=(PartyFact(words="she", code="source"),)),
        made_label(speaker="p1"),
        made_label(),
    ]
    found = ask(made_facts(made_article(labels, outlet="o"), actors=ACTORS), "named")
    assert figures(found) == {
        ("o", "named"): (1, 3),
        ("o", "anonymous"): (1, 3),
        ("o", "nobody"): (1, 3),
    }
    assert [one.name for one in found.columns] == ["Named", "Anonymous", "Nobody named"]
    assert found.notes == (
        "1 label of Quote has a source of which nobody has said how it is named.",
    )


def test_without_such_a_field_actors_are_named_and_words_are_not() -> None:
    labels = [
        made_label(speaker="p1"),
        made_label(role="expert"),
        made_label(),
        made_label("source"),
    ]
    facts = made_facts(made_article(labels, outlet="o"), actors=ACTORS, codebook=WITHOUT_NAMING)
    assert naming_field(WITHOUT_NAMING) is None
    found = ask(facts, "named", codes=("quote", "source"))
    assert figures(found) == {
        ("o", "named"): (1, 4),
        ("o", "not_named"): (2, 4),
        ("o", "nobody"): (1, 4),
    }


def test_a_field_of_another_name_is_found_by_its_choices() -> None:
    choices = (Choice("by_name", "By name"), Choice("unnamed", "Unnamed"))
    kind = Field(id="how", name="How", type=FieldType.CHOICE, choices=choices)
    plain = Field(id="kind", name="Kind", type=FieldType.CHOICE, choices=(Choice("a", "A"),))
    book = Codebook(codes=(Code(id="voice", name="V", links=(IS,), fields=(plain, kind)),))
    found = naming_field(book)
    assert found is not None
    assert found.id == "voice.how"


# Tones and sentiment


def test_tones_have_all_steps_and_a_mean_that_is_a_mark_of_its_own() -> None:
    articles = [
        made_article([made_label("tone", values={"tone": one})], outlet="o") for one in (-2, -1, 2)
    ]
    found = ask(made_facts(*articles), "tones")
    assert found.shape is InsightShape.BALANCE
    assert [one.id for one in found.columns] == ["-2", "-1", "0", "1", "2"]
    assert figures(found) == {
        ("o", "-2"): (1, 3),
        ("o", "-1"): (1, 3),
        ("o", "2"): (1, 3),
        ("o", MEAN): (3, 0),
    }
    mean = mark_at(found, "o", MEAN)
    assert mean.value == pytest.approx(-1 / 3)
    assert mean.share is None
    assert mean.labels == (0, 1, 2)
    assert found.value_title == "Mean of “Overall tone”"
    assert found.records()[-1]["column_name"] == "Mean"


def test_the_tone_of_codes_that_are_asked_for_is_their_own_scale() -> None:
    labels = [made_label("sentiment", values={"polarity": 1})]
    found = ask(made_facts(made_article(labels, outlet="o")), "tones", codes=("sentiment",))
    assert found.column_title == "Sentiment: Polarity"
    assert mark_at(found, "o", MEAN).value == 1


def test_what_is_no_scale_has_no_mean_to_be_asked_for() -> None:
    with pytest.raises(UserError, match="no scale"):
        ask(made_facts(), "tones", columns="role")
    with pytest.raises(UserError, match="balance"):
        ask(made_facts(), "sentiment", columns="role")


def test_a_codebook_without_a_scale_has_no_tones() -> None:
    assert judging_field(WITHOUT_NAMING) is None
    facts = made_facts(made_article([made_label()], outlet="o"), codebook=WITHOUT_NAMING)
    assert not ask(facts, "tones", codes=("quote",)).marks


def test_sentiment_is_of_all_targets_or_of_one_by_outlet() -> None:
    labels = [
        made_label("sentiment", target="p1", polarity=2.0),
        made_label("sentiment", target="p1", polarity=-1.0),
        made_label("sentiment", polarity=-1.0),
        made_label("sentiment", target="p1"),
    ]
    facts = made_facts(made_article(labels, outlet="o"), actors=ACTORS)
    every = ask(facts, "sentiment")
    assert figures(every) == {
        ("p1", "against"): (1, 2),
        ("p1", "for"): (1, 2),
        ("p1", MEAN): (2, 0),
    }
    assert mark_at(every, "p1", MEAN).value == 0.5
    assert [one.id for one in every.columns] == ["against", "neither", "for"]
    assert every.notes == (
        "1 label of Sentiment has no target that is a known actor.",
        "1 label of Sentiment has no stance.",
    )
    for target in ("p1", "p2"):  # who has become another is that one
        one = ask(facts, "sentiment", target=target)
        assert (one.row_title, one.labels) == ("Outlet", 2)
    with pytest.raises(UserError):
        ask(facts, "sentiment", target="nobody")


def test_scales_of_different_lengths_are_told() -> None:
    steps = [tuple(ScaleStep(n) for n in range(-most, most + 1)) for most in (1, 2)]
    codes = tuple(
        Code(id=name, name=name, fields=(Field(id="s", name="S", type=FieldType.SCALE, steps=one),))
        for name, one in zip("ab", steps, strict=True)
    )
    labels = [made_label(one, target="p1", polarity=1.0) for one in "ab"]
    facts = made_facts(made_article(labels), actors=ACTORS, codebook=Codebook(codes=codes))
    assert "Scales of different lengths" in " ".join(
        ask(facts, "sentiment", codes=("a", "b")).notes
    )
    assert "Scales" not in " ".join(ask(facts, "sentiment", codes=("a",)).notes)


# Audits


def audited(**asked: object) -> Insight:
    labels = [made_label(role=one) for one in ("expert", "expert", "citizen", "business")]
    return ask(made_facts(made_article(labels, outlet="o")), "audit", **asked)


def test_an_audit_says_how_far_shares_are_from_those_wanted() -> None:
    found = audited(wanted={"expert": 0.3, "Citizen": 0.3, "celebrity": 0.2})
    assert [one.id for one in found.rows] == ["business", "expert", "citizen", "celebrity"]
    assert figures(found) == {
        ("business", "all"): (1, 4),
        ("expert", "all"): (2, 4),
        ("citizen", "all"): (1, 4),
        ("celebrity", "all"): (0, 4),
    }
    compared = {one.row: (one.wanted, one.value) for one in found.marks}
    assert compared["business"] == (None, None)
    assert compared["expert"] == (0.3, pytest.approx(0.2))
    assert compared["citizen"] == (0.3, pytest.approx(-0.05))
    assert compared["celebrity"] == (0.2, pytest.approx(-0.2))
    assert "What is wanted is 80 % of all; nothing is said of the rest." in found.notes


def test_what_is_wanted_is_shown_however_few_rows_are() -> None:
    found = audited(wanted={"celebrity": 0.5, "business": 0.5}, most=1)
    assert [one.id for one in found.rows] == ["business", "celebrity", "*others*"]
    assert figures(found)["*others*", "all"] == (3, 4)


def test_without_a_benchmark_an_audit_says_so() -> None:
    found = audited()
    assert "No benchmark is given to compare with." in found.notes
    assert {one.value for one in found.marks} == {None}


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"expert": 1.5}, "no share"),
        ({"expert": -0.1}, "no share"),
        ({"expert": float("nan")}, "no share"),
        ({"expert": 0.7, "citizen": 0.7}, "more than all"),
        ({"wizard": 0.7}, "no wizard"),
    ],
)
def test_a_benchmark_that_is_none_is_refused(wanted: dict[str, float], why: str) -> None:
    with pytest.raises(UserError, match=why):
        audited(wanted=wanted)


# Sensitive variables


def test_nothing_is_counted_by_what_is_sensitive_unless_asked_for() -> None:
    variables = (
        ActorVariable("age", "Age", sensitive=True),
        ActorVariable("born", "Born", ActorVariableType.NUMBER),
    )
    labels = [made_label(speaker="p1")]
    facts = made_facts(made_article(labels, outlet="o"), actors=ACTORS, variables=variables)
    assert figures(ask(facts, "voice", columns="actor.born")) == {("o", "1985"): (1, 1)}
    assert figures(ask(facts, "voice", columns="actor.age", sensitive=True)) == {
        ("o", "40"): (1, 1)
    }
    for view in ("voice", "audit", "topics", "tones", "sentiment"):
        with pytest.raises(UserError, match="sensitive"):
            ask(facts, view, rows="actor.age")
    ids = [one for one, _ in offered_attributes(facts)]
    assert "actor.born" in ids
    assert "actor.age" not in ids
    assert "actor.age" in dict(offered_attributes(facts, sensitive=True))


def test_what_there_is_none_of_is_refused_without_naming_what_is_sensitive() -> None:
    facts = made_facts(variables=[ActorVariable("age", "Age", sensitive=True)])
    with pytest.raises(UserError) as refused:
        attribute(facts, "height")
    assert "age" not in (refused.value.remedy or "").split(", ")


@pytest.mark.parametrize("ident", ["actor.nonsense", "actor", "actor.", "meta", "meta.nonsense"])
def test_what_nothing_has_is_refused(ident: str) -> None:
    facts = made_facts(made_article([made_label(speaker="p1")], outlet="o"), actors=ACTORS)
    with pytest.raises(UserError, match="is nothing to count by"):
        attribute(facts, ident)


def test_metadata_that_is_called_as_something_else_is_counted_by() -> None:
    facts = made_facts(made_article([made_label(role="expert")], kind="Feature", day="Monday"))
    assert figures(ask(facts, "voice", rows="meta.kind")) == {("feature", "expert"): (1, 1)}
    assert "meta.day" in dict(offered_attributes(facts))


def test_what_is_another_for_each_article_is_not_offered_but_can_be_counted_by() -> None:
    label = made_label(role="expert")
    meta = {"url": "https://a.example/1", "probability": "0.5", "published": "2025-05-01"}
    facts = made_facts(made_article([label], **meta, desk="News"))
    ids = [one for one, _ in offered_attributes(facts) if one.startswith("meta.")]
    assert ids == ["meta.desk"]
    assert figures(ask(facts, "voice", rows="meta.probability")) == {("0.5", "expert"): (1, 1)}


def test_what_is_all_numbers_comes_in_their_order() -> None:
    variable = ActorVariable("seats", "Seats", ActorVariableType.NUMBER)
    actors = [
        Actor(id=f"a{n}", name=f"A{n}", values={"seats": {"value": n}}) for n in (100, 9, 20, 2.5)
    ]
    labels = [made_label(speaker=one.id) for one in actors]
    articles = (
        made_article([one], page=page) for one, page in zip(labels, (10, 9, 8, 100), strict=True)
    )
    facts = made_facts(*articles, actors=actors, variables=[variable])
    found = ask(facts, "voice", rows="meta.page", columns="actor.seats")
    assert [one.name for one in found.rows] == ["8", "9", "10", "100"]
    assert [one.name for one in found.columns] == ["2.5", "9", "20", "100"]


def test_a_share_wanted_of_one_of_several_with_the_same_name_is_refused() -> None:
    actors = [Actor(id=one, name="Kim") for one in ("k1", "k2")]
    facts = made_facts(made_article([made_label(speaker="k1 k2")]), actors=actors)
    with pytest.raises(UserError, match="Several are called Kim"):
        ask(facts, "audit", rows="speaker", wanted={"Kim": 0.5})
    found = ask(facts, "audit", rows="speaker", wanted={"k2": 0.5})
    assert mark_at(found, "k2", "all").wanted == 0.5
