"""Spreadsheets: XLSX."""
