"""Lists of objects in JSON and JSONL, as scrapers and services give them."""
