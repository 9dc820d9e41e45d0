from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.codebook import Code, Codebook, CodeState
from annotator.workflow.code_search import codes_called, headings_of, path_of

BOOK = Codebook(
    codes=(
        Code(id="policy", name="Policy", group=True),
        Code(id="health", name="Health", group=True, parent="policy"),
        Code(id="care", name="Care at home", parent="health", key="C"),
        Code(id="costs", name="Costs of care", parent="health"),
        Code(id="economy", name="Économie", key="E"),
        Code(id="old", name="Care of old", state=CodeState.RETIRED),
    )
)


def called(words: str, *recent: str) -> list[str]:
    return [code.id for code in codes_called(BOOK, words, recent)]


def test_a_code_is_found_by_its_name_its_key_and_what_it_stands_below() -> None:
    assert called("care") == ["care", "costs"]
    assert called("c")[0] == "care"
    assert called("health costs") == ["costs"]
    assert called("policy") == ["care", "costs"]
    assert called("cstcr") == ["costs"]  # nothing fits as it is typed
    assert called("co") == ["costs", "economy"]  # and not care, whose letters it has
    assert called("ÉCONOMIE") == ["economy"]
    assert called("nothing like it") == []


def test_recently_used_ones_come_first_among_those_that_fit_alike() -> None:
    assert called("", "economy", "costs") == ["economy", "costs", "care"]
    assert called("policy", "costs") == ["costs", "care"]


def test_headings_are_named_from_the_top_on_also_where_they_go_round() -> None:
    care = BOOK.code("care")
    assert care is not None
    assert path_of(BOOK, care) == "Policy › Health"
    round_about = Codebook(
        codes=(Code(id="a", name="A", parent="b"), Code(id="b", name="B", parent="a"))
    )
    assert [one.id for one in headings_of(round_about, round_about.codes[0])] == ["a", "b"]


@given(st.text(max_size=8), st.lists(st.sampled_from(["care", "costs", "economy"]), unique=True))
def test_whatever_is_typed_only_usable_codes_are_found_and_each_once(
    words: str, recent: list[str]
) -> None:
    found = called(words, *recent)
    assert set(found) <= {"care", "costs", "economy"}
    assert len(found) == len(set(found))
