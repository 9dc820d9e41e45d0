"""A sheet of XlsxWriter whose texts stay texts, whatever they look like."""

from typing import Any

from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

_WRITER: Any = XMLwriter
_RICH = ("<r>", "</r>")
"""What the library takes for formatted text of its own making, and writes as it is."""


class VerbatimSheet(Worksheet):
    """Writes each text so that a spreadsheet shows just that."""

    @staticmethod
    def _escape_control_characters(data: Any) -> Any:
        escaped: Any = _WRITER._escape_control_characters(data)
        if not isinstance(escaped, str):
            return escaped
        is_rich = escaped.startswith(_RICH[0]) and escaped.endswith(_RICH[1])
        return f"_x003C_{escaped[1:]}" if is_rich else escaped

    def rest(self) -> None:
        """Close the file in which rows wait, until `wake` or the end."""
        if getattr(self, "row_data_fh", None) is not None:
            self._opt_close()

    def wake(self) -> None:
        """Open it again, where it was closed."""
        self._opt_reopen()
