"""Being the child that paints an insight into a PNG or PDF file; it shows nothing to anybody."""

import sys
from pathlib import Path

import msgspec

from annotator.gui.insights.painting import save_figure
from annotator.gui.look.application import application
from annotator.workflow.insights.figure_files import FigureJob


def main() -> None:
    """Paint what comes on standard input."""
    app = application()
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=FigureJob)
    save_figure(Path(job.path), job.insight)
    del app


if __name__ == "__main__":
    main()
