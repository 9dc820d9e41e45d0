"""What a name in a file of labels can be taken for, in words."""

from annotator.domain.codebook import Code, Codebook, Field, LinkRule
from annotator.domain.field_types import FieldType
from annotator.formats.taken_labels import NameKind, TakenLabel
from annotator.gui.imports.name_targets import (
    choices,
    in_order,
    shown_name,
    shown_target,
    target_of,
)
from annotator.gui.imports.reader import NamesTaken

CODEBOOK = Codebook(
    codes=(
        Code(
            id="source",
            name="Source",
            fields=(Field(id="role", name="Role", type=FieldType.TEXT),),
            links=(LinkRule(type="said", name="Said", ends=("quote",)),),
        ),
        Code(id="quote", name="Quote", position=1),
        Code(id="other", name="Quote", position=2),
        Code(id="people", name="People", group=True, position=3),
    )
)
PER = TakenLabel(name="PER", what=NameKind.CODE, count=3, target="source")
KIND = TakenLabel(name="PER.kind", what=NameKind.FIELD, count=2, target="")
SAYS = TakenLabel(name="PER.says", what=NameKind.LINK, count=1, target="source.said")
BEN = TakenLabel(name="coder:ben@x", what=NameKind.CODER, count=4, target="ben")
TAKEN = NamesTaken(rows=(PER, BEN, KIND, SAYS), codebook=CODEBOOK, handles=("ana", "ben"))


def test_what_is_said_of_a_label_stands_below_it_and_coders_last() -> None:
    rows = in_order(TAKEN.rows)
    assert [shown_name(one, [PER]) for one in rows] == ["PER", "kind", "says", "ben@x"]
    assert [shown_target(one, TAKEN) for one in rows] == ["Source", "", "Said", "ben"]


def test_codes_are_offered_by_name_groups_are_not() -> None:
    assert choices(PER, TAKEN) == {
        "Source": "source",
        "Leave out": "",
        "Quote": "quote",
        "Quote (other)": "other",
        "New code “PER”": "per",
    }


def test_fields_and_links_are_those_of_the_code() -> None:
    assert choices(KIND, TAKEN) == {
        "Leave out": "",
        "Role": "source.role",
        "New field “kind”": "source.kind",
    }
    assert choices(SAYS, TAKEN) == {
        "Said": "source.said",
        "Leave out": "",
        "New link “says”": "source.says",
    }


def test_coders_are_those_of_the_project_and_none_is_left_out() -> None:
    assert choices(BEN, TAKEN) == {"ben": "ben", "ana": "ana"}


def test_what_is_typed_is_found_by_name_or_id_and_is_new_otherwise() -> None:
    assert target_of(" quote ", PER, TAKEN) == "quote"
    assert target_of("other", PER, TAKEN) == "other"
    assert target_of("Spoken word", PER, TAKEN) == "spoken_word"
    assert target_of("leave out", PER, TAKEN) == ""
    assert target_of("Affiliation", KIND, TAKEN) == "source.affiliation"
    assert target_of("role", KIND, TAKEN) == "source.role"
    assert target_of("Cid", BEN, TAKEN) == "Cid"
