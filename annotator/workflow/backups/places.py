"""The folder on this machine for backups that can't or shall not lie beside their project."""

import os
from pathlib import Path

_NAME = "media-annotator"


def apart_folder() -> Path:
    """Return the folder in the user's own data, or in the one that `ANNOTATOR_HOME` names."""
    home = os.environ.get("ANNOTATOR_HOME")
    if home:
        return Path(home) / "backups"
    from platformdirs import user_data_path  # noqa: PLC0415 - seldom needed, and it loads slowly

    return user_data_path(_NAME, appauthor=False) / "backups"
