"""The folder on this machine for what is the user's own and of no project."""

import os
from pathlib import Path

_NAME = "media-annotator"


def user_folder() -> Path:
    """Return the folder in the user's own data, or the one that `ANNOTATOR_HOME` names."""
    home = os.environ.get("ANNOTATOR_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path  # noqa: PLC0415 - seldom needed, and it loads slowly

    return user_data_path(_NAME, appauthor=False)
