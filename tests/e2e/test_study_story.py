"""A lead plans, trains, hands out, takes back, adjudicates, locks, reports and freezes a study."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from at_desks import drop, finish, hand_out, quote, sit_down
from msgspec import structs
from user import ALT, CONTROL, Key, User

from annotator.analysis.agreement import GOLD_MEASURES, Options
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.article import WorkStatus
from annotator.domain.clock import use_device
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.layers import GOLD
from annotator.domain.people import Coder, coder_id
from annotator.domain.settings import project_settings
from annotator.domain.study import (
    ArticleState,
    PracticeResult,
    Round,
    RoundKind,
    Settlement,
    settlement_id,
)
from annotator.formats.selection import Selection
from annotator.gui.project.freezes import FreezesDialog
from annotator.gui.project.new import NewProjectDialog
from annotator.gui.review import ReviewPage
from annotator.gui.rounds.feedback import FeedbackDialog
from annotator.gui.settings.settings import CODER
from annotator.gui.team.bringing import BringInDialog
from annotator.store.merging.report import FileReport
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.freezing.comparing import compare_freeze
from annotator.workflow.reliability.against_gold import gold_reporting
from annotator.workflow.reliability.figures import study as studied
from annotator.workflow.whose_work import renaming

FIRST = '"We consider it possible,"'
SECOND = '"They left us no choice,"'
TEXT = (
    f"{FIRST} the spokesman of ministry {{0}} said on Monday.\n"
    f"Nobody else spoke in the hall.\n"
    f"{SECOND} the minister said later."
)
PRACTICE, NORTH, SOUTH = "Practice", "North", "South"
_OPTIONS = Options(resamples=0, measures=GOLD_MEASURES)
LAB, HOME = "aaaa0001", "bbbb0002"
"""Ben's two machines."""


@pytest.fixture(autouse=True)
def machines() -> Iterator[None]:
    use_device(lambda: LAB)
    yield
    use_device(None)


def found(user: User, folder: Path) -> Path:
    """Make a project as somebody does who starts a study: who founds it reviews."""
    user.window.settings.set(CODER, "lea")

    def fill(dialog: NewProjectDialog) -> None:
        dialog.title.setText("Ministries")
        dialog.path.setText(str(folder / "study.annotator"))
        user.press(Key.Key_Return)

    user.in_dialog(NewProjectDialog, fill, lambda: user.do("new"))
    project = user.coding.session.project
    assert project_settings(project.info().settings).reviewers == (coder_id("lea"),)
    return project.path


def plan(user: User) -> None:
    """Bring articles in, code the practice one as its key, and put it into a training round."""
    session = user.coding.session
    articles = tuple(
        NewArticle(id=t, title=t, text=TEXT.format(t)) for t in (PRACTICE, NORTH, SOUTH)
    )
    session.apply(ImportRecords(articles=articles))
    first = (0, len(FIRST))
    session.apply(Tag(id="key", article=PRACTICE, code="quote", fragments=(first,)))
    session.apply(Settle(take=("key",), reason="Whole sentences"))
    session.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING, pass_mark=0.9)))
    session.apply(Include(round="t", articles=(PRACTICE,)))
    user.qtbot.waitUntil(lambda: len(user.project.listed_articles()) == len(articles))


def practise(user: User) -> None:
    """Code more than the key has on the practice article, and read whether it is enough."""
    user.coding.open_article(PRACTICE)
    quote(user, FIRST, "1")
    quote(user, SECOND, "1")
    told: list[str] = []

    def read(dialog: FeedbackDialog) -> None:
        told.extend(dialog.table.texts(row)[0] for row in range(dialog.table.rowCount()))
        user.press(Key.Key_Return)

    user.in_dialog(FeedbackDialog, read, lambda: finish(user))
    assert len(told) >= 1
    (result,) = user.coding.session.project.find(PracticeResult)
    assert (result.article, result.passed) == (PRACTICE, False)


def code(user: User, handle: str, package: Path, *, cut: int = 0, second: bool = True) -> None:
    """Code both articles of the study; `cut` ends the first quote too early."""
    sit_down(user, handle, package)
    for article in (NORTH, SOUTH):
        user.coding.open_article(article)
        quote(user, FIRST[: len(FIRST) - cut], "1")
        if second:
            quote(user, SECOND, "1")
        finish(user)
    user.window.close_project()


def drift_and_forge(package: Path) -> None:
    """Change the codebook in ana's file, use the change, and write gold with another program."""
    with Project.open(package, "ana") as project:
        project.apply(PutCode(Code(id="irony", name="Irony", definition="Not meant so.")))
        project.apply(Tag(id="ironic", article=NORTH, code="irony", fragments=((0, 4),)))
        mine = next(one for one in project.find(Annotation, article=NORTH) if one.code == "quote")
        with patch.object(Draft, "_refuse_reserved"):
            project.apply(Settle(take=(mine.id,)))


def bring_in(user: User, path: Path) -> FileReport:
    """Drop a file on the window, look at what it would do, and bring it in."""
    reports: list[FileReport] = []

    def take(dialog: BringInDialog) -> None:
        user.qtbot.waitUntil(lambda: dialog.preview is not None)
        assert dialog.preview is not None
        reports.extend(dialog.preview.files)
        with user.qtbot.waitSignal(dialog.accepted):
            dialog.bring.click()

    user.in_dialog(BringInDialog, take, lambda: drop(user, [path]))
    return reports[0]


def adjudicate(user: User) -> None:
    """Take the first version of each thing that is open, whoever has it, by one key."""
    user.press(Key.Key_2, modifiers=ALT)
    page = user.project.page(ReviewPage)
    user.qtbot.waitUntil(lambda: page.match is not None)
    listed: list[str] = []
    while page.match is not None:
        assert len(listed) < 9
        listed.append(page.panel.title.text())
        user.press(Key.Key_1)
    assert len(listed) == 4, "two things in each of two articles"


def settle_and_lock(user: User, article: str) -> None:
    session = user.coding.session
    session.open_article(article)
    assert len(gold_on(session.project, article)) == 2
    user.do("settle_article")
    user.do("lock_article")
    found = session.project.get(Settlement, settlement_id(article))
    assert found is not None
    assert (found.state, found.locked) == (ArticleState.SETTLED, True)


def gold_on(project: Project, article: str) -> list[Annotation]:
    return project.find(Annotation, article=article, layer=GOLD_LAYER)


def rows_of(project: Project, folder: Path, layer: str) -> list[dict[str, str]]:
    """Export a layer as CSV and read it with nothing of the program."""
    target = folder / f"{layer}.csv"
    export(project, target, selection=Selection(layers=(layer,)))
    return list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"), newline="")))


def spans(rows: list[dict[str, str]], article: str) -> list[tuple[int, int]]:
    return [
        (int(row["start"]), int(row["end"]))
        for row in rows
        if row["code"] == "quote" and row["article_id"] == article
    ]


def by_hand(own: list[dict[str, str]], gold: list[dict[str, str]]) -> tuple[float, float]:
    """Return precision and recall of exact spans, counted once more."""
    hits = total = wanted = 0
    for article in (NORTH, SOUTH):
        mine, key = Counter(spans(own, article)), Counter(spans(gold, article))
        hits += sum((mine & key).values())
        total += sum(mine.values())
        wanted += sum(key.values())
    return hits / total, hits / wanted


def figures_against_gold(project: Project) -> dict[tuple[str, str], float | None]:
    """Return precision and recall of exact spans of quotes as the program has them."""
    material = studied(project)
    options = structs.replace(_OPTIONS, codes=frozenset(("quote",)))
    return {
        (figure.coders[0] if figure.coders[0] != GOLD else figure.coders[1], figure.measure): (
            figure.value
        )
        for figure in gold_reporting(material, options).figures()
        if figure.code == "quote" and not figure.field
    }


def freeze(user: User, name: str) -> Path:
    """Freeze the project under a name, by keys."""
    made: list[str] = []

    def act(dialog: FreezesDialog) -> None:
        dialog.name.setFocus()
        user.write(name)
        dialog.freeze_button.click()
        user.qtbot.waitUntil(lambda: bool(dialog.written))
        made.append(dialog.written)
        user.press(Key.Key_Escape)

    user.in_dialog(FreezesDialog, act, lambda: user.do("freeze"))
    return user.coding.session.project.path.with_name(made[0])


def are_coded(user: User, packages: list[Path]) -> None:
    """Let three code for themselves; ana has practised, ben cuts short, cid misses."""
    ana, ben, cid = packages
    sit_down(user, "ana", ana)
    practise(user)
    user.window.close_project()
    code(user, "ana", ana)
    code(user, "ben", ben, cut=2)
    code(user, "cid", cid, second=False)
    drift_and_forge(ana)


def come_back(user: User, packages: list[Path]) -> None:
    """Rename one, and look at what comes back before it counts."""
    session = user.coding.session
    renamed = next(one for one in session.project.find(Coder) if one.handle == "cid")
    session.apply(renaming(session.project, renamed, "carl"))
    first, *others = (bring_in(user, one) for one in packages)
    (told,) = first.not_applied
    assert told == (
        "ana is no reviewer: 1 decision, 1 gold label and 1 article’s state are not applied."
    )
    assert [one.name for one in first.proposals] == ["Irony"]
    assert [one.not_applied for one in others] == [(), ()]
    assert gold_on(session.project, NORTH) == []
    assert session.project.codebook().code("irony") is None
    assert {"ana", "ben", "carl"} < {one.handle for one in session.project.find(Coder)}


def comes_late(user: User, package: Path) -> None:
    """Bring in a file from ben's other machine: it is asked about, and leaves gold as it is."""
    use_device(lambda: HOME)
    with Project.open(package, "ben") as project:
        project.apply(Tag(id="late", article=NORTH, code="quote", fragments=((60, 70),)))
        project.apply(SetStatus(NORTH, WorkStatus.DONE))
    use_device(lambda: LAB)
    project = user.coding.session.project
    before = gold_on(project, NORTH)
    late = bring_in(user, package)
    assert [(one.handle, one.known) for one in late.newcomers] == [("ben", True)]
    assert gold_on(project, NORTH) == before
    assert project.get(Annotation, "late") is not None


def are_recomputed(project: Project, folder: Path) -> None:
    """Count every coder's figures against gold once more, from what leaves."""
    gold = rows_of(project, folder, "gold")
    assert {row["article_state"] for row in gold} == {"settled"}
    told = figures_against_gold(project)
    for handle in ("ana", "ben", "carl"):
        precision, recall = by_hand(rows_of(project, folder, handle), gold)
        assert told[handle, "precision_exact"] == pytest.approx(precision)
        assert told[handle, "recall_exact"] == pytest.approx(recall)


def test_a_study_from_its_founding_to_its_freeze(user: User, tmp_path: Path) -> None:
    (tmp_path / "lead").mkdir()
    lead = found(user, tmp_path / "lead")
    plan(user)
    user.coding.articles.table.setFocus()
    user.press(Key.Key_A, modifiers=CONTROL)  # the practice article, too
    packages = sorted(hand_out(user, tmp_path, new="ana, ben, cid", common=3))
    at_home = tmp_path / "home.annotator"
    at_home.write_bytes(packages[1].read_bytes())
    are_coded(user, packages)
    sit_down(user, "lea", lead)
    come_back(user, packages)
    adjudicate(user)
    for article in (NORTH, SOUTH):
        settle_and_lock(user, article)
    project = user.coding.session.project
    assert {one.reviewer for one in project.find(Decision)} == {coder_id("lea")}
    comes_late(user, at_home)
    are_recomputed(project, tmp_path)
    frozen = freeze(user, "First report")
    with Project.open(frozen) as kept:
        assert kept.read_only
    user.coding.session.apply(Tag(id="after", article=SOUTH, code="quote", fragments=((5, 9),)))
    compared = compare_freeze(project, "First report")
    assert (compared.altered, "gold" in compared.same) == (False, True)
    assert project.check() == []
