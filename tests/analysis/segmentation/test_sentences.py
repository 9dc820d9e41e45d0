import pytest

from annotator.analysis.segmentation import clauses, paragraphs, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gen. Smith met Mr. Jones.",
        "J. D. Vance spoke first.",
        "He left the U.S. Army early.",
        "It cost 1.5 million.",
        "Take fruit, e.g. Apples, along.",
        '"Will he come?" he said.',
        "“Never!” she cried.",
        "This very violent war... will end.",
        "I like Yahoo! said he.",
        "1. First come the numbers.",
        "Am 3. März kam Nr. 5 an.",
        "« Oui. » a dit le président.",
        "「はい。」と述べた。",
    ],
)
def test_these_stay_one_sentence(sentence: str) -> None:
    assert cut(f"{sentence} Then more.") == [sentence, "Then more."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He lives in the U.S.", "The house is small."),
        ("They own Acme Inc.", "It sells tools."),
        ('"We go."', '"You stay."'),
        ("He said “no.”", "She agreed."),
        ("هل جاء؟", "نعم جاء."),
        ("She said: »Nein.«", "Er ging."),
        ("Really?!", "Yes."),
    ],
)
def test_a_terminator_before_a_new_beginning_ends_the_sentence(first: str, second: str) -> None:
    assert cut(f"{first} {second}") == [first, second]


def test_chinese_needs_no_space_between_sentences() -> None:
    assert cut("他说：“我们去。”然后他走了。") == ["他说：“我们去。”", "然后他走了。"]


def test_a_line_break_ends_sentence_and_paragraph_without_any_terminator() -> None:
    text = "A headline \n\n  Mr.\nSmith came\u2029Last "
    assert cut(text) == ["A headline", "Mr.", "Smith came", "Last"]
    assert [text[s:e] for s, e in paragraphs(text)] == cut(text)


def test_clauses_are_parted_by_commas_dashes_and_brackets() -> None:
    text = "Trump, who came late (again), said 1,000 things — all old; none true."
    assert [text[start:end] for start, end in clauses(text)] == [
        "Trump",
        "who came late",
        "again",
        "said 1,000 things",
        "all old",
        "none true.",
    ]


def test_a_clause_keeps_the_marks_of_a_quotation_that_it_holds_whole() -> None:
    text = '"We go," he said.'
    assert [text[start:end] for start, end in clauses(text)] == ['"We go,"', "he said."]


def test_a_clause_drops_a_mark_whose_partner_stands_in_another_clause() -> None:
    text = '"We go, but later," he said.'
    assert [text[start:end] for start, end in clauses(text)] == ["We go", "but later", "he said."]


@pytest.mark.parametrize("first", ["Talks went on.", "He fell ill.", "They listened to me."])
def test_a_common_word_that_looks_like_an_abbreviation_ends_its_sentence(first: str) -> None:
    assert cut(f"{first} “We hope so,” she said.") == [first, "“We hope so,” she said."]
