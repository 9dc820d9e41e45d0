"""Data files are found from a checkout, an installed package and a frozen bundle."""

import sys
from pathlib import Path

import pytest
from places import CHECKOUT

from annotator import resources


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that the package lies in an empty folder of installed packages."""
    folder = tmp_path / "site-packages" / "annotator"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", folder)
    return folder


def file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("here", encoding="utf-8")
    return path


def test_a_checkout_uses_its_own_folders() -> None:
    assert resources.resource() == CHECKOUT / "resources"
    assert resources.seeds() == CHECKOUT / "seeds"


def test_an_installed_package_uses_the_data_inside_it(package: Path) -> None:
    inside = file(package / "_data" / "resources" / "words" / "verbs.txt")
    file(package.parent / "resources" / "words" / "verbs.txt")
    assert resources.resource("words", "verbs.txt") == inside


@pytest.mark.parametrize("place", ["annotator/_data/seeds", "seeds"])
def test_a_frozen_bundle_uses_what_was_unpacked(
    place: str, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked = tmp_path / "unpacked"
    monkeypatch.setattr(sys, "_MEIPASS", str(unpacked), raising=False)
    file(package / "_data" / "seeds" / "articles.csv")
    file(unpacked / place / "articles.csv")
    assert resources.seeds() == unpacked / place


def test_a_missing_file_is_named_with_every_place_that_was_looked_at(package: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        resources.resource("icons", "app.svg")
    message = str(caught.value)
    assert message.startswith("resources/icons/app.svg is missing")
    assert str(package / "_data" / "resources" / "icons" / "app.svg") in message
    assert str(package.parent / "resources" / "icons" / "app.svg") in message
