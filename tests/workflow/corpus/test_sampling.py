"""A sample of an archive has the probabilities that it says, whoever does the work."""

import json
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import PROBABILITY, Article
from annotator.domain.codebook import Codebook
from annotator.domain.draft import no_progress
from annotator.domain.errors import UserError
from annotator.domain.kept_samples import kept_samples, samples_told
from annotator.store.project import Project
from annotator.workflow.corpus.drawing import ArchiveDraw
from annotator.workflow.corpus.executor import InProcess
from annotator.workflow.corpus.fetching import TEXTS, fetched
from annotator.workflow.corpus.sample_project import kept_sample, make_project
from annotator.workflow.corpus.sample_wish import (
    Quota,
    SampleWish,
    distinct,
    quota_of,
    quotas_in,
    refuse_wish,
)
from annotator.workflow.corpus.sampling import FRAME_COUNTS, draw_sample
from annotator.workflow.corpus.suggesting import CorpusSuggesting

Row = dict[str, str]
WORDS = [f"word{n}" for n in range(500)]
OUTLETS = ("AFP", "AFP", "AFP", "dpa", "Post", "")


def story(seed: int) -> str:
    return " ".join(Random(seed).choices(WORDS, k=30))


def row(n: int, **more: str) -> Row:
    day = f"2024-05-{n % 28 + 1:02}"
    return {"id": f"a{n:03}", "text": story(n), "outlet": OUTLETS[n % 6], "published": day, **more}


def archive(folder: Path, *files: Sequence[Row]) -> Path:
    folder.mkdir(parents=True)
    for n, rows in enumerate(files):
        lines = "".join(json.dumps(one) + "\n" for one in rows)
        (folder / f"{n}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def drawn_from(
    folder: Path, out: Path, wish: SampleWish, *, at_most: int = 3_000, doubt: bool = False
) -> ArchiveDraw:
    found = draw_sample(
        wish,
        [folder],
        out,
        InProcess(),
        lambda _: no_progress,
        at_most=at_most,
        suggesting=CorpusSuggesting() if doubt else None,
    )
    return found.draw


def chances(draw: ArchiveDraw) -> dict[str, float]:
    return {one.id: one.probability for one in draw.rows}


@settings(max_examples=10, deadline=None)
@given(
    st.integers(1, 45), st.booleans(), st.integers(0, 3), st.sampled_from(("", "outlet", "month"))
)
def test_the_same_are_drawn_however_the_archive_is_cut_and_ordered(
    tmp_path_factory: pytest.TempPathFactory, size: int, spread: bool, seed: int, by: str
) -> None:
    tmp = tmp_path_factory.mktemp("sample")
    rows = [row(n) for n in range(40)]
    wish = SampleWish(size=size, by=by, spread=spread and bool(by), seed=seed, once=False)
    one = drawn_from(archive(tmp / "a", rows), tmp / "one", wish, at_most=10**6)
    mixed = Random(seed).sample(rows, len(rows))
    other = drawn_from(archive(tmp / "b", mixed[:7], mixed[7:]), tmp / "two", wish, at_most=500)
    assert chances(one) == chances(other)
    assert one.strata == other.strata
    assert len(one.rows) == min(size, len(rows))
    for name, (n, of) in one.strata.items():
        own = [one for one in one.rows if one.stratum == name]
        assert len(own) == n
        assert sum(each.probability for each in own) == pytest.approx(n * n / of)


def test_weighted_totals_are_right_on_the_average_over_seeds(tmp_path: Path) -> None:
    """Horvitz and Thompson's sum with what is kept: each article is drawn as often as it says."""
    rows = [row(n) for n in range(12)]
    folder, got = archive(tmp_path / "a", rows), Counter[str]()
    known: dict[str, float] = {}
    for seed in range(120):
        wish = SampleWish(size=6, by="outlet", seed=seed, once=False)
        draw = drawn_from(folder, tmp_path / f"out{seed}", wish)
        # Of each draw exactly: the sizes of all strata are told without an error.
        for name, (n, of) in draw.strata.items():
            weights = [1 / Fraction(n, of) for one in draw.rows if one.stratum == name]
            assert sum(weights) == (of if n else 0)
        known |= chances(draw)
        got.update(one.id for one in draw.rows)
    shares = {ident: got[ident] / 120 for ident in known}
    assert len(known) == len(rows)
    assert shares == pytest.approx(known, abs=0.15)
    lengths = {one["id"]: len(one["text"]) for one in rows}
    total = sum(shares[ident] / known[ident] * lengths[ident] for ident in known)
    assert total == pytest.approx(sum(lengths.values()), rel=0.1)


def test_quotas_take_what_there_is_and_an_article_counts_for_the_first_that_it_fits(
    tmp_path: Path,
) -> None:
    folder = archive(tmp_path / "a", [row(n, section="ab"[n % 2]) for n in range(36)])
    quotas = (
        Quota((("outlet", "dpa"), ("section", "b")), 2),
        Quota((("outlet", "dpa"),), 2),
        Quota((("outlet", "Post"), ("month", "2024-05")), 50),
        Quota((("outlet", "None"),), 5),
    )
    draw = drawn_from(folder, tmp_path / "out", SampleWish(quotas=quotas, once=False))
    assert draw.strata == {
        "outlet=Post, month=2024-05": (6, 6),
        "outlet=dpa, section=b": (2, 6),
        "outlet=None": (0, 0),
        "outlet=dpa": (0, 0),
    }
    assert {one.probability for one in draw.rows} == {1.0, 2 / 6}
    assert (draw.counts.outside, draw.counts.frame) == (24, 12)
    counts = (tmp_path / "out" / FRAME_COUNTS).read_text(encoding="utf-8")
    assert '"outlet=dpa, section=b",6,2,0.3333333333333333' in counts


def test_constructed_weeks_take_all_of_their_days(tmp_path: Path) -> None:
    rows = [row(n) for n in range(84)] + [row(90, published="soon")]
    draw = drawn_from(archive(tmp_path / "a", rows), tmp_path / "out", SampleWish(weeks=2))
    assert draw.counts.outside == 1
    assert len(draw.rows) == 2 * 7 * 3
    assert {one.probability for one in draw.rows} == {2 / 4}
    assert draw.strata["Monday"] == (2, 4)
    days = Counter(rows[int(one.id[1:])]["published"] for one in draw.rows)
    assert set(days.values()) == {3}


def test_copies_count_once_and_so_does_an_id_that_is_there_twice(tmp_path: Path) -> None:
    rows = [row(n) for n in range(10)]
    rows[3] |= {"text": f"Late. {rows[2]['text']} {rows[2]['text']}", "published": "2024-01-01"}
    rows[2] |= {"text": f"{rows[2]['text']} {rows[2]['text']}"}
    rows.append(row(20, id="a005"))
    folder = archive(tmp_path / "a", rows)
    draw = drawn_from(folder, tmp_path / "out", SampleWish(size=99))
    assert (draw.counts.articles, draw.counts.copies, draw.counts.again) == (11, 1, 1)
    assert {one.id: one.copies for one in draw.rows if one.copies > 1} == {"a003": 2}
    assert "a002" not in chances(draw)
    every = drawn_from(folder, tmp_path / "every", SampleWish(size=99, once=False))
    assert len(every.rows) == 10
    assert every.counts.copies == 0


def test_what_a_model_is_unsure_of_has_a_higher_chance_and_all_have_some(tmp_path: Path) -> None:
    said = "“{}”, he said. According to her, it will. The minister told it to us on Monday. "
    rows = [row(n, text=said.format(story(n)) if n % 4 == 0 else story(n)) for n in range(40)]
    folder = archive(tmp_path / "a", rows)
    seen: dict[str, float] = {}
    for seed in range(12):
        wish = SampleWish(size=8, unsure=True, once=False, seed=seed)
        draw = drawn_from(folder, tmp_path / f"out{seed}", wish, doubt=True)
        assert len(draw.rows) == 8
        seen |= chances(draw)
    sure = {chance for ident, chance in seen.items() if int(ident[1:]) % 4}
    unsure = {chance for ident, chance in seen.items() if not int(ident[1:]) % 4}
    assert len(sure) == 1
    assert min(unsure) > max(sure) > 0


def test_the_sample_is_a_project_that_knows_how_it_was_drawn(tmp_path: Path) -> None:
    rows = [row(n, title=f"T{n}", section="home") for n in range(30)]
    folder, out = archive(tmp_path / "a", rows), tmp_path / "out"
    wish = SampleWish(size=12, by="outlet", seed=5)
    draw = drawn_from(folder, out, wish)
    kept = kept_sample(wish, draw, ["a"], 0)
    path = tmp_path / "out.annotator"
    make_project(path, fetched(draw.rows, out / TEXTS), kept, codebook=Codebook())
    with Project.open(path) as project:
        found = {one.id: one for one in project.find(Article)}
        assert {ident: one.meta[PROBABILITY] for ident, one in found.items()} == chances(draw)
        for one in draw.rows:
            told = rows[int(one.id[1:])]
            article = found[one.id]
            assert (article.title, project.text_of(article)) == (told["title"], told["text"])
            assert article.meta.get("stratum", "") == told["outlet"] == one.stratum
        assert project.check() == []
        (said,) = kept_samples(project.info().settings)
        assert {name: tuple(pair) for name, pair in said["strata"].items()} == draw.strata
        assert said["frame"]["in_frame"] == 30
        assert samples_told(project.info().settings) == (
            "12 articles were drawn at random, stratified by outlet (seed 5) from "
            "30 articles in an archive of 30."
        )
        project.undo()
        assert project.find(Article) == []
        assert kept_samples(project.info().settings) == []
        project.redo()
        assert len(project.find(Article)) == 12
        assert project.check() == []


def test_a_draw_that_is_done_again_is_the_same_and_reads_no_partition_anew(tmp_path: Path) -> None:
    folder = archive(tmp_path / "a", [row(n) for n in range(20)])
    wish = SampleWish(size=5)
    first = drawn_from(folder, tmp_path / "out", wish)
    again = draw_sample(
        wish, [folder], tmp_path / "out", InProcess(), lambda _: no_progress, at_most=3_000
    )
    assert again.draw == first
    assert again.outcome.before == again.outcome.partitions
    with pytest.raises(UserError, match="other settings"):
        drawn_from(folder, tmp_path / "out", SampleWish(size=5, seed=2))


def test_an_archive_without_strata_is_refused(tmp_path: Path) -> None:
    folder = archive(tmp_path / "a", [row(n) for n in range(3)])
    with pytest.raises(UserError, match="in a stratum"):
        drawn_from(folder, tmp_path / "out", SampleWish(quotas=(Quota((("x", "y"),), 1),)))


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (SampleWish(), "Nothing says how many"),
        (SampleWish(size=3, weeks=1), "--weeks and --size can't go together"),
        (SampleWish(weeks=1, by="outlet"), "--weeks says by what is drawn"),
        (SampleWish(size=3, by="outlet", unsure=True), "not --by strata"),
        (SampleWish(size=3, spread=True), "--spread needs strata"),
    ],
)
def test_wishes_that_contradict_are_refused(wish: SampleWish, said: str) -> None:
    with pytest.raises(UserError, match=said):
        refuse_wish(wish)


def test_quotas_are_written_on_the_command_line_or_in_a_table(tmp_path: Path) -> None:
    assert quota_of("url=https://x.example:20") == Quota((("url", "https://x.example"),), 20)
    for wrong in ("outlet=AFP", "outlet:3", "outlet=AFP:many", "=AFP:3", "outlet=AFP:0"):
        with pytest.raises(UserError, match="is no quota"):
            quota_of(wrong)
    table = tmp_path / "quotas.csv"
    table.write_text("outlet,month,articles\nAFP,2024-05,20\ndpa,2024-06,10\n", encoding="utf-8")
    assert quotas_in(table) == [
        Quota((("outlet", "AFP"), ("month", "2024-05")), 20),
        Quota((("outlet", "dpa"), ("month", "2024-06")), 10),
    ]
    for wrong in ("", "outlet,n\nAFP,3\n", "outlet,articles\nAFP\n", "outlet,articles\nAFP,x\n"):
        table.write_text(wrong, encoding="utf-8")
        with pytest.raises(UserError, match="quota"):
            quotas_in(table)
    with pytest.raises(UserError, match="can't be read"):
        quotas_in(tmp_path / "none.csv")
    with pytest.raises(UserError, match="two quotas for outlet=AFP"):
        distinct([quota_of("outlet=AFP:2"), quota_of("outlet=AFP:3")])
