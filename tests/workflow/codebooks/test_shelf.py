"""The shelf: each codebook on it is whole, and is found and counted."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.workflow.codebooks.shelf import ShelfBook, named_codebook, shelf, shelf_names

WANTED = {
    "default": 9,
    "dna-statements": 1,
    "political-claims": 6,
    "hero-villain-victim": 4,
    "persuasion-techniques": 23,
    "cap-major-topics": 3,
    "source-audit-gmmp": 4,
    "generic-frames": 5,
    "propaganda": 1,
    "bias": 1,
    "minimal": 3,
    "blank": 0,
}
GUIDELINE = ("definition", "include", "exclude", "positive_example", "negative_example", "source")
TAKEN_KEYS = set("RGBNPOWAMHUVDEX")
"""Letters that do something else in the text."""
NEW = [one for one in shelf() if one.name in set(WANTED) - {"default", "propaganda", "bias"}]


def test_the_default_is_the_first_and_all_are_there() -> None:
    assert shelf_names()[0] == "default"
    assert list(shelf_names())[-1] == "blank"
    assert {one.name: one.codes for one in shelf()} == WANTED


@pytest.mark.parametrize("book", shelf(), ids=lambda book: book.name)
def test_every_code_has_a_whole_guideline(book: ShelfBook) -> None:
    assert book.title
    assert book.codebook.description
    assert book.source or not book.codes
    for code in book.codebook.codes:
        needed = ("definition",) if code.group else GUIDELINE
        assert [name for name in needed if not getattr(code, name).strip()] == [], code.id


@pytest.mark.parametrize("book", shelf(), ids=lambda book: book.name)
def test_keys_and_links_lead_to_one_code_each(book: ShelfBook) -> None:
    codes = book.codebook.codes
    keys = Counter(code.key.upper() for code in codes if code.key)
    assert [key for key, count in keys.items() if count > 1] == []
    ids = {code.id for code in codes} | {"actor", "*"}
    assert {end for code in codes for rule in code.links for end in rule.ends} <= ids


@pytest.mark.parametrize("book", NEW, ids=lambda book: book.name)
def test_keys_are_none_that_do_something_else_in_the_text(book: ShelfBook) -> None:
    assert {code.key.upper() for code in book.codebook.codes} & TAKEN_KEYS == set()


PERSUASION = {
    "attack_on_reputation": {
        *("name_calling", "guilt_by_association", "casting_doubt", "appeal_to_hypocrisy"),
        "questioning_the_reputation",
    },
    "justification": {
        *("flag_waving", "appeal_to_authority", "appeal_to_popularity", "appeal_to_values"),
        "appeal_to_fear",
    },
    "simplification": {
        *("causal_oversimplification", "false_dilemma", "consequential_oversimplification"),
    },
    "distraction": {"straw_man", "red_herring", "whataboutism"},
    "call": {"slogan", "conversation_killer", "appeal_to_time"},
    "manipulative_wording": {
        *("loaded_language", "obfuscation", "exaggeration_minimisation", "repetition"),
    },
}
"""The techniques of Piskorski et al. (2023) by their coarse categories."""
TOPICS = (
    *("1 Macroeconomics", "2 Civil rights", "3 Health", "4 Agriculture", "5 Labour"),
    *("6 Education", "7 Environment", "8 Energy", "9 Immigration", "10 Transportation"),
    *("12 Law and crime", "13 Social welfare", "14 Housing", "15 Domestic commerce"),
    *("16 Defence", "17 Technology", "18 Foreign trade", "19 International affairs"),
    *("20 Government operations", "21 Public lands", "23 Culture"),
)
"""The major topics of the Comparative Agendas Project, with its numbers."""


def test_persuasion_has_the_techniques_in_their_six_groups() -> None:
    book = named_codebook("persuasion-techniques")
    groups = {code.id: set[str]() for code in book.codes if code.group}
    for code in book.codes:
        if not code.group:
            groups[code.parent].add(code.id)
    assert groups == PERSUASION


def test_a_countercharge_is_whataboutism_and_a_contradiction_hypocrisy() -> None:
    book = named_codebook("persuasion-techniques")
    whatabout, hypocrisy = book.code("whataboutism"), book.code("appeal_to_hypocrisy")
    assert whatabout is not None
    assert hypocrisy is not None
    assert "countercharge" in whatabout.definition
    assert "appeal to hypocrisy" in whatabout.exclude
    assert "whataboutism" in hypocrisy.exclude


def test_policy_topics_are_those_of_the_master_codebook() -> None:
    for code in named_codebook("cap-major-topics").codes:
        names = [choice.name for choice in code.fields[0].choices]
        assert tuple(one for one in names if re.match(r"\d", one)) == TOPICS


def test_the_source_audit_lets_those_be_heard_whom_the_story_is_about() -> None:
    code = named_codebook("source-audit-gmmp").code("person")
    assert code is not None
    function = code.field("function")
    assert function is not None
    helps = {one.id: one.help for one in function.choices}
    assert "not heard" not in helps["subject"]


def test_statements_have_what_networks_are_made_of() -> None:
    code = named_codebook("dna-statements").code("statement")
    assert code is not None
    assert [field.id for field in code.fields] == ["concept", "agreement"]
    assert [rule.type for rule in code.links] == ["person", "organization"]


def test_words_find_a_codebook_by_title_code_and_source() -> None:
    def found(words: str) -> list[str]:
        return [one.name for one in shelf() if one.has(words)]

    assert found("VILLAIN") == ["hero-villain-victim"]
    assert found("semetko frames") == ["generic-frames"]
    assert "persuasion-techniques" in found("straw man")
    assert found("nothing of the kind") == []
    assert len(found("")) == len(WANTED)


def test_counts_are_said_without_what_is_none() -> None:
    by_name = {one.name: one for one in shelf()}
    assert by_name["persuasion-techniques"].counts() == "23 codes"
    assert by_name["dna-statements"].counts() == "1 code · 2 fields"
    assert by_name["generic-frames"].counts() == "5 codes · 20 fields"


def test_a_name_or_a_file_names_a_codebook(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"schema": "annotator-codebook/1", "title": "Mine"}))
    assert named_codebook(str(path)).title == "Mine"
    with pytest.raises(UserError, match=r"no codebook missing\. .*dna-statements"):
        named_codebook("missing")


def test_the_shelf_is_in_the_order_of_its_titles_between_the_default_and_the_blank_one() -> None:
    first, *others, blank = shelf()
    assert (first.name, blank.name) == ("default", "blank")
    titles = [book.title.casefold() for book in others]
    assert titles == sorted(titles)
