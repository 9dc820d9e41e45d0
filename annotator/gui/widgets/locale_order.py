"""The order of texts in the system's locale."""

from PySide6.QtCore import QCollator, QLocale, Qt

from annotator.workflow.article_order import Collate


def locale_order() -> Collate:
    """Return the order of texts in the system's locale; the locale "C" knows bytes only."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        return str.casefold
    collator = QCollator(locale)
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return collator.sortKey
