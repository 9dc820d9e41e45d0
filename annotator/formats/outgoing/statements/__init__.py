"""Statements: who says what, about whom, and how; read off any codebook that can say it."""
