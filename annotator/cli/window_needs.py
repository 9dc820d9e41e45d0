"""Whether a window can open here, found out before Qt is asked: Qt would abort without a sentence.

Only on Linux can the libraries and the display that Qt needs be missing.
"""

import ctypes
import importlib
import os
import shutil
import socket
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from types import ModuleType

from annotator.domain.errors import UserError
from annotator.domain.without_collecting import while_loading
from annotator.resources import resource

_ANSWER_WITHIN = 10.0  # seconds; a display far away that is gone may never answer
_UNSEEN = {"offscreen", "minimal"}
"""Qt's platforms that show nothing to anybody."""


def need_display(*, drawn: bool) -> None:
    """Raise a `UserError` unless a window can open; a picture that is `drawn` needs no display."""
    if not sys.platform.startswith("linux"):
        return
    platforms = _platforms()
    if not platforms and not drawn:
        message = "There is no display here to open a window on."
        remedy = "The other commands need none, nor does annotator open --screenshot FILE."
        raise UserError(message, remedy=remedy)
    if not platforms:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        platforms = ["offscreen"]
    # Qt takes the first that works, so what hinders the first is what matters to somebody.
    hindrances = [_hindrance(platform) for platform in platforms]
    if all(hindrances) and drawn and not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        hindrances = [_hindrance("offscreen")]
    if all(hindrances) and hindrances[0] is not None:
        raise hindrances[0]


def is_seen() -> bool:
    """Tell whether somebody could see a window here: Qt can also draw for nobody."""
    return not _UNSEEN.intersection(_platforms())


def load(window: str) -> ModuleType:
    """Return a module that uses Qt; raise a `UserError` where Qt can't be loaded."""
    try:
        with while_loading():
            return importlib.import_module(window)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"PySide6", "shiboken6"}:
            raise
        remedy = "Type: pip install PySide6-Essentials"
        raise UserError("The window needs Qt for Python (PySide6).", remedy=remedy) from error
    except ImportError as error:
        if not sys.platform.startswith("linux") or ".so" not in str(error):
            raise
        raise missing_library(error) from error


def missing_library(error: OSError | ImportError) -> UserError:
    """Return the refusal for what the system's loader said: what is missing, and what to type."""
    said: BaseException = error
    while said.__cause__ is not None:  # a frozen program wraps what the loader said
        said = said.__cause__
    library = Path(str(said).partition(":")[0]).name
    message = f"The window needs {library}, which this system lacks."
    if shutil.which("apt-get"):
        return UserError(
            message, remedy=f"Type: sudo apt-get install {' '.join(debian_packages())}"
        )
    return UserError(message, remedy="Install it with this system's package manager.")


def debian_packages() -> list[str]:
    """Return what Debian and its kin call the libraries, and the font, that the window needs."""
    return resource("debian-packages.txt").read_text(encoding="utf-8").split()


def _platforms() -> list[str]:
    """Return Qt's names for the ways to a display, in the order in which it will try them."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen:
        return [name.partition(":")[0] for name in chosen.split(";")]
    wayland = "WAYLAND_DISPLAY" in os.environ or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return ["wayland"] * wayland + ["xcb"] * bool(os.environ.get("DISPLAY"))


def _hindrance(platform: str) -> UserError | None:
    """Return why Qt can't use a platform; None when it can, as far as one knows."""
    spec = find_spec("PySide6")
    folder = Path(spec.origin or "").parent / "Qt" / "plugins" / "platforms" if spec else None
    if folder is not None and folder.is_dir():
        plugin = folder / f"libq{platform}.so"
        if not plugin.exists():
            names = sorted(path.stem.removeprefix("libq") for path in folder.glob("libq*.so"))
            remedy = f"Set it to one of {', '.join(names)}, or leave it unset."
            return UserError(f"QT_QPA_PLATFORM names no platform: {platform}.", remedy=remedy)
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            return missing_library(error)
    return _unreachable(platform)


def _unreachable(platform: str) -> UserError | None:
    connect = {"xcb": _connects_to_x, "wayland": _connects_to_wayland}.get(platform)
    if connect is None or _in_time(connect):
        return None
    name = os.environ.get("DISPLAY" if platform == "xcb" else "WAYLAND_DISPLAY", "")
    remedy = "Is it running, and may this user open windows on it?"
    return UserError(f"The display {name} does not answer.".replace("  ", " "), remedy=remedy)


def _in_time(connect: Callable[[], bool]) -> bool:
    """Tell whether a connection comes about; one that hangs does not."""
    answers: list[bool] = []
    thread = Thread(target=lambda: answers.append(connect()), daemon=True)
    thread.start()
    thread.join(_ANSWER_WITHIN)
    return answers == [True]


def _connects_to_x() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _connects_to_wayland() -> bool:
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    path = Path(folder, os.environ.get("WAYLAND_DISPLAY", "wayland-0"))
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
    except OSError:
        return False
    return True
