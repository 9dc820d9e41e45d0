"""English reports one by one: which words are the quote, by which verb, and whose they are."""

from collections.abc import Callable
from functools import partial

import pytest
from found_quotes import hold_together, said, told, words
from hypothesis import given
from hypothesis import strategies as st
from steps import are_in_proportion

from annotator.analysis.suggest import Quote, QuoteType, quotes

CASES = [
    # words before the verb
    (
        "“The ferry sails in May,” said Ida Brandt.",
        "“The ferry sails in May,”",
        "said",
        "Ida Brandt",
    ),
    ("“Go home,” Lee told the crowd on Monday.", "“Go home,”", "told", "Lee"),
    ("“Why us?” asked the boy. He ran.", "“Why us?”", "asked", "the boy"),
    ("The dam will hold, the engineer said.", "The dam will hold", "said", "the engineer"),
    ("The dam will hold, election lawyer Joe Birch added.", "The dam will hold", "added", "Birch"),
    ("The “old bridge” is safe, Lee said.", "The “old bridge” is safe", "said", "Lee"),
    ("The talks failed, officials told the Post.", "The talks failed", "told", "officials"),
    # words after the verb
    (
        "The council said that the bridge was safe.",
        "that the bridge was safe",
        "said",
        "The council",
    ),
    ("She said on Monday that it was over.", "that it was over", "said", "She"),
    ("Lee told a crowd that had waited for hours to go home.", "", "", ""),
    ("Lee wrote a book that sold a million copies.", "", "", ""),
    ("The novel tells the story of a valley that is flooded by a dam.", "", "", ""),
    ("Lee said the bridge was safe.", "the bridge was safe", "said", "Lee"),
    ("Lee, a Democrat from Ohio, said he was tired.", "he was tired", "said", "Lee"),
    ("Ann Lee, 52, of Flint, Mich., said she was tired.", "she was tired", "said", "Ann Lee"),
    ("Critics, however, say the plan is dead.", "the plan is dead", "say", "Critics"),
    ("Lee said: “I am tired of this.”", "“I am tired of this.”", "said", "Lee"),
    ("Lee wrote in an email: “Stop it now.”", "“Stop it now.”", "wrote", "Lee"),
    ("Lee called the plan “absurd”.", "the plan “absurd”", "called", "Lee"),
    ("Lee called for “a new start” in May.", "“a new start”", "called", "Lee"),
    ("Lee told the court she had slept.", "she had slept", "told", "Lee"),
    ("Lee told reporters the plan was dead.", "the plan was dead", "told", "Lee"),
    ("Lee asked whether the plan was dead.", "whether the plan was dead", "asked", "Lee"),
    ("Lee vowed to fight on.", "to fight on", "vowed", "Lee"),
    ("Lee vowed last week to fight on.", "to fight on", "vowed", "Lee"),
    ("Lee urged the union to settle for less.", "the union to settle for less", "urged", "Lee"),
    ("Lee criticized the plan as a waste.", "the plan as a waste", "criticized", "Lee"),
    ("Lee accused the mayor of lying to her.", "the mayor of lying to her", "accused", "Lee"),
    ("Lee left early, saying that she was tired.", "that she was tired", "saying", "Lee"),
    ("Lee went on to say that it was over.", "that it was over", "say", "Lee"),
    ("The mayor’s claim that it rained is false.", "that it rained is false", "claim", "mayor"),
    # somebody's, not a verb's
    ("According to Lee, the plan is dead.", "the plan is dead", "According to", "Lee"),
    ("The plan is dead, according to Lee.", "The plan is dead", "according to", "Lee"),
    ("As Lee told the court, the plan was dead.", "the plan was dead", "told", "Lee"),
    # where the report ends
    ("Lee said the plan was dead, but he stayed.", "the plan was dead", "said", "Lee"),
    ("Lee said he was tired, a claim that she denies.", "he was tired", "said", "Lee"),
    ("Lee said the plan was dead, and Kim was glad.", "the plan was dead", "said", "Lee"),
    ("While Lee said he was tired, the mayor slept.", "he was tired", "said", "Lee"),
    ("Lee, who said he was tired, was asleep.", "he was tired", "said", "who"),
    ("LONDON, May 5 (CNA) — Lee said it rained.", "it rained", "said", "Lee"),
    # no report
    ("The claims were false, and two reports are late.", None, "", ""),
    ("She used the quote “To Kill Time” as a title.", None, "", ""),
    ("He read the book “A Choice, Not an Echo”.", None, "", ""),
    ("Lee was told to leave. The offers are good.", None, "", ""),
    ("A think tank in May won the vote of the year.", None, "", ""),
    ("Lee declined to say who had won.", None, "", ""),
    ("A man who asked not to be named ran away.", None, "", ""),
]


@pytest.mark.parametrize(("text", "quote", "cue", "source"), CASES)
def test_a_sentence_has_one_quote_or_none(
    text: str, quote: str | None, cue: str, source: str
) -> None:
    found = quotes(text, "en")
    assert said(text, found) == ([quote] if quote else [])
    for one in found:
        assert words(text, one.cue) == cue
        assert source in words(text, one.source)


def parts(found: list[Quote]) -> list[tuple[int, int]]:
    return [(one.group, one.part) for one in found]


def test_words_that_their_attribution_splits_are_one_quote() -> None:
    text = "The dispute, one pilot said, could end tomorrow. “It may,” said Lee, “or not.”"
    found = quotes(text, "en")
    assert said(text, found) == [
        "The dispute",
        "could end tomorrow",
        "“It may,”",
        "“or not.”",
    ]
    assert parts(found) == [(1, 0), (1, 1), (2, 0), (2, 1)]


def test_a_quotation_right_after_the_attribution_goes_on_with_the_quote() -> None:
    text = "“We were wrong,” Ann Lee said. “The doors stay open.” She left. “Bye to you,” she said."
    first, second, third = quotes(text, "en")
    assert parts([first, second, third]) == [(1, 0), (1, 1), (0, 0)]
    assert words(text, second.source) == "Ann Lee"
    assert second.cue is None


def test_a_quotation_over_two_paragraphs_is_one_quote_of_one_speaker() -> None:
    text = "“The pumps are paid for.\n“The pipes are not,” Ann Lee said.\n"
    first, second = quotes(text, "en")
    assert said(text, [first]) == ["“The pumps are paid for."]
    assert first.group == second.group != 0
    assert words(text, first.source) == words(text, second.source) == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mayor Ann Lee said it rained. She said it was late.", ["", "Ann Lee"]),
        ("“It rains,” said Ann Lee, who said it was late.", ["", "Ann Lee"]),
        ("Ann Lee said it rained. A farmer said it was late. He said it was dry.", ["", "", ""]),
        ("Ann Lee said it rained. They said it was late.", ["", ""]),
    ],
)
def test_a_pronoun_is_traced_to_a_name_where_that_is_sure(text: str, names: list[str]) -> None:
    assert [one.name for one in quotes(text, "en")] == names


def test_somebody_who_wont_be_named_has_no_name() -> None:
    text = "Ann Lee said it rained. She said on condition of anonymity that it was late."
    second = quotes(text, "en")[1]
    assert second.name == ""
    assert any("named" in one for one in second.why)


def test_who_speaks_is_told_with_all_that_they_are_called() -> None:
    text = "“The ferry will sail again in May,” said Ida Brandt, the harbour master."
    (one,) = quotes(text, "en")
    assert one.type is QuoteType.DIRECT
    assert told(text, one) == (
        "“The ferry will sail again in May,”",
        "said",
        "Ida Brandt, the harbour master",
    )


def test_a_clause_after_a_day_and_that() -> None:
    text = "The council said on Monday that the old bridge was safe."
    (one,) = quotes(text, "en")
    assert one.type is QuoteType.INDIRECT
    assert said(text, [one]) == ["that the old bridge was safe"]


def test_types_follow_the_share_in_marks() -> None:
    text = "“It rains,” said Lee. Kim said it was “wet”. Roe said it was dry."
    assert [one.type for one in quotes(text, "en")] == [
        QuoteType.DIRECT,
        QuoteType.MIXED,
        QuoteType.INDIRECT,
    ]


def test_why_says_rule_verb_and_place() -> None:
    (one,) = quotes("“It rains,” said Lee.", "en")
    assert one.why[0] == "a quotation beside its verb"
    assert "“said” after the words" in one.why


def test_a_name_in_the_finder_of_sentences_keeps_its_initial() -> None:
    text = "Lee said the judge, Mary P. Osei of Ohio, was “unfair”."
    assert said(text, quotes(text, "en")) == ["the judge, Mary P. Osei of Ohio, was “unfair”"]


# Laws

WORDS = """
said says Lee Ann the mayor who that “ ” " ‘ ’ , . ? : ; — - ( ) according to and but he she told
whether called “absurd” vowed to saying , adding while as of Monday however 's claim Inc. $ 5% not
named anonymity A. B. I them
"""
GAPS = st.sampled_from(["", " ", " ", "\n", "\r\n", "\u2028"])
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS.split()), GAPS), max_size=60).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


@given(st.one_of(TEXTS, st.text(max_size=120)))
def test_stretches_lie_within_the_text_in_order(text: str) -> None:
    hold_together(text, quotes(text, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "“Ja 😀,” said Lee.\r\n“No,” she said.",
        "قال Lee said it rained.",
        "Lee said\u2028it rained.",
        "",
    ],
)
def test_odd_signs_are_no_trouble(text: str) -> None:
    for one in said(text, quotes(text, "en")):
        assert one.strip() == one


HOSTILE: dict[str, Callable[[int], str]] = {
    "a report after the other": lambda n: "he said " * n,
    "marks": lambda n: '"' * n,
    "open marks": lambda n: "“" * n,
    "marks that nothing closes": lambda n: "„" * n + "」" * n,
    "quotations and reports": lambda n: "“a” he said, " * n,
    "brackets": lambda n: "(" * n + "he said" + ")" * n,
    "letters": lambda n: "a" * n,
    "names": lambda n: "Ann Lee " * n + "said it rained",
    "commas": lambda n: "Lee, " * n + "said that it rained",
    "participles": lambda n: ", saying that " * n,
    "colons": lambda n: "He said: " * n,
    "claims": lambda n: "his claim that " * n,
    "people who won't be named": lambda n: "He said on condition of anonymity that it rained. " * n,
    "relative clauses": lambda n: "who said " * n,
    "paragraphs": lambda n: "“Yes,” she said.\n" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_takes_twice_the_steps(name: str) -> None:
    short, twice = (partial(quotes, HOSTILE[name](count), "en") for count in (600, 1_200))
    assert are_in_proportion(short, twice)


@pytest.mark.parametrize(
    ("first", "again", "meant"),
    [("Mary Brown said", "Mr Brown said", "Brown"), ("John Smith said", "", "John Smith")],
)
def test_a_form_of_address_of_the_other_gender_means_somebody_else(
    first: str, again: str, meant: str
) -> None:
    pronoun = "she" if again else "he"
    lines = [first, f"{pronoun} said", again or "Mr Smith said", "he said"]
    text = "\n\n".join(f"“We won {number},” {line}." for number, line in enumerate(lines))
    assert quotes(text, "en")[-1].name == meant
