"""What can be installed besides, as it is large and most need it not."""

import sys


def installing(extra: str) -> str:
    """Say how an extra of the package is installed, with no full stop behind what is typed.

    A frozen program can take nothing in: who needs more installs the program itself with pip.
    """
    wanted = f'"media-annotator[{extra}]"'
    if getattr(sys, "frozen", False):
        return f"The ready-made program comes without it. Install the other: pipx install {wanted}"
    return f"Install it: pip install {wanted}"
