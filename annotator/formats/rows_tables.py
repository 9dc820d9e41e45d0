"""The rows of tables, lists of objects and lists of references."""

from annotator.formats import gdelt
from annotator.formats.csv import columns as csv_columns
from annotator.formats.csv import losses as csv_losses
from annotator.formats.csv import reading as csv_reading
from annotator.formats.csv import separators as csv_separators
from annotator.formats.csv import writing as csv_writing
from annotator.formats.format import DATASET, ROW_PER_ANNOTATION, Exporter, Format, Importer, Part
from annotator.formats.jsonl import lines as jsonl_lines
from annotator.formats.jsonl import reading as jsonl_reading
from annotator.formats.jsonl import writing as jsonl_writing
from annotator.formats.jsonlist import reading as json_reading
from annotator.formats.release import layout as release_layout
from annotator.formats.ris import reading as ris_reading
from annotator.formats.xlsx import reading as xlsx_reading
from annotator.formats.xlsx import writing as xlsx_writing

TABLES: tuple[Format, ...] = (
    Format(
        id="csv",
        name="Table (CSV, TSV)",
        suffixes=(".csv", ".tsv"),
        imports=Importer(
            read=csv_reading.read,
            kinds=("CSV", "TSV"),
            columns=csv_reading.mapping_of,
            lists=csv_reading.lists,
            encodings=True,
            recognises=csv_reading.recognises,
        ),
        exports=Exporter(
            title="CSV: one row per annotation, for tables",
            about=(
                "For pandas, R and spreadsheets: each annotation with its words, "
                "answers and the article’s metadata."
            ),
            suffix=".csv",
            write=csv_writing.write,
            preview=csv_writing.preview,
            holds=ROW_PER_ANNOTATION,
            losses=csv_losses.losses,
            columns=csv_columns.column_names,
            for_spreadsheet=True,
            options=csv_separators.CSV_OPTIONS,
        ),
    ),
    Format(
        id="xlsx",
        name="Spreadsheet (XLSX)",
        suffixes=xlsx_reading.SUFFIXES,
        imports=Importer(
            read=xlsx_reading.read,
            kinds=("XLSX",),
            columns=xlsx_reading.mapping_of,
            lists=xlsx_reading.lists,
            recognises=xlsx_reading.recognises,
        ),
        exports=Exporter(
            title="XLSX: a sheet per code, for spreadsheets",
            about=(
                "For Excel and LibreOffice: a sheet for each code with its answers, "
                "the articles and the codebook."
            ),
            suffix=".xlsx",
            write=xlsx_writing.write,
            preview=xlsx_writing.preview,
            holds=DATASET - {Part.ROLES},
            losses=xlsx_writing.losses,
            options=xlsx_writing.XLSX_OPTIONS,
        ),
    ),
    Format(
        id="jsonl",
        name="JSONL",
        suffixes=jsonl_lines.SUFFIXES,
        beside=jsonl_lines.BESIDE,
        imports=Importer(
            read=jsonl_reading.read,
            kinds=("JSONL",),
            annotated=True,
            recognises=jsonl_reading.recognises,
            labels=jsonl_reading.labels,
            along=release_layout.along,
        ),
        exports=Exporter(
            title="JSONL: one article per line, complete",
            about=(
                "For whatever reads JSON, and for another project of this program: all "
                "that there is."
            ),
            suffix=".jsonl",
            write=jsonl_writing.write,
            preview=jsonl_writing.preview,
            losses=jsonl_writing.losses,
        ),
    ),
    Format(
        id="json",
        name="List of objects (JSON, JSONL)",
        suffixes=json_reading.SUFFIXES,
        imports=Importer(
            read=json_reading.read,
            kinds=("JSON",),
            columns=json_reading.mapping_of,
            lists=json_reading.is_list,
            recognises=json_reading.recognises,
        ),
    ),
    Format(
        id="ris",
        name="References (RIS)",
        suffixes=ris_reading.SUFFIXES,
        imports=Importer(
            read=ris_reading.read,
            kinds=("RIS",),
            lists=ris_reading.is_list,
            recognises=ris_reading.recognises,
        ),
    ),
    Format(
        id="gdelt",
        name="Records of GDELT",
        suffixes=gdelt.SUFFIXES,
        imports=Importer(
            read=gdelt.read,
            kinds=("GDELT",),
            lists=gdelt.is_list,
            recognises=gdelt.recognises,
        ),
    ),
)
