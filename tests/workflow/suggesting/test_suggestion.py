"""What is suggested in an article, and what isn't any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from suggested import ANA, BOOK, FAIR, KEEP, OWN, TEXT, opened, place, proposing, quote, study
from suggested import suggested as found_in

from annotator.analysis.suggest import QuoteType
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, Field, FieldType, LinkRule
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import Exclude
from annotator.domain.edits.codebook import RetireCode
from annotator.domain.field_type_row import Choice
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refusal
from annotator.store.project import Project
from annotator.workflow.suggesting.codes import quote_codes
from annotator.workflow.suggesting.deciding import refuse
from annotator.workflow.suggesting.proposer import by_rules
from annotator.workflow.suggesting.suggestion import suggestions


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path) as made:
        yield made


def words(project: Project) -> list[str]:
    return [" … ".join(TEXT[f.start : f.end] for f in one.fragments) for one in found_in(project)]


def test_rules_suggest_quotes_with_cue_and_source_from_the_first_minute(project: Project) -> None:
    first, *_ = found_in(project)
    assert TEXT[first.start : first.end] == KEEP
    assert (first.code, first.type, first.by) == ("quote", QuoteType.DIRECT, "rules 1")
    assert first.values == {"quote_type": "direct"}
    assert first.cue is not None
    assert first.source is not None
    assert (TEXT[slice(*first.cue)], TEXT[slice(*first.source)]) == ("said", "Mayor Ines Falk")
    assert first.why
    assert FAIR in words(project)


def test_a_suggestion_is_the_same_again_by_its_id(project: Project) -> None:
    assert [one.id for one in found_in(project)] == [one.id for one in found_in(project)]
    assert len({one.id for one in found_in(project)}) == len(found_in(project))


def test_what_is_tagged_as_that_code_is_not_suggested(project: Project) -> None:
    start, end = place(KEEP)
    project.apply(Tag(id="q", article="a0", code="quote", fragments=((start + 1, end - 2),)))
    assert KEEP not in words(project)
    project.apply(Delete(("q",)))
    project.apply(Tag(id="s", article="a0", code="sentiment", fragments=((start, end),)))
    assert KEEP in words(project)


def test_a_colleagues_label_hides_nothing(project: Project) -> None:
    project.coder = "ben"
    project.apply(Tag(id="q", article="a0", code="quote", fragments=(place(KEEP),)))
    assert KEEP in words(project)


def test_what_was_refused_is_not_suggested_until_that_is_undone(project: Project) -> None:
    before = words(project)
    project.apply(refuse(found_in(project)[0]))
    assert words(project) == before[1:]
    project.undo()
    assert words(project) == before


def test_a_refusal_holds_for_a_place_that_is_nearly_the_same(project: Project) -> None:
    start, end = place(KEEP)
    refusal = Refusal(
        id="r", article="a0", coder=ANA, code="quote", fragments=(Fragment(start + 1, end - 1),)
    )
    shown = suggestions(opened(project), BOOK, by_rules(BOOK), [refusal], OWN)
    assert KEEP not in [TEXT[one.start : one.end] for one in shown]
    elsewhere = structs.replace(refusal, article="a9")
    shown = suggestions(opened(project), BOOK, by_rules(BOOK), [elsewhere], OWN)
    assert KEEP in [TEXT[one.start : one.end] for one in shown]


def test_nothing_is_suggested_in_what_is_excluded(project: Project) -> None:
    project.apply(Exclude("a0", (place(FAIR),)))
    assert FAIR not in words(project)


def test_a_quote_that_its_attribution_splits_is_one_suggestion(project: Project) -> None:
    parts = [
        structs.replace(quote(KEEP, cue="said"), group=1, part=0),
        structs.replace(quote("“Nobody leaves,”", source="she", score=0.7), group=1, part=1),
    ]
    (one,) = suggestions(opened(project), BOOK, proposing(*parts), (), OWN)
    assert one.fragments == (Fragment(*place(KEEP)), Fragment(*place("“Nobody leaves,”")))
    assert (one.cue, one.source, one.score) == (place("said"), place("she"), 0.7)
    assert one.why == ("It is said so.",)


def test_a_code_that_is_retired_is_not_suggested(project: Project) -> None:
    project.apply(RetireCode("quote"))
    assert by_rules(project.codebook()).in_use == ()
    shown = suggestions(opened(project), project.codebook(), by_rules(BOOK), (), OWN)
    assert shown == []


def test_nothing_is_read_to_tell_what_is_suggested(project: Project) -> None:
    for n in range(3):
        project.apply(Tag(id=f"s{n}", article="a0", code="sentiment", fragments=((n, n + 1),)))
    article = opened(project)
    project.close()
    assert suggestions(article, BOOK, by_rules(BOOK), (), OWN)


def test_a_codes_part_in_quotes_is_told_by_its_links_its_choices_or_its_name() -> None:
    kind = Field(
        id="how",
        name="How",
        type=FieldType.CHOICE,
        choices=(Choice("Direct", "Direct"), Choice("indirect", "Indirect")),
    )
    codes = (
        Code(id="claim", name="Claim", fields=(kind,)),
        Code(id="x1", name="Zitat"),
        Code(id="indirect_speech", name="Indirect speech", links=(_said_by("who"),)),
        Code(id="who", name="Who"),
        Code(id="technique", name="Technique", links=(_said_by("actor"),)),
    )
    claim, named, indirect = quote_codes(Codebook(codes=codes))
    assert (claim.kind_field, claim.kinds) == (
        "how",
        {QuoteType.DIRECT: "Direct", QuoteType.INDIRECT: "indirect"},
    )
    assert (named.quote.id, named.source, named.said_by) == ("x1", None, "")
    assert (indirect.source and indirect.source.id, indirect.said_by) == ("who", "said_by")
    assert indirect.takes == {QuoteType.INDIRECT}


def _said_by(end: str) -> LinkRule:
    return LinkRule(type="said_by", name="Said by", ends=(end,))


def test_each_type_of_quote_goes_to_the_code_that_is_for_it(project: Project) -> None:
    codes = (
        Code(id="direct_quote", name="Direct quote"),
        Code(id="indirect_quote", name="Indirect quote", links=(_said_by("who"),)),
        Code(id="who", name="Who"),
    )
    codes = (structs.replace(codes[0], links=(_said_by("who"),)), *codes[1:])
    book = Codebook(codes=codes)
    shown = suggestions(opened(project), book, by_rules(book), (), OWN)
    assert {(one.code, one.type) for one in shown} == {
        ("direct_quote", QuoteType.DIRECT),
        ("indirect_quote", QuoteType.INDIRECT),
    }


def test_labels_are_only_made_by_whoever_accepts(project: Project) -> None:
    found_in(project)
    assert project.find(Annotation) == []
