"""Opening a package in the window: a welcome, or the question whose it is."""

from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox
from team_of_many import team_of_many
from user import User, opened

from annotator.gui.project.identity import IdentityDialog
from annotator.gui.settings.settings import CODER


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "study-ben.annotator"
    with team_of_many(tmp_path / "study.annotator", articles=14, coders=2) as study:
        study.write_package(path, coder="ben", articles=["a11", "a12"])
    return path


def test_whom_it_is_for_is_greeted(user: User, package: Path) -> None:
    user.window.settings.set(CODER, "ben")
    assert user.window.open_path(package)
    assert user.window.status.words() == "Welcome, ben: 1 article is waiting"


@pytest.mark.parametrize(("button", "coder"), [("Stay ana", "ana"), ("Code as ben", "ben")])
def test_anybody_else_is_asked(user: User, package: Path, button: str, coder: str) -> None:
    user.window.settings.set(CODER, "ana")

    def answer(box: QMessageBox) -> None:
        assert box.text() == "This package is for ben; you are ana."
        found = {one.text().replace("&", ""): one for one in box.findChildren(QAbstractButton)}
        found[button].click()

    in_dialog(QMessageBox, answer, lambda: user.window.open_path(package))
    assert opened(user.window).session.coder == coder
    assert user.window.settings.get(CODER) == "ana"
    said = user.window.status.words()
    assert said == (
        "Welcome, ben: 1 article is waiting"
        if coder == "ben"
        else "This package is for ben; you are ana"
    )


def test_the_machines_account_is_never_proposed_in_a_package(user: User, package: Path) -> None:
    def answer(dialog: IdentityDialog) -> None:
        assert dialog.findChildren(QLineEdit)[0].text() == "ben"
        dialog.accept()

    in_dialog(IdentityDialog, answer, lambda: user.window.open_path(package))
    assert opened(user.window).session.coder == "ben"
