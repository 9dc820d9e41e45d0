"""How good proposals are: against counts made by hand, and against the corpus's own scorer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.analysis.suggest import quotes
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.evaluation import difference, evaluate, usefulness
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.analysis.suggest.tally import QuoteCounts, Tally, tally

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
TEXT = "Ana said that it rained a lot. “Take a coat,” she said. Ben called it “wet”."


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def quote(
    words: str,
    kind: QuoteType = QuoteType.INDIRECT,
    source: str = "",
    cue: str = "",
    score: float = 0.0,
) -> Quote:
    start, end = place(words)
    return Quote(
        start=start,
        end=end,
        type=kind,
        source=place(source) if source else None,
        cue=place(cue) if cue else None,
        score=score,
    )


RAIN = quote("that it rained a lot", source="Ana", cue="said")
COAT = quote("“Take a coat,”", QuoteType.DIRECT, source="she", cue="said")
CODED = Document(TEXT, "en", (RAIN, COAT))


def test_marks_stops_and_blanks_do_not_matter() -> None:
    found = [quote("that it rained a lot. ", source="Ana"), quote("Take a coat,", QuoteType.DIRECT)]
    result = evaluate([(CODED, found)])
    assert result.exact.precision == result.exact.recall == 1
    assert result.exact.f1 == result.overlap.f1 == 1


def test_half_of_the_words_are_enough_to_meet_but_not_to_be_exact() -> None:
    result = evaluate([(CODED, [quote("it rained a lot")])])
    assert result.overlap == (1.0, 0.5)
    assert result.exact == (0.0, 0.0)
    assert result.exact.f1 == 0
    assert result.overlap.f1 == pytest.approx(2 / 3)


def test_less_than_half_of_the_words_is_wrong() -> None:
    result = evaluate([(CODED, [quote("a lot")])])
    assert result.overlap == (0.0, 0.0)


def test_a_quote_is_met_by_one_proposal_alone() -> None:
    found = [quote("that it rained a lot"), quote("it rained a lot")]
    counts = evaluate([(CODED, found)]).all.counts
    assert (counts.found, counts.right, counts.met) == (2, 1, 1)


def test_speakers_and_cues_are_right_where_they_share_words() -> None:
    right = quote("that it rained a lot", source="Ana said", cue="said")
    wrong = quote("“Take a coat,”", QuoteType.DIRECT, source="Ana", cue="called")
    result = evaluate([(CODED, [right, wrong])])
    assert result.speaker == 0.5
    assert result.all.cue == 0.5
    assert result.by_type[QuoteType.INDIRECT].speaker == 1
    assert result.by_type[QuoteType.DIRECT].speaker == 0


def test_each_type_has_its_figures() -> None:
    found = [quote("“wet”", QuoteType.MIXED), COAT]
    by_type = evaluate([(CODED, found)]).by_type
    assert by_type[QuoteType.MIXED].overlap == (0.0, None)
    assert by_type[QuoteType.DIRECT].overlap == (1.0, 1.0)
    assert by_type[QuoteType.INDIRECT].overlap == (None, 0.0)


def test_what_lies_in_excluded_text_is_neither_right_nor_wrong() -> None:
    excluded = Document(TEXT, "en", (RAIN,), excluded=(place("“Take a coat,” she said."),))
    result = evaluate([(excluded, [RAIN, COAT])])
    assert result.overlap == (1.0, 1.0)
    assert result.neither == 1


def test_nothing_proposed_and_nothing_coded_is_perfect() -> None:
    result = evaluate([(Document(TEXT), [])])
    assert result.overlap == (None, None)
    assert result.overlap.f1 is None
    assert usefulness(result.all.counts) == 1


def test_tallies_add_up() -> None:
    one, other = tally(CODED, [RAIN]), tally(CODED, [COAT])
    both = one + other
    assert both.all.wanted == 4
    assert both.all.right == 2
    assert Tally.total([one, other]) == both


def test_the_better_of_two_is_surely_better_in_many_articles() -> None:
    good = Tally(
        direct=QuoteCounts(wanted=10, met=9, met_exactly=9, found=10, right=9, right_exactly=9)
    )
    poor = Tally(
        direct=QuoteCounts(wanted=10, met=6, met_exactly=5, found=10, right=6, right_exactly=5)
    )
    against = difference([good] * 8 + [poor], [poor] * 9)
    assert against.gain > 0
    assert against.surely > 0.99
    assert difference([poor] * 9, [poor] * 9).surely == 0.5
    assert difference([], []).surely == 0.5


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpus is not there")
def test_the_figures_are_those_of_the_corpus_own_scorer(tmp_path: Path) -> None:
    gold, pairs = list[str](), list[tuple[Document, list[Quote]]]()
    lines = (CORPORA / "quotes-dev.jsonl").read_text(encoding="utf-8").splitlines()[::12]
    predicted = list[str]()
    for line in lines:
        record = json.loads(line)
        coded, other = list[Quote](), list[tuple[int, int]]()
        for each in record["quotes"]:
            each.pop("source_parts", None)
            each.pop("cue_parts", None)
            if each.get("speech", True):
                coded.append(_read(each))
            else:
                other.append((each["start"], each["end"]))
        gold.append(json.dumps(record))
        found = quotes(record["text"], "en")
        pairs.append((Document(record["text"], "en", tuple(coded), (), tuple(other)), found))
        predicted.append(json.dumps({"id": record["id"], "quotes": [_written(q) for q in found]}))
    files = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    for path, rows in zip(files, (gold, predicted), strict=True):
        path.write_text("\n".join(rows), encoding="utf-8")
    scorer = [sys.executable, str(CORPORA / "eval_quotes.py"), *map(str, files), "--json"]
    core = json.loads(subprocess.run(scorer, check=True, capture_output=True).stdout)["core"]
    ours = evaluate(pairs)
    assert [*ours.exact, ours.exact.f1] == pytest.approx(core["exact"])
    assert [*ours.overlap, ours.overlap.f1] == pytest.approx(core["iou50"])
    assert ours.speaker == pytest.approx(core["speaker_span"])
    assert ours.all.cue == pytest.approx(core["cue"])
    assert ours.neither == core["pred_ignored"]
    for kind, figures in ours.by_type.items():
        assert figures.overlap.recall == pytest.approx(core["types"][kind.value]["R"])
        assert figures.exact.recall == pytest.approx(core["types"][kind.value]["exactR"])


def _read(each: dict[str, object]) -> Quote:
    fields = {"start": each["start"], "end": each["end"], "type": each["type"]}
    ends = {name: tuple(each[name]) for name in ("cue", "source") if each.get(name)}  # type: ignore[arg-type]
    return Quote(**{**fields, "type": QuoteType(str(each["type"])), **ends})  # type: ignore[arg-type]


def _written(found: Quote) -> dict[str, object]:
    return {"start": found.start, "end": found.end, "cue": found.cue, "source": found.source}
