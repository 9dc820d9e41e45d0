"""The index that models and delegates are handed."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
"""Qt hands over either kind, and each method of a model takes both."""
