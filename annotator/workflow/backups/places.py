"""The folder on this machine for backups that can't or shall not lie beside their project."""

from pathlib import Path

from annotator.store.file.user_folder import user_folder


def apart_folder() -> Path:
    """Return the folder for them in the user's own data."""
    return user_folder() / "backups"
