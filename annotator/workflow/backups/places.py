"""The folder on this machine for backups that can't or shall not lie beside their project."""

import os
from pathlib import Path

from platformdirs import user_data_path

_NAME = "media-annotator"


def apart_folder() -> Path:
    """Return the folder in the user's own data, or in the one that `ANNOTATOR_HOME` names."""
    home = os.environ.get("ANNOTATOR_HOME")
    return (Path(home) if home else user_data_path(_NAME, appauthor=False)) / "backups"
