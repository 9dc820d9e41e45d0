"""The rows of tables and networks that only go out."""

from annotator.formats.format import Exporter, Format, Part, Purpose
from annotator.formats.outgoing.networks import choosing, files
from annotator.formats.outgoing.networks import losses as network_losses
from annotator.formats.outgoing.statements import events, table
from annotator.formats.outgoing.statements import losses as statement_losses

_OF_STATEMENTS = frozenset(
    (Part.METADATA, Part.LINKS, Part.WHOLE_ARTICLE, Part.OVERLAPS, Part.FIELDS, Part.NOTES)
)
"""What a row for each statement has a place for, be it in part."""
_OF_NETWORKS = frozenset((Part.LINKS,))
"""What of labels becomes edges, be it in part."""

TABLES_OUT: tuple[Format, ...] = (
    Format(
        id="statement-table",
        name="Table of statements (CSV)",
        suffixes=(),
        exports=Exporter(
            title="Statements (CSV): who says what of whom, in which frame",
            about=(
                "For R, pandas and coding checks by hand: a row for each quote, with "
                "names where links lead."
            ),
            suffix=".csv",
            purpose=Purpose.TABLES,
            write=table.write,
            preview=table.preview,
            holds=_OF_STATEMENTS,
            losses=statement_losses.table_losses,
            for_spreadsheet=True,
            options=table.TABLE_OPTIONS,
        ),
    ),
    Format(
        id="statement-workbook",
        name="Table of statements (XLSX)",
        suffixes=(),
        exports=Exporter(
            title="Statements (XLSX): the same for spreadsheets",
            about="For spreadsheets: a row for each quote, with names where links lead.",
            suffix=".xlsx",
            purpose=Purpose.TABLES,
            write=table.write_sheet,
            preview=table.preview,
            holds=_OF_STATEMENTS,
            losses=statement_losses.table_losses,
            options=table.SHEET_OPTIONS,
        ),
    ),
    Format(
        id="event-list",
        name="Event list (DNA)",
        suffixes=(),
        exports=Exporter(
            title="Event list, as the Discourse Network Analyzer has it",
            about=(
                "For rDNA and scripts that read the event list of the Discourse Network Analyzer."
            ),
            suffix=".csv",
            purpose=Purpose.NETWORKS,
            write=events.write,
            preview=events.preview,
            holds=_OF_STATEMENTS - {Part.NOTES},
            losses=statement_losses.event_losses,
            options=events.EVENT_OPTIONS,
        ),
    ),
)

NETWORKS_OUT: tuple[Format, ...] = (
    Format(
        id="graphml",
        name="Network (GraphML)",
        suffixes=(".graphml",),
        exports=Exporter(
            title="Network (GraphML), for Gephi, visone, networkx and igraph",
            about="For drawing and measuring who says what or names whom, with weights on ties.",
            suffix=".graphml",
            purpose=Purpose.NETWORKS,
            write=files.write_graphml,
            preview=files.preview,
            holds=_OF_NETWORKS,
            losses=network_losses.network_losses,
            options=choosing.NETWORK_OPTIONS,
        ),
    ),
    Format(
        id="gexf",
        name="Network (GEXF)",
        suffixes=(".gexf",),
        exports=Exporter(
            title="Network (GEXF 1.3), for Gephi",
            about="For Gephi: who says what or names whom, with weights, and over time.",
            suffix=".gexf",
            purpose=Purpose.NETWORKS,
            write=files.write_gexf,
            preview=files.preview,
            holds=_OF_NETWORKS,
            losses=network_losses.network_losses,
            options=choosing.GEXF_OPTIONS,
        ),
    ),
    Format(
        id="edge-list",
        name="Network (list of edges)",
        suffixes=(),
        exports=Exporter(
            title="Network (CSV): a list of edges",
            about="For R, pandas and spreadsheets: a row for each tie with its weight.",
            suffix=".csv",
            purpose=Purpose.NETWORKS,
            write=files.write_edges,
            preview=files.preview,
            holds=_OF_NETWORKS,
            losses=network_losses.network_losses,
            for_spreadsheet=True,
            options=choosing.EDGE_OPTIONS,
        ),
    ),
)
