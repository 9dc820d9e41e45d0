"""Rows whose columns have declared types: Parquet, and the folder for Hugging Face."""
