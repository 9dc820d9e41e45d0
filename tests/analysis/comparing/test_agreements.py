from compared import BOOK, layered, tagged
from msgspec.structs import replace

from annotator.analysis.comparing.differences import agreements, compare, differences, unanimous
from annotator.domain.annotation import Annotation, make_link
from annotator.domain.article import WorkStatus

CODERS = ("ana", "ben", "cleo")


def everybodys(annotation: Annotation, *coders: str) -> list[Annotation]:
    return [replace(annotation, id=f"{annotation.id} {c}", coder=c) for c in coders or CODERS]


def test_matches_are_agreements_or_differences() -> None:
    quotes = everybodys(tagged("q", "", "quote", "“We win,”"))
    source = tagged("s", "ana", "source", "Others")
    matches = compare(layered([*quotes, source]), "ana", "ben", BOOK)
    assert [match.code for match in agreements(matches)] == ["quote"]
    assert [match.code for match in differences(matches)] == ["source"]


def test_what_all_readers_say_alike_is_unanimous_in_reading_order() -> None:
    later = everybodys(tagged("s", "", "source", "Others"))
    quotes = everybodys(tagged("q", "", "quote", "“We win,”", type="direct"))
    two = everybodys(tagged("t", "", "source", "the mayor"), "ana", "ben")
    article = layered([*later, *quotes, *two])
    assert unanimous(article, CODERS, BOOK) == [tuple(quotes), tuple(later)]
    assert unanimous(article, ("ben", "ana"), BOOK) == [
        (quotes[1], quotes[0]),
        (two[1], two[0]),
        (later[1], later[0]),
    ]


def test_another_answer_span_or_link_of_one_coder_is_not_unanimous() -> None:
    quotes = everybodys(tagged("q", "", "quote", "“We win,”"))
    link = make_link("q cleo", "said_by", actor="p1")
    assert unanimous(layered(quotes, [link]), CODERS, BOOK) == []
    quotes[2] = replace(quotes[2], values={"type": "direct"})
    assert unanimous(layered(quotes), CODERS, BOOK) == []
    quotes[2] = tagged("c", "cleo", "quote", "“We win,” the mayor")
    assert unanimous(layered(quotes), CODERS, BOOK) == []


def test_who_has_not_read_the_article_is_not_asked() -> None:
    quotes = everybodys(tagged("q", "", "quote", "“We win,”"), "ana", "ben")
    read = {"ana": WorkStatus.DONE, "ben": WorkStatus.DONE, "cleo": WorkStatus.NEW}
    assert unanimous(layered(quotes, statuses=read), CODERS, BOOK) == [tuple(quotes)]
    read["cleo"] = WorkStatus.NOTHING
    assert unanimous(layered(quotes, statuses=read), CODERS, BOOK) == []


def test_one_reader_alone_is_not_unanimous() -> None:
    quotes = everybodys(tagged("q", "", "quote", "“We win,”"), "ana")
    read = {"ana": WorkStatus.DONE}
    assert unanimous(layered(quotes, statuses=read), CODERS, BOOK) == []
    assert unanimous(layered([], statuses={}), CODERS, BOOK) == []
