"""What CSV, spreadsheets and lists in JSON share: rows whose columns hold what is mapped."""
