"""`annotator agreement`."""

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from compared import BOOK, TEXT
from once import copy_of
from reviewed import code_as, tag

from annotator.analysis.agreement import Figure, has_gamma
from annotator.domain.annotation import Origin
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound, Repeat
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.edits.team import SetSetting
from annotator.domain.study import ArticleState, Inclusion, Round, RoundKind
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]
KEYS = [
    "code",
    "field",
    "measure",
    "choice",
    "coders",
    "value",
    "low",
    "high",
    "articles",
    "bearing",
    "units",
    "counts",
    "hits",
    "draws",
    "note",
]
IDS = tuple(f"a{n}" for n in range(1, 13))


@pytest.fixture
def coded(tmp_path: Path) -> str:
    """Make a project that ana, ben and cleo have coded, and return its name."""
    copy_of("coded by three on the command line", coded_by_three, tmp_path / "coded.annotator")
    return "coded.annotator"


def coded_by_three(path: Path) -> Project:
    project = Project.create(path, codebook=BOOK)
    articles = [NewArticle(id=i, title=f"Title {i}", text=TEXT) for i in IDS]
    project.apply(ImportRecords(articles=tuple(articles)))
    for coder in ("ana", "ben", "cleo"):
        edits = [
            tag(f"{coder}-{i}", "quote", "We win,", i, type="direct" if n else coder_type(coder))
            for n, i in enumerate(IDS)
        ]
        code_as(project, coder, *edits, tag(f"{coder}-s", "source", "Others"), done=IDS)
    return project


def coder_type(coder: str) -> str:
    return "indirect" if coder == "ana" else "direct"


def measures(figures: Sequence[dict[str, Any]]) -> set[str]:
    return {one["measure"] for one in figures}


def test_a_figure_has_these_keys_in_this_order(told: Told, coded: str) -> None:
    figures = told("agreement", coded)
    assert figures
    assert all(list(one) == KEYS for one in figures)
    assert list(Figure.__struct_fields__) == KEYS
    pairs = {tuple(one["coders"]) for one in figures}
    assert pairs == {("ana", "ben"), ("ana", "cleo"), ("ben", "cleo"), ("ana", "ben", "cleo")}


def test_a_figure_says_value_interval_and_units(told: Told, coded: str) -> None:
    (one,) = told(
        *("agreement", coded, "--code", "quote", "--field", "type", "--measure", "percent"),
        *("--coders", "ben,ana"),
    )
    assert one["coders"] == ["ben", "ana"]
    assert one["value"] == pytest.approx(11 / 12)
    assert one["low"] <= one["value"] <= one["high"]
    assert (one["articles"], one["bearing"], one["units"]) == (12, 12, 12)
    assert one["counts"] == "pairs of answers"
    assert 900 < one["draws"] <= 1000
    assert "unit: paired spans" in one["note"]


def test_the_same_seed_gives_the_same_intervals(told: Told, coded: str) -> None:
    words = ("agreement", coded, "--measure", "u_alpha", "--resamples", "150", "--seed")
    assert told(*words, "3") == told(*words, "3")


def test_without_resamples_there_are_no_intervals(told: Told, coded: str) -> None:
    figures = told("agreement", coded, "--resamples", "0")
    assert all(one["low"] is None and one["high"] is None for one in figures)


def test_people_get_a_table_with_cut_marks(run: Run, coded: str) -> None:
    result = run("agreement", coded, "--measure", "u_alpha", "--measure", "alpha")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == (
        ["code", "field", "measure", "coders", "value", "mark", "articles", "units", "note"]
    )
    assert re.search(
        r"^quote +u-alpha +ana, ben +1\.000 \[1\.000, 1\.000\] +reliable +12 +24 marked stretches",
        lines[1],
    )
    assert "n/a" in result.stdout
    assert "revise" in result.stdout


def test_a_value_has_the_digits_that_its_interval_leaves_it(
    run: Run, told: Told, coded: str
) -> None:
    words = ("agreement", coded, "--field", "type", "--measure", "alpha", "--coders", "ana,ben")
    (one,) = told(*words)
    assert one["high"] - one["low"] > 0.02
    expected = f"{one['value']:.2f} [{one['low']:.2f}, {one['high']:.2f}]"
    assert f"  {expected}  " in run(*words).stdout
    assert f"  {one['value']:.2f}  " in run(*words, "--resamples", "0").stdout


def test_few_articles_get_no_verdict_but_are_told_how_many_would_do(
    run: Run, told: Told, coded: str
) -> None:
    words = ("agreement", coded, "--query", "a3", "--measure", "u_alpha")
    rows = run(*words).stdout.splitlines()[1:]
    assert rows
    for row in rows:
        assert "too few articles (10 needed)" in row
        assert "[" not in row
        assert not re.search("reliable|tentative|revise", row)
    for one in told(*words):
        assert (one["low"], one["high"], one["draws"]) == (None, None, 0)
        assert "too few articles (10 needed)" in one["note"]


def test_figures_go_by_code_and_what_is_pooled_over_all_comes_last(
    run: Run, told: Told, coded: str
) -> None:
    codes = [one["code"] for one in told("agreement", coded)]
    assert list(dict.fromkeys(codes)) == ["quote", "source", ""]
    assert codes == sorted(codes, key=["quote", "source", ""].index)
    rows = run("agreement", coded).stdout.splitlines()[1:]
    assert rows[0].startswith("quote ")
    assert rows[-1].startswith("all codes, pooled ")


def test_a_projects_own_cut_marks_count(run: Run, coded: str) -> None:
    with Project.open(coded) as project:
        project.apply(SetSetting("cut_marks", {"revise": 0.0, "reliable": 0.0}))
    words = ("agreement", coded, "--field", "type", "--measure", "u_alpha", "--coders", "ana,ben")
    assert "reliable" in run(*words).stdout
    with Project.open(coded) as project:
        project.apply(SetSetting("cut_marks", "nonsense"))
    assert run(*words).exit_code == 0


def test_a_query_narrows_the_articles_down(told: Told, coded: str) -> None:
    figures = told("agreement", coded, "--query", "a3", "--measure", "u_alpha")
    assert {one["articles"] for one in figures} == {1}


def test_codes_and_fields_go_by_name_too(told: Told, coded: str) -> None:
    figures = told("agreement", coded, "--code", "Quote", "--field", "Type")
    assert {(one["code"], one["field"]) for one in figures} == {("quote", "type")}


def test_pairs_can_be_resampled(told: Told, coded: str) -> None:
    words = ("agreement", coded, "--field", "type", "--measure", "alpha", "--coders", "ana,ben")
    assert told(*words) != told(*words, "--resample", "pairs")


def test_a_higher_threshold_pairs_fewer_spans(told: Told, coded: str) -> None:
    with Project.open(coded, "ana") as project:
        project.apply(tag("wide", "source", TEXT[:60], "a2"))
    with Project.open(coded, "ben") as project:
        project.apply(tag("narrow", "source", TEXT[:20], "a2"))
    words = ("agreement", coded, "--measure", "percent", "--field", "type", "--coders", "ana,ben")
    assert told(*words)[0]["note"] != told(*words, "--threshold", "0.9")[0]["note"]


def test_gold_can_be_one_of_the_coders(told: Told, coded: str) -> None:
    assert told("agreement", coded, "--coders", "ana,ben,gold", "--measure", "f1_exact")


@pytest.fixture
def settled(coded: str, tmp_path: Path) -> str:
    """Let lea settle the first three articles as ben has them, but for a source."""
    with Project.open(tmp_path / coded, "lea") as project:
        for article in IDS[:3]:
            project.apply(Settle(take=(f"ben-{article}",), over=(f"ana-{article}",)))
        project.apply(Settle(over=("ben-s",)))
        project.apply(SetArticleState(tuple(IDS[:3]), ArticleState.SETTLED))
    return coded


def test_each_coder_is_compared_with_gold(run: Run, told: Told, settled: str) -> None:
    found = told("agreement", settled, "--against", "gold")
    assert list(found) == ["figures", "confusion"]
    figures = {
        (one["code"], one["field"], one["measure"], *one["coders"]): one for one in found["figures"]
    }
    for coder, right, share in (("ana", 2, 2 / 3), ("ben", 3, 1), ("cleo", 3, 1)):
        assert figures["quote", "type", "percent", "gold", coder]["value"] == pytest.approx(share)
        precision = figures["", "", "precision_exact", "gold", coder]
        assert (precision["hits"], precision["units"]) == (3, 4)  # nobody's source was taken
        assert figures["", "", "recall_exact", "gold", coder]["value"] == 1
        matrices = {(m["code"], m["field"]): m for m in found["confusion"] if m["coder"] == coder}
        answers = matrices["quote", "type"]
        equal = sum(row[n] for n, row in enumerate(answers["matrix"]))
        assert (equal, sum(map(sum, answers["matrix"]))) == (right, 3)
        codes = matrices["", ""]
        assert codes["values"] == ["quote", "source", "(none)"]
        assert codes["matrix"] == [[3, 0, 0], [0, 0, 0], [0, 1, 0]]
    table = run("agreement", settled, "--against", "gold", "--coders", "ana", "--code", "quote")
    assert "gold, ana" in table.stdout
    assert "3 of 3 spans of gold" in table.stdout
    assert "ben" not in table.stdout


def test_the_methods_section_is_written_with_its_references(
    run: Run, coded: str, tmp_path: Path
) -> None:
    words = ("--methods", "m.tex", "--bib", "m.bib", "--sampling", "Drawn with seed 5")
    result = run("agreement", coded, "--measure", "alpha", "--measure", "gwet_ac1", *words)
    assert result.stdout == "Wrote the methods to m.tex.\nWrote the references to m.bib.\n"
    tex = (tmp_path / "m.tex").read_text(encoding="utf-8")
    assert "Drawn with seed 5." in tex
    assert r"\cite{gwet2008}" in tex
    assert "unitized" not in tex
    bib = (tmp_path / "m.bib").read_text(encoding="utf-8")
    assert re.findall(r"@\w+{(\w+)", bib) == [
        "efron1993",
        "gwet2008",
        "krippendorff2019",
        "mediaannotator",
    ]


@pytest.mark.parametrize(
    "words",
    [("--methods", "m.docx"), ("--bib", "m.txt"), ("--methods", "m.md", "--against", "gold")],
)
def test_methods_that_can_not_be_written_are_refused(
    run: Run, coded: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert run("agreement", coded, *words).exit_code == 2
    assert not list(tmp_path.glob("m.*"))


def test_measures_that_are_not_for_gold_are_refused(run: Run, settled: str) -> None:
    result = run("agreement", settled, "--against", "gold", "--measure", "cohen_kappa")
    assert result.exit_code == 2
    assert "cohen_kappa is not for coders against gold" in result.stderr
    assert run("agreement", settled, "--against", "gold", "--measure", "percent").exit_code == 0


def test_a_project_without_gold_says_so(run: Run, coded: str) -> None:
    result = run("agreement", coded, "--against", "gold")
    assert result.exit_code == 2
    assert "no article with gold" in result.stderr


def test_figures_go_to_a_csv(run: Run, coded: str, tmp_path: Path) -> None:
    result = run("agreement", coded, "--csv", "figures.csv")
    assert result.exit_code == 0
    assert result.stdout.endswith("to figures.csv.\n")
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == KEYS
    assert rows[0]["coders"] == "ana; ben"


@pytest.mark.skipif(has_gamma(), reason="gamma can be computed here")
def test_gamma_says_what_to_install(run: Run, coded: str) -> None:
    result = run("agreement", coded, "--gamma")
    assert result.exit_code == 2
    assert 'pip install "media-annotator[gamma]"' in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--code", "quota"), "no code quota"),
        (("--field", "types"), "no field types"),
        (("--code", "source", "--field", "type"), "no field type"),
        (("--coders", "ana,dora"), "no coder dora"),
        (("--coders", "ana"), "at least two"),
        (("--measure", "kappa"), "kappa"),
        (("--threshold", "0"), "threshold"),
        (("--threshold", "nan"), "threshold"),
        (("--query", "zebra"), "finished by two"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(
    run: Run, coded: str, words: tuple[str, ...], said: str
) -> None:
    result = run("agreement", coded, *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not result.stdout


def test_a_csv_never_replaces_a_project(run: Run, coded: str) -> None:
    before = Path(coded).read_bytes()
    assert run("agreement", coded, "--csv", coded).exit_code == 2
    assert Path(coded).read_bytes() == before


@pytest.fixture
def in_rounds(coded: str) -> str:
    """Put the first article into a training round, five into a pilot, and the rest into none."""
    with Project.open(coded, "lea") as project:
        rounds = (
            Round(id="t", name="Training", kind=RoundKind.TRAINING),
            Round(id="p", name="Pilot", kind=RoundKind.PILOT),
            Round(id="m", name="Main", begins="2020-01-01"),
        )
        for one in rounds:
            project.apply(PutRound(one))
        project.apply(Include(round="t", articles=("a1",)))
        project.apply(Include(round="p", articles=IDS[1:6]))
    return coded


def test_practice_is_no_part_of_the_study_unless_it_is_asked_for(
    told: Told, in_rounds: str
) -> None:
    words = ("agreement", in_rounds, "--field", "type", "--measure", "percent")
    assert {one["articles"] for one in told(*words)} == {11}
    assert {one["articles"] for one in told(*words, "--practice")} == {12}
    assert {one["articles"] for one in told(*words, "--round", "training")} == {1}
    assert {one["articles"] for one in told(*words, "--query", "round:training")} == {1}


def test_what_is_in_no_round_counts_to_the_one_that_had_begun(told: Told, in_rounds: str) -> None:
    words = ("agreement", in_rounds, "--field", "type", "--measure", "percent", "--round")
    assert {one["articles"] for one in told(*words, "Pilot")} == {5}
    assert {one["articles"] for one in told(*words, "Main")} == {6}


def test_two_rounds_are_compared_with_intervals(told: Told, in_rounds: str) -> None:
    words = ("agreement", in_rounds, "--measure", "u_alpha", "--round", "Main")
    found = told(*words, "--since", "Pilot")
    assert found
    for one in found:
        if one["difference"] is not None:
            assert one["difference"] == pytest.approx(one["after"] - one["before"])
        assert (one["low"] is None) == (None in (one["before_low"], one["after_low"]))


def test_rounds_that_cannot_be_compared_are_refused(run: Run, in_rounds: str) -> None:
    for words, said in (
        (("--since", "Pilot"), "--since compares --round"),
        (("--since", "Pilot", "--round", "Pilot"), "5 articles are in both rounds"),
        (("--round", "Gone"), "There is no round Gone. There are: Training, Pilot, Main."),
    ):
        result = run("agreement", in_rounds, *words)
        assert result.exit_code == 2
        assert said in result.stderr


def test_each_coder_agrees_with_themselves_where_they_coded_twice(
    told: Told, run: Run, coded: str
) -> None:
    assert "Nobody has finished an article twice" in run("agreement", coded, "--again").stderr
    with Project.open(coded, "lea") as project:
        project.apply(PutRound(Round(id="r", name="Again", kind=RoundKind.REPEAT)))
        project.apply(Repeat("r", IDS))
        again = {one.stratum: one.article for one in project.find(Inclusion)}
        edits = [
            tag(f"x-{i}", "quote", "We win,", again[i], type="direct" if n else "indirect")
            for n, i in enumerate(IDS)
        ]
        code_as(project, "ben", *edits, done=tuple(again.values()))
    words = ("--field", "type", "--measure", "percent")
    (one,) = told("agreement", coded, "--again", *words)
    assert one["coders"] == ["ben", "ben again"]
    assert (one["articles"], one["value"]) == (12, pytest.approx(11 / 12))
    # The second time is no article of the study, in figures and in exports.
    assert {found["articles"] for found in told("agreement", coded, *words)} == {12}
    assert told("export", coded, "out.csv")["articles"] == 12
    assert told("export", coded, "out.csv", "--practice")["articles"] == 24


def test_labels_made_by_hand_and_suggested_ones_have_figures_apart(
    told: Told, run: Run, coded: str, tmp_path: Path
) -> None:
    with Project.open(tmp_path / coded, "ana") as project:
        made = Tag(
            id="yes", article="a1", code="quote", fragments=((0, 4),), origin=Origin.ACCEPTED
        )
        project.apply(made)

    def pairs(*options: str) -> int:
        rows = told("agreement", coded, "--resamples", "0", "--measure", "f1_overlap", *options)
        return sum(row["units"] for row in rows if row["code"] == "" and row["coders"])

    human, accepted = pairs("--origin", "human"), pairs("--origin", "accepted")
    assert human > accepted > 0
    assert human + accepted == pairs()
    refused = run("agreement", coded, "--origin", "human", "--methods", "m.md")
    assert refused.exit_code == 2
    assert "of any origin" in refused.stderr
