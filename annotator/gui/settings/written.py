"""Where settings are written, and how each value is."""

import os
from pathlib import Path
from typing import Any, cast

import msgspec
from PySide6.QtCore import QSettings

_NAME = "media-annotator"


def settings_file() -> QSettings:
    """Return the settings of the user, or of the folder that `ANNOTATOR_HOME` names."""
    home = os.environ.get("ANNOTATOR_HOME")
    if home:
        return QSettings(str(Path(home) / "settings.ini"), QSettings.Format.IniFormat)
    scope = QSettings.Scope.UserScope
    return QSettings(QSettings.Format.IniFormat, scope, _NAME, _NAME)


def encoded(value: object) -> str:
    """Return a value as it is written: texts as they are, all else as JSON."""
    return str(value) if isinstance(value, str) else msgspec.json.encode(value).decode()


def decoded(stored: str, kind: Any) -> Any:
    """Return a value of a kind that was written; raise a `MsgspecError` where it is none."""
    if isinstance(kind, type) and issubclass(cast("type[object]", kind), str):
        return msgspec.convert(stored, cast("Any", kind))  # stored as it is, not as JSON
    return msgspec.json.decode(stored, type=cast("Any", kind))
