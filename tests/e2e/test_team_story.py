"""A lead hands out to two coders, takes their work back, settles it and sends it back."""

import csv
import io
from pathlib import Path

import pytest
from at_desks import drop, finish, hand_out, quote, sit_down
from user import ALT, CONTROL, Key, User

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.article import Article
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.domain.teamwork import Assignment
from annotator.formats.files.codebook import read_codebook
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.review import ReviewPage
from annotator.gui.team.bringing import BringInDialog
from annotator.resources import resource
from annotator.store.project import Project

FIRST = '"We consider it possible,"'
SECOND = '"They left us no choice,"'
TEXT = (
    f"{FIRST} the spokesman of ministry {{0}} said on Monday.\n"
    f"Nobody else spoke in the hall.\n"
    f"{SECOND} the minister said later."
)
TITLES = ("Common", "North", "South")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Make a lead's project with three articles."""
    path = tmp_path / "lead" / "study.annotator"
    path.parent.mkdir()
    codebook = read_codebook(resource("codebooks", "default.json"))
    articles = tuple(NewArticle(id=t, title=t, text=TEXT.format(t)) for t in TITLES)
    with Project.create(path, title="Study", codebook=codebook) as project:
        project.coder = "lea"
        project.apply(ImportRecords(articles=articles))
    return path


def bring_in(user: User, *paths: Path) -> list[tuple[int, int, int]]:
    """Drop files, read the preview and press Enter; return new, changed and deleted per file."""
    counts: list[tuple[int, int, int]] = []

    def take(dialog: BringInDialog) -> None:
        user.qtbot.waitUntil(lambda: dialog.preview is not None)
        assert dialog.preview is not None
        counts.extend((one.new, one.changed, one.deleted) for one in dialog.preview.files)
        assert not any(one.error or one.refused or one.conflicts for one in dialog.preview.files)
        if dialog.preview.brings_something:
            with user.qtbot.waitSignal(dialog.accepted):
                user.press(Key.Key_Return)
        else:
            assert dialog.summary.text() == "Nothing new in these files."
            user.press(Key.Key_Escape)

    user.in_dialog(BringInDialog, take, lambda: drop(user, paths))
    return counts


def opened(user: User, title: str) -> None:
    user.coding.open_article(title)
    assert user.view.text == TEXT.format(title)


def shared_out(project: Project) -> dict[str, list[str]]:
    handles = {one.id: one.handle for one in project.find(Coder)}
    found: dict[str, list[str]] = {}
    for one in project.find(Assignment):
        found.setdefault(handles[one.coder], []).append(one.article)
    return found


def labels(project: Project) -> dict[str, int]:
    handles = {one.id: one.handle for one in project.find(Coder)}
    found: dict[str, int] = {}
    for one in project.find(Annotation):
        name = GOLD_LAYER if one.layer == GOLD_LAYER else handles[one.coder]
        found[name] = found.get(name, 0) + 1
    return found


def code_package(user: User, handle: str, package: Path, answers: str, cut: int) -> None:
    """Code all articles of a package; `cut` is where the first quote's end is set too early."""
    sit_down(user, handle, package)
    for row in user.coding.session.project.articles():
        opened(user, row.id)
        quote(user, FIRST[: len(FIRST) - cut], answers)
        quote(user, SECOND, "1")
        finish(user)
    user.window.close_project()


def review(user: User) -> ReviewPage:
    user.press(Key.Key_2, modifiers=ALT)
    assert user.project.shown(ReviewPage) is not None
    return user.review


def export_gold(user: User, target: Path) -> list[dict[str, str]]:
    def choose(dialog: ExportDialog) -> None:
        dialog.choices.format.setCurrentIndex(dialog.choices.format.findData("csv"))
        dialog.choices.layers[GOLD_LAYER].setFocus()
        user.press(Key.Key_Space)
        dialog.path.setFocus()
        user.press(Key.Key_A, modifiers=CONTROL)
        user.write(str(target))
        user.press(Key.Key_Return)

    user.in_dialog(ExportDialog, choose, lambda: user.press(Key.Key_E, modifiers=CONTROL))
    user.qtbot.waitUntil(target.exists)
    return list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"), newline="")))


def read_what_became_of_mine(user: User) -> list[tuple[str, str]]:
    """Open the list of what was changed of one's own; return texts and what is said of them."""
    user.do("list_mine")
    mine = user.review.lists.mine
    return [(item.annotation.text, item.third.partition(" ·")[0]) for item in mine.list.items]


def go_out(user: User, study: Path, folder: Path) -> tuple[list[Path], dict[str, list[str]]]:
    """Hand out one article to both, the others to one of them each; return packages and shares."""
    sit_down(user, "lea", study)
    packages = hand_out(user, folder, new="anouk, bertil", common=1)
    assert [path.name for path in packages] == ["study-anouk.annotator", "study-bertil.annotator"]
    shares = shared_out(user.coding.session.project)
    assert len(shares["anouk"]) == len(shares["bertil"]) == 2
    assert "2 packages written" in user.say()
    return packages, shares


def are_coded(user: User, ana: Path, ben: Path) -> None:
    """Let each code alone, and see nothing of the other."""
    code_package(user, "anouk", ana, "1", 0)
    code_package(user, "bertil", ben, "2", 2)
    for own, other in ((ana, b"bertil"), (ben, b"anouk")):
        assert other not in own.read_bytes()


def come_back(user: User, study: Path, ana: Path, ben: Path, common: str) -> None:
    """Bring both in, twice; the second time Ana has corrected something."""
    sit_down(user, "lea", study)
    assert bring_in(user, ana, ben) == [(4, 0, 0), (4, 0, 0)]
    assert "Brought in from anouk, bertil: 8 new" in user.say()
    sit_down(user, "anouk", ana)
    opened(user, common)
    user.click_text(SECOND)
    user.view.setFocus()
    user.press(Key.Key_Delete)
    user.window.close_project()
    sit_down(user, "lea", study)
    assert bring_in(user, ben, ana) == [(0, 0, 0), (0, 0, 1)]
    assert labels(user.coding.session.project) == {"anouk": 3, "bertil": 4}
    assert bring_in(user, ana, ben) == [(0, 0, 0), (0, 0, 0)]


def are_settled(user: User) -> None:
    """Compare and settle: another boundary and answer, and a quote only Ben has."""
    page = review(user)
    user.qtbot.waitUntil(lambda: page.match is not None)
    for _ in range(2):
        assert page.match is not None
        user.press(Key.Key_1 if len(page.match.annotations) == 2 else Key.Key_2)
    project = user.coding.session.project
    decisions = project.find(Decision)
    assert len(decisions) == 3
    assert {one.verdict.value for one in decisions} == {"accepted", "changed"}
    assert labels(project)[GOLD_LAYER] == 2
    user.press(Key.Key_D, modifiers=CONTROL)
    assert page.pane.state.words.text().startswith("Settled")


def leave_as_gold(user: User, target: Path) -> None:
    """Export gold with its provenance."""
    rows = export_gold(user, target)
    assert {row["layer"] for row in rows} == {"gold"}
    assert {(row["text"], row["settled_from"]) for row in rows} == {
        (FIRST, "anouk|bertil"),
        (SECOND, "bertil"),
    }
    assert {row["reviewer"] for row in rows} == {"lea"}


def are_sent_back(user: User, folder: Path, ben: Path, articles: list[str]) -> None:
    """Hand out again, and let Ben read what became of his."""
    user.press(Key.Key_1, modifiers=ALT)
    returned = hand_out(user, folder)
    back = next(path for path in returned if "bertil" in path.name)
    sit_down(user, "bertil", ben)
    assert bring_in(user, back) == [(2, 0, 0)]
    assert read_what_became_of_mine(user) == [(FIRST[:-2], "lea changed it")]
    assert user.coding.session.project.check() == []
    assert {one.id for one in user.coding.session.project.find(Article)} == set(articles)


def test_the_work_of_two_coders_goes_out_comes_back_is_settled_and_sent_back(
    user: User, study: Path, tmp_path: Path
) -> None:
    (ana, ben), shares = go_out(user, study, tmp_path)
    (common,) = set(shares["anouk"]) & set(shares["bertil"])
    are_coded(user, ana, ben)
    come_back(user, study, ana, ben, common)
    are_settled(user)
    leave_as_gold(user, tmp_path / "gold.csv")
    are_sent_back(user, tmp_path / "lead", ben, shares["bertil"])
