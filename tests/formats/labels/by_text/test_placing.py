"""Labels of which only the words are known stand where a reader would put them, or are asked."""

from annotator.formats.labels.by_text.placing import (
    PlacedWordGroup,
    TextPlacer,
    WordGroup,
    WordPlacement,
    Words,
)

TEXT = (
    "Mill to close, says owner\n\n"
    "“The mill is finished,” Jo Field said. “It is finished for good,” she said later.\n\n"
    "Kim Ode, who runs the union, said the owner had “given up … too soon”. She wept.\n\n"
    "The owner said nothing. Jo Field said the rest would follow."
)


def place(head: str, *parts: str, **context: object) -> PlacedWordGroup:
    group = WordGroup(
        head=Words(words=head, **context),  # pyright: ignore[reportArgumentType] - given by name
        parts=tuple(Words(words=one) for one in parts),
    )
    return TextPlacer(TEXT).place([group])[0]


def words(placed: WordPlacement | None) -> list[str]:
    assert placed is not None
    return [TEXT[start:end] for start, end in placed.fragments]


def start(placed: WordPlacement | None) -> int:
    assert placed is not None
    return placed.fragments[0][0]


def test_what_stands_once_stands_there_without_a_question() -> None:
    found = place("“The mill is finished,”", "Jo Field", "said")
    assert found.head is not None
    assert not found.head.doubt
    assert words(found.head) == ["“The mill is finished,”"]
    assert [start(one) for one in found.parts] == [TEXT.index("Jo Field"), TEXT.index("said.")]


def test_a_cue_and_a_source_stand_near_to_their_quote_and_in_its_paragraph() -> None:
    found = place("the rest would follow", "said", "Jo Field")
    assert [start(one) for one in found.parts] == [TEXT.rindex("said"), TEXT.rindex("Jo Field")]


def test_words_are_found_whole_and_not_inside_of_others() -> None:
    found = place("“It is finished for good,”", "she")
    assert start(found.parts[0]) == TEXT.index("she said later")


def test_other_marks_blanks_and_case_are_no_other_words() -> None:
    found = place('"the mill  is\nfinished"')
    assert words(found.head) == ["“The mill is finished,”"]
    assert found.head is not None
    assert not found.head.doubt


def test_unlike_words_are_placed_by_likeness_and_asked_about() -> None:
    found = place("Kim Ode, who ran the union, said")
    assert words(found.head) == ["Kim Ode, who runs the union, said"]
    assert found.head is not None
    assert found.head.doubt


def test_words_that_the_text_does_not_have_stand_nowhere() -> None:
    found = place("Nobody ever asked the workers", "nobody")
    assert found.head is not None
    assert not found.head.fragments
    assert found.head.problem
    assert not found.parts[0].fragments
    assert found.parts[0].problem


def test_several_places_are_a_question_unless_context_tells() -> None:
    assert place("Jo Field").head == WordPlacement(
        ((TEXT.index("Jo Field"), TEXT.index("Jo Field") + 8),), "its words fit in 2 places"
    )
    last = TEXT.rindex("Jo Field")
    for context in (
        {"after": " said the rest"},
        {"before": "said nothing. "},
        {"paragraph": 4},
        {"paragraph": "The owner said nothing. Jo Field said the rest would follow."},
        {"sentence": "Jo Field said the rest would follow."},
        {"occurrence": 2},
    ):
        found = place("Jo Field", **context)
        assert found.head == WordPlacement(((last, last + 8),)), context


def test_what_is_left_out_of_a_quote_parts_it_in_pieces() -> None:
    found = place("The mill is finished … It is finished for good")
    assert words(found.head) == ["The mill is finished", "It is finished for good"]
    # The text itself has dots there.
    assert words(place("given up … too soon").head) == ["given up … too soon"]


def test_the_order_of_labels_tells_places_apart() -> None:
    first, last = TEXT.index("said"), TEXT.rindex("said")
    heads = [("said", 3.0), ("given up", 2.0), ("said", 1.0), ("The owner said nothing", 2.5)]
    groups = [WordGroup(head=Words(words=one, order=order)) for one, order in heads]
    found = TextPlacer(TEXT).place(groups)
    assert start(found[2].head) == first
    assert start(found[0].head) >= TEXT.index("The owner said")
    assert start(found[0].head) <= last


def test_hostile_words_cost_little() -> None:
    text = "he said " * 40_000
    groups = [
        WordGroup(head=Words(words="said"), parts=(Words(words="he"), Words(words="e"))),
        WordGroup(head=Words(words="… " * 5_000), parts=(Words(words="."),)),
        WordGroup(head=Words(words="said he " * 400 + "never")),
    ]
    found = TextPlacer(text).place(groups * 20)
    assert len(found) == 60
