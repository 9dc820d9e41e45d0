"""The codebooks that come with the program."""

from pathlib import Path

import msgspec
import pytest
from memory import Memory

from annotator.domain.codebook import (
    ACTOR_END,
    ANY_CODE,
    Code,
    Codebook,
    Field,
    FieldType,
    Level,
    Scope,
)
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.resources import resource

FOLDER = resource("codebooks")
FILES = sorted(FOLDER.glob("*.json"))
OKABE_ITO = {
    *("#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"),
    "#7F7F7F",  # grey for what is less important
}
FLAT_ROLES = (
    *("government", "administration", "judiciary_police_military", "business", "civil_society"),
    *("expert", "citizen", "victim_eyewitness", "celebrity", "media", "other", "unclear"),
)


def read(path: Path) -> Codebook:
    return msgspec.json.decode(path.read_bytes(), type=Codebook)


def default() -> Codebook:
    return read(FOLDER / "default.json")


def field(code: str, name: str) -> Field:
    found = [f for c in default().codes if c.id == code for f in c.fields if f.id == name]
    return found[0]


CODES = [
    pytest.param(code, id=f"{path.stem}-{code.id}") for path in FILES for code in read(path).codes
]


def test_there_is_one_to_start_with_ten_for_other_questions_and_a_blank_one() -> None:
    names = {path.stem for path in FILES}
    present = {"default", "generic-frames", "propaganda", "bias", "minimal", "blank"}
    claims = {"dna-statements", "political-claims", "hero-villain-victim"}
    assert names == present | claims | {
        *("persuasion-techniques", "cap-major-topics", "source-audit-gmmp")
    }
    assert read(FOLDER / "blank.json").codes == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_project_takes_it_over(path: Path) -> None:
    book = read(path)
    memory = Memory(book)
    assert [code.id for code in memory.find(Code)] == [code.id for code in book.codes]
    assert book.title
    assert book.description


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_holds_no_attribute_that_the_program_does_not_know(path: Path) -> None:
    known = {f.encode_name for f in msgspec.structs.fields(Codebook)} | {"schema", "source"}
    raw = msgspec.json.decode(path.read_bytes())
    assert raw["schema"] == "annotator-codebook/1"
    assert raw.keys() <= known
    for code in raw["codes"]:
        assert code.keys() <= {f.encode_name for f in msgspec.structs.fields(Code)}
        for one in code["fields"]:
            assert one.keys() <= {f.encode_name for f in msgspec.structs.fields(Field)}


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_whole_guideline_and_a_source(code: Code) -> None:
    guideline = (
        *(code.definition, code.include, code.exclude),
        *(code.positive_example, code.negative_example, code.source),
    )
    assert all(part.strip() for part in guideline)
    assert code.colour in OKABE_ITO


@pytest.mark.parametrize("code", CODES)
def test_one_may_honestly_not_know_the_answer_to_any_choice(code: Code) -> None:
    for one in code.fields:
        if one.type in (FieldType.CHOICE, FieldType.MULTI_CHOICE):
            assert "unclear" in one.choice_ids()


@pytest.mark.parametrize("code", CODES)
def test_a_fields_level_of_measurement_fits_its_type(code: Code) -> None:
    fitting = {FieldType.SCALE: Level.ORDINAL, FieldType.MULTI_CHOICE: Level.SET}
    for one in code.fields:
        assert one.level is fitting.get(one.type, Level.NOMINAL)
        assert one.type is not FieldType.SCALE or all(step.label for step in one.steps)


def test_links_end_at_codes_of_the_same_codebook() -> None:
    for path in FILES:
        book = read(path)
        ends = {end for code in book.codes for rule in code.links for end in rule.ends}
        assert ends <= {code.id for code in book.codes} | {ACTOR_END, ANY_CODE}


def test_the_default_codes_have_their_ids_keys_and_scopes() -> None:
    codes = default().codes
    assert [(code.id, code.key) for code in codes if code.scope is Scope.SPAN] == [
        ("quote", "Q"),
        ("source", "S"),
        ("cue", "C"),
        ("frame", "F"),
        ("sentiment", "T"),
    ]
    article = [code.id for code in codes if code.scope is Scope.ARTICLE]
    assert article == ["genre", "dominant_frame", "tone", "relevant"]


@pytest.mark.parametrize(
    ("code", "name", "ids"),
    [
        ("quote", "quote_type", "direct indirect mixed unclear"),
        ("source", "naming", "named role_only anonymous collective unclear"),
        (
            "source",
            "source_kind",
            "person organisation document media social_media poll unclear",
        ),
        (
            "source",
            "function",
            (
                "subject spokesperson expert personal_experience eyewitness popular_opinion other"
                " unclear"
            ),
        ),
        ("cue", "cue_kind", "neutral certain doubting emotive unclear"),
        ("frame", "frame_function", "problem cause moral_evaluation remedy unclear"),
        ("sentiment", "explicitness", "explicit implicit unclear"),
        ("sentiment", "basis", "competence integrity policy person performance unclear"),
        (
            "genre",
            "genre",
            "news analysis commentary interview feature letter agency_copy press_release unclear",
        ),
    ],
)
def test_the_default_choices_have_their_ids(code: str, name: str, ids: str) -> None:
    assert [choice.id for choice in field(code, name).choices] == ids.split()


def test_roles_have_two_levels_and_the_upper_ones_can_be_chosen() -> None:
    role = field("source", "role")
    assert tuple(choice.id for choice in role.choices) == FLAT_ROLES
    assert "minister" in role.choice_ids()


def test_article_and_span_frames_are_the_same_fifteen() -> None:
    span, whole = field("frame", "policy_frame"), field("dominant_frame", "dominant_frame")
    assert span.choices == whole.choices
    assert len(span.choices) == 15 + 1


@pytest.mark.parametrize(
    ("code", "name"), [("quote", "stance"), ("sentiment", "polarity"), ("tone", "tone")]
)
def test_scales_go_from_minus_two_to_plus_two(code: str, name: str) -> None:
    assert [step.value for step in field(code, name).steps] == [-2, -1, 0, 1, 2]


def test_generic_frames_have_twenty_items() -> None:
    codes = read(FOLDER / "generic-frames.json").codes
    assert [len(code.fields) for code in codes] == [5, 5, 4, 3, 3]


def test_there_are_fourteen_propaganda_techniques() -> None:
    (code,) = read(FOLDER / "propaganda.json").codes
    assert len(code.fields[0].choices) == 14 + 1


def test_taking_over_a_codebook_keeps_its_order() -> None:
    memory = Memory(default())
    memory.do(ReplaceCodebook(read(FOLDER / "minimal.json")))
    codes = sorted(memory.find(Code), key=lambda code: code.position)
    assert [code.id for code in codes] == ["quote", "source", "sentiment"]
