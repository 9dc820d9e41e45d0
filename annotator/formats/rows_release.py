"""The row of a release: what is published."""

from annotator.formats.format import DATASET, Exporter, Format, Purpose
from annotator.formats.release.losses import losses
from annotator.formats.release.options import OPTIONS
from annotator.formats.release.writing import preview, write

RELEASES: tuple[Format, ...] = (
    Format(
        id="release",
        name="Release",
        suffixes=(),
        exports=Exporter(
            title="Release: a folder or zip for a journal, an archive and others",
            about=(
                "For publishing: data, codebook, datasheet, card, citation and "
                "checksums, with the texts or without them."
            ),
            suffix=".zip",
            purpose=Purpose.RELEASE,
            write=write,
            preview=preview,
            holds=DATASET,
            losses=losses,
            folder=True,
            options=OPTIONS,
        ),
    ),
)
