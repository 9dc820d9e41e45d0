"""Where the rows of long lists are, and how a listing follows edits."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.workflow.review.row_index import RowIndex, RowListing

ARTICLES = ["a", "b", "c", "d"]
GROUPS = ("x", "y")
rows = st.lists(st.tuples(st.sampled_from(GROUPS), st.sampled_from((0, 1, 2))), max_size=4)
acts = st.lists(
    st.dictionaries(st.sampled_from(ARTICLES), rows, min_size=1, max_size=3), max_size=6
)


def wanted(traits: int) -> bool:
    return traits != 1


@given(acts=acts, article=st.sampled_from((None, "b")))
def test_a_listing_that_follows_is_as_one_that_is_made_anew(
    acts: list[dict[str, list[tuple[str, int]]]], article: str | None
) -> None:
    index: RowIndex[str, int] = RowIndex(GROUPS, list(ARTICLES))
    listing = RowListing(index)
    listing.want(wanted, article)
    for act in acts:
        for one, found in act.items():
            index.put(one, found)
        for splice in listing.splices(list(act)):
            listing.apply(splice)
        anew = RowListing(index)
        anew.want(wanted, article)
        assert listing.refs == anew.refs


@given(acts=acts)
def test_rows_are_counted_and_found_as_they_were_put(
    acts: list[dict[str, list[tuple[str, int]]]],
) -> None:
    index: RowIndex[str, int] = RowIndex(GROUPS, list(ARTICLES))
    latest: dict[str, list[tuple[str, int]]] = {}
    for act in acts:
        for one, found in act.items():
            index.put(one, found)
            latest[one] = found
    suits = index.suits(wanted, [])
    assert index.count(suits) == sum(wanted(t) for found in latest.values() for _, t in found)
    for one, found in latest.items():
        for number, (group, traits) in enumerate(found):
            ref = index.ref(one, number)
            assert index.of(ref) == (one, number)
            assert index.traits_at(group, ref) == traits
        assert index.traits_at("x", index.ref(one, len(found))) is None


def test_more_articles_come_after_all_others() -> None:
    index: RowIndex[str, int] = RowIndex(GROUPS, ["a"])
    index.extend(["b"])
    index.put("b", [("y", 0)])
    listing = RowListing(index)
    listing.want(wanted)
    assert listing.place(index.ref("b", 0)) == ("y", 0)
    assert listing.place(index.ref("a", 0)) is None
    assert index.rows(index.suits(wanted, []), "nowhere")["y"].tolist() == []
