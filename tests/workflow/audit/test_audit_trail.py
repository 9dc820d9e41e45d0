"""The audit trail: every edit leaves with who, when, what before and after, and why."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from blind_study import ARTICLES, BEN, blind_study
from hypothesis import given
from hypothesis import strategies as st
from led_project import CODES, WORDS, do, led_project, tag
from msgspec.structs import replace

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.change import Change
from annotator.domain.codebook import Choice
from annotator.domain.edits.annotations import Delete, SetFragments, SetNote, SetValue
from annotator.domain.edits.articles import EditArticle, SetStatus
from annotator.domain.edits.codebook import PutCode, ReplaceCodebook
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.study import PracticeResult, Remark, practice_result_id
from annotator.domain.timing import Stretch
from annotator.domain.visibility import Visibility
from annotator.store.file import transactions
from annotator.store.history import log
from annotator.store.project import Project
from annotator.workflow.audit.lives import LIFE_COLUMNS
from annotator.workflow.audit.names import EVERYTHING
from annotator.workflow.audit.trail import TRAIL_COLUMNS
from annotator.workflow.audit.versions import VERSION_COLUMNS
from annotator.workflow.audit.writing import TrailForm, TrailOrder, write_trail
from annotator.workflow.visibility import visibility_of

Rows = list[dict[str, str]]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as made:
        yield made


def rows(project: Project, form: TrailForm = TrailForm.EDITS, **order: Any) -> Rows:
    """Write the trail as CSV and read it as others do."""
    path = project.path.with_name("out.csv")
    write_trail(project, path, TrailOrder(form=form, **order))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(project: Project, form: TrailForm = TrailForm.EDITS, **order: Any) -> list[Any]:
    path = project.path.with_name("out.jsonl")
    write_trail(project, path, TrailOrder(form=form, **order))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def of_last(found: Rows) -> Rows:
    return [row for row in found if row["edit"] == found[-1]["edit"]]


def label(project: Project, code: str = "quote") -> Annotation:
    return next(one for one in project.find(Annotation) if one.code == code)


def test_an_answer_is_told_with_what_it_was_before_in_words_and_as_it_is_kept(
    project: Project,
) -> None:
    mine = label(project)
    do(project, "ana", SetValue(mine.id, "kind", "direct"), SetValue(mine.id, "kind", "indirect"))
    last = next(row for row in of_last(rows(project)) if row["attribute"] == "values.kind")
    said = {name: last[name] for name in ("coder", "change", "kind", "code_name", "layer")}
    assert said == {
        "coder": "ana",
        "change": "changed",
        "kind": "annotation",
        "code_name": "Quote",
        "layer": "ana",
    }
    assert (last["attribute_name"], last["before"], last["after"]) == ("Type", "Direct", "Indirect")
    assert (last["record"], last["annotation"], last["article"]) == (mine.id, mine.id, mine.article)
    exact = lines(project)[-1]
    assert exact["before"]["values"] == {"kind": "direct"}
    assert exact["after"]["values"] == {"kind": "indirect"}
    assert exact["schema"] == "annotator-history/1"


def test_the_trail_is_in_the_order_of_time_and_has_every_edit(project: Project) -> None:
    project.apply(EditArticle(article="a1", title="Anew"))
    project.undo()
    found = rows(project)
    assert tuple(found[0]) == TRAIL_COLUMNS
    edits = list(dict.fromkeys(row["edit"] for row in found))
    assert edits == [one.id for one in reversed(project.latest_edits())]
    renamed, undone = edits[-2:]
    by_edit = {row["edit"]: row for row in found}
    assert by_edit[renamed]["counts"] == "false"
    assert by_edit[undone]["about"] == renamed
    assert (by_edit[undone]["edit_kind"], by_edit[undone]["before"]) == ("undo", "Anew")


def test_a_decision_says_why(project: Project) -> None:
    project.apply(Settle(over=(label(project).id,), reason="Wrong code"))
    last = next(row for row in of_last(rows(project)) if row["kind"] == "decision")
    assert (last["reason"], last["code"], last["coder"]) == ("Wrong code", "quote", "lea")


def test_what_was_moved_is_told_by_its_words(project: Project) -> None:
    mine = label(project)
    start = WORDS.index("three")
    do(project, "ana", SetFragments(mine.id, ((start, start + 5),)))
    moved = next(row for row in of_last(rows(project)) if row["attribute"] == "fragments")
    assert (moved["before"], moved["after"]) == (mine.text, "three")


def test_how_long_people_worked_stays_in_the_project(project: Project) -> None:
    do(
        project,
        "ana",
        SetStatus("a2", WorkStatus.DONE, (Stretch("a2", "2026-01-31", "m", 90_000),)),
    )
    found = lines(project)
    assert {one["kind"] for one in found if one["edit"] == found[-1]["edit"]} == {"status"}
    assert "seconds" not in project.path.with_name("out.jsonl").read_text(encoding="utf-8")


def test_each_label_has_its_life_in_order(project: Project) -> None:
    mine = label(project)
    start = WORDS.index("three")
    do(
        project,
        "ana",
        SetFragments(mine.id, ((start, start + 5),)),
        SetValue(mine.id, "kind", "indirect"),
        SetNote(mine.id, "sure"),
    )
    project.apply(Settle(take=(mine.id,), reason="So it is"))
    do(project, "ana", Delete((mine.id,)))
    (life,) = lines(project, TrailForm.LIVES, of=(mine.id,))
    done = [one["what"] for one in life["history"]]
    assert [one for one in done if one not in ("linked", "unlinked")] == [
        *("made", "moved", "answered", "noted", "accepted", "deleted", "decision withdrawn"),
    ]
    assert (life["there"], life["layer"], life["code_name"]) == (False, "ana", "Quote")
    assert next(one for one in life["history"] if one["what"] == "accepted")["reason"] == "So it is"
    table = rows(project, TrailForm.LIVES)
    assert tuple(table[0]) == LIFE_COLUMNS
    own = [row["n"] for row in table if row["annotation"] == mine.id]
    assert own == sorted(own, key=int)
    order = list(dict.fromkeys(row["annotation"] for row in table))
    assert len(order) == len(lines(project, TrailForm.LIVES))
    assert {one.id for one in project.find(Annotation)} <= set(order)


def test_a_label_that_never_was_is_refused(project: Project) -> None:
    with pytest.raises(UserError, match="no annotation nothing"):
        lines(project, TrailForm.LIVES, of=("nothing",))
    assert not project.path.with_name("out.jsonl").exists()


def test_versions_of_the_codebook_say_how_they_differ(project: Project) -> None:
    quote = CODES.codes[0]
    field = replace(
        quote.fields[0], name="Kind", choices=(*quote.fields[0].choices, Choice("odd", "Odd"))
    )
    code = replace(quote, definition="What somebody said.", fields=(field,))
    project.apply(PutCode(code))
    project.undo()
    found = rows(project, TrailForm.CODEBOOK)
    assert tuple(found[0]) == VERSION_COLUMNS
    changed = [row for row in found if row["counts"] == "false"]
    assert {(row["what"], row["before"], row["after"]) for row in changed} == {
        ("Definition", "", "What somebody said."),
        ("Field Kind: name", "Type", "Kind"),
        (
            "Field Kind: choices",
            "direct: Direct\nindirect: Indirect",
            "direct: Direct\nindirect: Indirect\nodd: Odd",
        ),
    }
    first, second, back = lines(project, TrailForm.CODEBOOK)
    assert (second["why_not"], back["why_not"]) == ("it is undone, or what brought it in is", "")
    assert (second["version"], back["version"]) == (first["version"] + 1, first["version"])
    assert {one["after"] for one in first["differences"]} == {"new"}
    project.apply(ReplaceCodebook(replace(CODES, title="Other")))
    last = lines(project, TrailForm.CODEBOOK)[-1]
    assert {(one["code_name"], one["what"], one["after"]) for one in last["differences"]} >= {
        ("", "Title", "Other"),
    }


def test_a_spreadsheet_runs_nothing_of_it(project: Project) -> None:
    mine = label(project)
    do(project, "ana", SetNote(mine.id, "=1+1"))
    assert of_last(rows(project))[0]["after"] == "=1+1"
    path = project.path.with_name("safe.csv")
    write_trail(project, path, TrailOrder(for_spreadsheet=True))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in path.read_text(encoding="utf-8")


def test_any_text_comes_back_as_it_was(project: Project) -> None:
    odd = "a\u2028b, “c”\n=1; \u0085e\u0301 \U0001f600"
    do(project, "ana", SetNote(label(project).id, odd))
    assert lines(project)[-1]["after"]["note"] == odd
    assert next(row for row in of_last(rows(project)) if row["attribute"] == "note")["after"] == odd


def test_another_ending_is_refused(project: Project) -> None:
    with pytest.raises(UserError, match=r"neither CSV nor JSONL.*\.jsonl"):
        write_trail(project, project.path.with_name("out.txt"))


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with blind_study(tmp_path_factory.mktemp("blind")) as made:
        yield made


@pytest.mark.parametrize("form", [TrailForm.EDITS, TrailForm.LIVES])
@given(
    statuses=st.dictionaries(st.sampled_from(ARTICLES), st.sampled_from(WorkStatus)),
    assigned=st.frozensets(st.sampled_from(ARTICLES)),
    reviewing=st.booleans(),
)
def test_nothing_of_a_label_leaves_that_may_not_be_seen(
    blind: Project,
    form: TrailForm,
    statuses: dict[str, WorkStatus],
    assigned: frozenset[str],
    reviewing: bool,
) -> None:
    seen_by = Visibility(coder=BEN, statuses=statuses, assigned=assigned, reviewing=reviewing)
    hidden = {one.id for one in blind.find(Annotation) if not seen_by.sees(one)}
    told = lines(blind, form, seen_by=seen_by)
    assert not {one["annotation"] for one in told} & hidden
    named = {one["record"] for one in told if form is TrailForm.EDITS}
    assert not named & hidden
    if not hidden:
        assert told == lines(blind, form, seen_by=EVERYTHING)


def test_a_coder_gets_their_own_labels_and_not_their_colleagues(blind: Project) -> None:
    do(blind, "ben", SetStatus("a1", WorkStatus.IN_PROGRESS))
    seen_by = visibility_of(blind, BEN, reviewing=True)
    told = lines(blind, seen_by=seen_by)
    assert {one["layer"] for one in told if one["article"] == "a1" and one["layer"]} == {"ben"}
    blind.undo()


def test_many_edits_are_written_a_few_at_a_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    inner = log.edits_where

    def counted(*words: Any) -> Iterator[log.EditRow]:
        found = list(inner(*words))
        held.append(len(found))
        return iter(found)

    _append_notes(project, 1200)
    monkeypatch.setattr(log, "edits_where", counted)
    assert len({row["edit"] for row in rows(project)}) > 1200
    assert max(held) <= 500


def _append_notes(project: Project, count: int) -> None:
    """Put many edits into the history at once, without what they do to the state."""
    database = project._database  # pyright: ignore[reportPrivateUsage] - quicker than edits
    mine = label(project).id
    clock = project.latest_edits(1)[0].clock
    with transactions.transaction(database):
        for n in range(count):
            row = log.EditRow(
                id=f"n{n:05}",
                kind="SetNote",
                label="Note written",
                coder="ana",
                at="2027-01-01T00:00:00Z",
                clock=clock,
            )
            change = Change("annotation", mine, {"note": f"{n}"}, {"note": f"{n + 1}"})
            log.append(database, row, [change])


def test_labels_that_are_gone_are_told_as_they_were(project: Project) -> None:
    made = tag("gone", "a1", "source", "six")
    do(project, "ana", made, Delete(("gone",)))
    found = of_last(rows(project))
    assert {(row["change"], row["code_name"], row["layer"]) for row in found} == {
        ("deleted", "Source", "ana"),
    }
    assert ("six", "") in {(row["before"], row["after"]) for row in found}


def test_what_colleagues_wrote_and_how_they_did_is_hidden_as_their_labels_are(
    blind: Project,
) -> None:
    ana = coder_id("ana")
    result = practice_result_id("a1", ana)
    records = (
        PracticeResult(id=result, article="a1", coder=ana, score=0.5, passed=True),
        Remark(id="note", asker=ana, coder=ana, text="It is a quote", at="", article="a1"),
        Remark(id="mine", asker=BEN, coder=BEN, text="Is it?", at="", article="a1"),
    )
    blind.apply(ImportRecords(records=records, label="Study begun"))
    blinded = Visibility(coder=BEN, assigned=frozenset(("a1",)), reviewing=True)
    told = {one["record"] for one in lines(blind, seen_by=replace(blinded, coder=BEN))}
    assert not told & {result, "note"}
    told = {one["record"] for one in lines(blind, seen_by=replace(blinded, assigned=frozenset()))}
    assert {result, "note", "mine"} <= told
    blind.undo()
