"""Where the frozen program starts: as the window or as the command line, by the name it has."""

import sys
from pathlib import Path

if Path(sys.argv[0]).stem == "media-annotator":
    from annotator.cli.open import main
else:
    # It need not load what the window does.
    from annotator.cli.main import main

main()
