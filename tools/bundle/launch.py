"""Where the frozen program starts: as the window or as the command line, by the name it has."""

import sys
from pathlib import Path

from annotator.cli.main import main as command_line
from annotator.cli.open import main as window

start = window if Path(sys.argv[0]).stem == "media-annotator" else command_line
start()
