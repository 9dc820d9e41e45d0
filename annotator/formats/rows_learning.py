"""The rows of what machine learning reads: typed tables, and folders of them."""

from annotator.formats.format import DATASET, ROW_PER_ANNOTATION, Exporter, Format, Purpose
from annotator.formats.outgoing.first_files import first_files
from annotator.formats.outgoing.huggingface import writing as huggingface
from annotator.formats.outgoing.splits import SPLIT_OPTIONS
from annotator.formats.outgoing.typed import parquet
from annotator.formats.outgoing.typed.parquet_file import PARQUET

LEARNING: tuple[Format, ...] = (
    Format(
        id="parquet",
        name="Parquet",
        suffixes=(".parquet",),
        exports=Exporter(
            title="Parquet: one row per annotation, with typed columns",
            about=(
                "For large data in pandas, R, DuckDB and Spark: the columns of the "
                "CSV, each with its type."
            ),
            suffix=".parquet",
            purpose=Purpose.TABLES,
            write=parquet.write,
            preview=parquet.preview,
            holds=ROW_PER_ANNOTATION,
            losses=parquet.losses,
            columns=parquet.columns,
            extra=PARQUET,
        ),
    ),
    Format(
        id="huggingface",
        name="Hugging Face folder",
        suffixes=(),
        exports=Exporter(
            title="Hugging Face: a folder for load_dataset",
            about=(
                "For datasets and the Hub: articles and annotations with declared "
                "features and a card."
            ),
            suffix="",
            purpose=Purpose.MACHINE_LEARNING,
            write=huggingface.write,
            preview=huggingface.preview,
            files=first_files(huggingface.write),
            holds=DATASET,
            losses=huggingface.losses,
            folder=True,
            options=(huggingface.DATA, *SPLIT_OPTIONS),
        ),
    ),
)
