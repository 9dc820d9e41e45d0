"""What every test starts from: its own home, a fixed locale and clock zone, and no stray warnings.

Log records: a test fails when one of WARNING or above is left at its end. A test that expects such
a record takes pytest's `caplog`, looks at what it holds, and then calls `caplog.clear()`.
"""

import faulthandler
import gc
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from hypothesis import HealthCheck, settings
from open_connections import left_open, watched_connections

from annotator.domain.clock import use_device
from annotator.workflow.device import own_device
from annotator.workflow.local_time import LocalTime

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# Set before Qt reads them; what a developer set on purpose for the platform stays.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LC_ALL="C.UTF-8", LANGUAGE="en", TZ="UTC")
for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "ANNOTATOR_HOME"):
    os.environ.pop(name, None)
if hasattr(time, "tzset"):
    time.tzset()

# Every edit is synced, and a disk takes its time for that: files lie in memory if there is room.
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes folders of its own there
ROOM = 4 * 2**30  # bytes
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = os.environ["TMPDIR"]

# No limits on time: a busy machine must not fail a law.
settings.register_profile(
    "local", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.register_profile("thorough", settings.get_profile("local"), max_examples=2000)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "local")
settings.load_profile(PROFILE)
if PROFILE == "thorough":
    os.environ.setdefault("PYTEST_TIMEOUT", "0")  # it takes as long as it takes


def pytest_collection_finish() -> None:
    """Look at thousands of tests no more when garbage is collected: they stay anyway."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def fixed_locale() -> None:
    """Make Qt write dates and numbers the same on every machine."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QLocale  # noqa: PLC0415 (tests without Qt do not load it)

        QLocale.setDefault(QLocale.c())


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all homes, apart: pytest lists its own folder for each that it makes."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home, so that no settings, logs or ids of machines cross over."""
    folder = Path(tempfile.mkdtemp(dir=homes))
    monkeypatch.setenv("HOME", str(folder))
    use_device(None)
    own_device.cache_clear()
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("ANNOTATOR_HOME", str(folder / "annotator"))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    if "PySide6.QtCore" in sys.modules:
        keep_settings_in(folder)
    return folder


def keep_settings_in(folder: Path) -> None:
    """Make every QSettings of this process an INI file below the folder."""
    from PySide6.QtCore import QSettings  # noqa: PLC0415 (tests without Qt do not load it)

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(kind, scope, str(folder / "settings"))


@pytest.fixture(autouse=True)
def deaths_are_told(pytestconfig: pytest.Config) -> Iterator[None]:
    """Have the process tell its end where it is seen, after a test that had it told elsewhere."""
    yield
    told_to = pytestconfig.stash.get(fault_handler_stderr_fd_key, None)
    if told_to is not None:
        faulthandler.enable(told_to)


@pytest.fixture(autouse=True)
def no_time_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time pass for whom it is measured how long they work, unless the test says so."""
    monkeypatch.setattr(LocalTime, "millis", lambda _self: 0)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> "QtBot":
    """Give the test a robot that waits as long as the one limit of all tests allows."""
    from waiting import PatientBot  # noqa: PLC0415 (tests without Qt do not load it)

    return PatientBot(request)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Let widgets go that are to go, and keys that are held, at the end of the test that said so.

    A program's own loop lets widgets go at once. Here nobody runs one until some later test waits,
    when what was inside them may be half gone. A key that a test clicks while Shift is held leaves
    it held: whatever test comes next would extend a selection where it begins one.
    """
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from held_keys import let_go_of_keys  # noqa: PLC0415 (as above)
        from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 (as above)

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            let_go_of_keys()


@pytest.fixture(autouse=True)
def no_stray_log_records(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail the test when it leaves a log record of WARNING or above (see the top of this file)."""
    yield
    stray = [
        f"{record.name} {record.levelname}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    if stray:
        pytest.fail("unexpected log records:\n" + "\n".join(stray), pytrace=False)


@pytest.fixture(autouse=True)
def no_database_left_open() -> Iterator[None]:
    """Fail the test when it leaves a project, or any other database, open."""
    with watched_connections() as opened:
        yield
        left = left_open(opened)
    if left:
        pytest.fail("not closed, opened at:\n" + "\n".join(left), pytrace=False)
