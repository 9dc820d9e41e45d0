"""A model learns from finished articles, is the same each time, and never leaves the text."""

from threading import Thread

import pytest
from coded_quotes import coded, made
from found_quotes import hold_together
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.analysis.suggest import learned, quotes
from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learned import QuoteModel, QuotePart, train
from annotator.analysis.suggest.quote import LEARNED, Quote

FRAME = "<WHO> [SAY] that {WORDS}."
TEXT = made(100, FRAME).text


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [made(number, FRAME) for number in range(9)]


@pytest.fixture(scope="module")
def odd() -> list[Document]:
    """Articles whose quotes no rule finds: what follows a dash after a name."""
    return [made(number, "<WHO> — {WORDS} — nobody replied.") for number in range(12)]


@pytest.fixture(scope="module")
def model(odd: list[Document]) -> QuoteModel:
    return train(odd)


def test_training_twice_gives_the_same_bytes(odd: list[Document], model: QuoteModel) -> None:
    assert train(odd).to_bytes() == model.to_bytes()


def test_a_kept_model_proposes_the_same(model: QuoteModel) -> None:
    again = QuoteModel.from_bytes(model.to_bytes())
    text = made(50, "<WHO> — {WORDS} — nobody replied.").text
    assert again.quotes(text, "en") == model.quotes(text, "en")
    assert again.facts == model.facts


def test_bytes_that_are_no_model_are_refused() -> None:
    for data in (b"", b"\x00", b"no model"):
        with pytest.raises(ValueError, match="no model that this program reads"):
            QuoteModel.from_bytes(data)


def test_a_model_that_was_cut_off_is_refused(model: QuoteModel) -> None:
    whole = model.to_bytes()
    cut = whole.replace(b"lCRF", b"nCRF")
    assert cut != whole
    with pytest.raises(ValueError, match="no model"):
        QuoteModel.from_bytes(cut)


def test_what_no_rule_finds_is_learned(model: QuoteModel) -> None:
    unseen = made(50, "<WHO> — {WORDS} — nobody replied.")
    assert model.standing.way is Way.LEARNED
    found = model.quotes(unseen.text, "en")
    assert {one.place for one in found} == {one.place for one in unseen.quotes}
    assert {one.rule for one in found} == {LEARNED}
    assert {one.source for one in found} == {one.source for one in unseen.quotes}
    assert all(one.cue is None for one in found)
    assert all("learned" in " ".join(one.why) for one in found)


def test_few_articles_leave_the_rules_in_use(documents: list[Document]) -> None:
    model = train(documents[:2])
    assert model.standing.way is Way.RULES
    assert model.quotes(TEXT, "en") == quotes(TEXT, "en")


def test_habits_are_taken_from_three_articles_on(documents: list[Document]) -> None:
    model = train(documents[:3])
    assert model.standing.way is Way.ADAPTED
    unseen = made(100, FRAME)
    found = model.quotes(TEXT, "en")
    assert {one.place for one in found} == {one.place for one in unseen.quotes}


def test_a_part_without_labels_is_not_proposed() -> None:
    model = train([made(number, "WHO SAY {that WORDS}.") for number in range(4)])
    assert model.facts.parts == (QuotePart.QUOTE,)
    assert model.facts.labels[QuotePart.SOURCE] == 0
    found = model.quotes(TEXT, "en")
    assert found
    assert all(one.source is None and one.cue is None for one in found)


def test_parts_that_are_not_wanted_are_left_out(documents: list[Document]) -> None:
    model = train(documents[:4], parts=[QuotePart.QUOTE, QuotePart.CUE])
    found = model.quotes(TEXT, "en")
    assert all(one.source is None and one.cue for one in found)


def test_of_many_articles_the_newest_are_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "MOST", 3)
    old = [made(number, "<WHO> [SAY] {that WORDS}.") for number in range(5)]
    new = [made(number, FRAME) for number in range(3)]
    assert train([*old, *new]).to_bytes() == train(new).to_bytes()


def test_articles_without_quotes_teach_to_propose_nothing() -> None:
    empty = [Document(made(number, FRAME).text, "en") for number in range(9)]
    assert train(empty).quotes(TEXT, "en") == []


def test_nothing_to_learn_from_is_no_error() -> None:
    model = train([])
    assert model.facts.documents == 0
    assert model.quotes(TEXT, "en") == quotes(TEXT, "en")
    assert train([Document("")] * 9).quotes("", "") == []


def test_quotes_in_a_language_without_rules_are_learned() -> None:
    line = "市長は{橋は六月まで閉鎖する}と述べた。\n雨が降った。"
    model = train([coded("\n".join([line] * 4), "ja") for _ in range(9)])
    assert isinstance(model.quotes("彼は川が増水していると述べた。", "ja"), list)


def test_threads_may_share_a_model(model: QuoteModel) -> None:
    texts = [made(number, "<WHO> — {WORDS} — nobody replied.").text for number in range(60, 64)]
    alone = [model.quotes(text, "en") for text in texts]
    together: dict[int, list[Quote]] = {}

    def ask(number: int) -> None:
        together[number] = model.quotes(texts[number], "en")

    threads = [Thread(target=ask, args=(number,)) for number in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[number] for number in range(len(texts))] == alone


PIECES = [
    "Ana",
    " said ",
    "that it rained",
    "“",
    "”",
    "\n",
    ". ",
    " — ",
    "WORDS",
    "😀",
    "«",
    "と",
    " ",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_proposals_lie_within_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    model = _shared_model()
    for way in Way:
        found = model.quotes(text, "en", way=way)
        hold_together(text, found)


_MODELS = list[QuoteModel]()


def _shared_model() -> QuoteModel:
    if not _MODELS:
        frame = "<WHO> — {WORDS} — nobody replied."
        _MODELS.append(train([made(number, frame) for number in range(12)]))
    return _MODELS[0]
