"""Settings: each keeps what it is given, and a damaged file harms nothing."""

from pathlib import Path
from typing import Any

import pytest
from places import DOCS
from PySide6.QtCore import QSettings

from annotator.gui.settings.insights import KeptAsking, KeptInsights
from annotator.gui.settings.recent import (
    MOST,
    forget_project,
    place_in,
    recent_projects,
    remember_place,
    remember_project,
)
from annotator.gui.settings.setting import Setting
from annotator.gui.settings.settings import (
    ARTICLE_SORT,
    CODER,
    DIALOG_SIZES,
    EXPORT_LAYERS,
    PLACES,
    RECENT,
    SETTINGS,
    SHOW_CODEBOOK,
    SPLITTERS,
    THEME,
    WINDOW_GEOMETRY,
    ZOOM,
    Place,
    RecentProject,
    Settings,
    ThemeName,
)
from annotator.store.backups.places import BackupPlace
from annotator.workflow.article_order import SortKey
from annotator.workflow.report.choice import ReportChoice

PAGE = DOCS / "settings.md"
OTHER: dict[str, Any] = {
    "export/report": {
        "/p.annotator": ReportChoice(views=("voice:rows=month",), layers=("gold",), words='a "b"')
    },
    "view/theme": ThemeName.DARK,
    "view/interface": 15,
    "articles/sort": SortKey.OUTLET,
    "backups/place": BackupPlace.APART,
    "window/geometry": b"\x00\x01\xff",
    "window/codebook": True,
    "window/annotations": b"\x07",
    "window/splitters": {"main": [200, 600]},
    "window/dialog_sizes": {"import": (980, 660)},
    "window/first_steps_done": ["go", "tag"],
    "keys/changed": {"next_sentence": ["Y", "Ctrl+,"]},
    "projects/recent": [RecentProject("projects/a, b.annotator", "2025-05-19T09:30:00Z")],
    "projects/places": {"projects/ü.annotator": Place("a1", 312, 4)},
    "export/layers": ["ana", "gold"],
    "export/columns": {"/p.annotator": ["article_id", "text"]},
    "export/options": {"conll": {"scheme": "bio", "title": "a=b, ü"}},
    "insights/projects": {
        "projects/ü.annotator": KeptInsights(
            view="audit",
            asked={"audit": KeptAsking(rows="role", words='outlet:"a, b"', sampled=True)},
            wanted={"role": {"expert": 0.25}},
        )
    },
}


def by_key(setting: Setting[Any]) -> str:
    return setting.key


def other_value(setting: Setting[Any]) -> Any:
    """Return a value that is not the default."""
    if setting.key in OTHER:
        return OTHER[setting.key]
    if isinstance(setting.default, bool):
        return not setting.default
    return setting.default + 10 if isinstance(setting.default, int) else 'a, "b"; c%20=ü\n'


@pytest.mark.parametrize("setting", SETTINGS, ids=by_key)
def test_a_setting_comes_back_after_a_restart(setting: Setting[Any]) -> None:
    value = other_value(setting)
    settings = Settings()
    assert settings.get(setting) == setting.default
    settings.set(setting, value)
    settings.sync()
    assert Settings().get(setting) == value != setting.default


@pytest.mark.parametrize("setting", SETTINGS, ids=by_key)
def test_a_setting_says_what_it_is(setting: Setting[Any]) -> None:
    assert setting.label
    assert setting.help.endswith(".")


def test_the_docs_list_all_settings_in_the_order_of_their_table() -> None:
    lines = [one for one in PAGE.read_text(encoding="utf-8").splitlines() if one[:3] == "| `"]
    made_anew = "run tools/settings_doc.py"
    assert lines == [setting.doc_row() for setting in SETTINGS], made_anew


def test_only_another_value_is_told() -> None:
    settings, told = Settings(), list[str]()
    settings.changed.connect(told.append)
    settings.set(ZOOM, 0)
    settings.set(ZOOM, 2)
    settings.set(ZOOM, 2)
    assert told == [ZOOM.key]


@pytest.mark.parametrize("wanted", [True, False])
def test_what_another_window_wrote_meanwhile_is_told_here_too(wanted: bool) -> None:
    here, there, told = Settings(), Settings(), list[str]()
    here.changed.connect(told.append)
    assert here.get(SHOW_CODEBOOK) is False
    there.set(SHOW_CODEBOOK, True)
    there.sync()
    here.sync()
    assert here.get(SHOW_CODEBOOK) is True
    here.set(SHOW_CODEBOOK, wanted)
    assert told == [SHOW_CODEBOOK.key]
    here.set(SHOW_CODEBOOK, wanted)
    assert told == [SHOW_CODEBOOK.key]


def test_the_value_that_another_window_wrote_is_told_where_it_is_set() -> None:
    here, there, told = Settings(), Settings(), list[str]()
    here.changed.connect(told.append)
    assert here.get(SHOW_CODEBOOK) is False
    there.set(SHOW_CODEBOOK, True)
    there.sync()
    here.sync()
    here.set(SHOW_CODEBOOK, True)
    assert told == [SHOW_CODEBOOK.key]


def test_a_list_that_was_handed_out_and_changed_is_another_value() -> None:
    settings, told = Settings(), list[str]()
    settings.changed.connect(told.append)
    layers = settings.get(EXPORT_LAYERS)
    layers.append("ana")
    settings.set(EXPORT_LAYERS, layers)
    assert told == [EXPORT_LAYERS.key]


def test_no_two_settings_share_a_key() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize(
    ("setting", "stored"),
    [
        (THEME, "pink"),
        (ZOOM, "9000"),
        (ZOOM, "large"),
        (ARTICLE_SORT, "size"),
        (RECENT, '[{"opened": 3}]'),
        (PLACES, "{"),
        (SPLITTERS, '{"main": "wide"}'),
        (DIALOG_SIZES, '{"import": [980]}'),
        (DIALOG_SIZES, '{"import": [980, -1]}'),
        (WINDOW_GEOMETRY, "%%%"),
        (EXPORT_LAYERS, '"all"'),
    ],
    ids=lambda value: value.key if isinstance(value, Setting) else value,
)
def test_a_stored_value_without_sense_counts_as_the_default(
    setting: Setting[Any], stored: str
) -> None:
    settings = Settings()
    store = QSettings(str(settings.path), QSettings.Format.IniFormat)
    store.setValue(setting.key, stored)
    store.sync()
    assert Settings().get(setting) == setting.default


def test_changing_a_default_that_was_handed_out_changes_nothing() -> None:
    Settings().get(EXPORT_LAYERS).append("ana")
    assert Settings().get(EXPORT_LAYERS) == ["all"]


def test_settings_lie_in_the_folder_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "mine"))
    settings = Settings()
    settings.set(CODER, "ana")
    settings.sync()
    assert "ana" in (tmp_path / "mine" / "settings.ini").read_text(encoding="utf-8")


def test_settings_lie_in_the_users_own_folder_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANNOTATOR_HOME")
    assert Settings().path.parts[-2:] == ("media-annotator", "media-annotator.ini")


def test_the_project_opened_last_heads_the_recent_ones_and_stands_there_once(
    tmp_path: Path,
) -> None:
    settings = Settings()
    for name in ("one", "two", "one"):
        remember_project(settings, tmp_path / name)
    assert [Path(one.path).name for one in recent_projects(settings)] == ["one", "two"]
    assert all(one.opened.endswith("Z") for one in recent_projects(settings))


def test_only_so_many_recent_projects_are_kept(tmp_path: Path) -> None:
    settings = Settings()
    for n in range(MOST + 3):
        remember_project(settings, tmp_path / str(n))
    assert len(recent_projects(settings)) == MOST
    assert Path(recent_projects(settings)[0].path).name == str(MOST + 2)


def test_a_forgotten_project_leaves_the_list(tmp_path: Path) -> None:
    settings = Settings()
    remember_project(settings, tmp_path / "one")
    forget_project(settings, tmp_path / "one")
    assert recent_projects(settings) == []


def test_the_place_in_a_project_comes_back(tmp_path: Path) -> None:
    settings = Settings()
    remember_project(settings, tmp_path / "one")
    remember_place(settings, tmp_path / "one", Place("a1", 20, 3))
    assert place_in(Settings(), tmp_path / "one") == Place("a1", 20, 3)
    assert place_in(settings, tmp_path / "never") == Place()


def test_places_in_projects_long_gone_are_not_kept_for_ever(tmp_path: Path) -> None:
    settings = Settings()
    remember_place(settings, tmp_path / "gone", Place("a1"))
    remember_project(settings, tmp_path / "one")
    remember_place(settings, tmp_path / "one", Place("a2"))
    assert place_in(settings, tmp_path / "gone") == Place()
