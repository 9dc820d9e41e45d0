"""Comparing layers and settling what differs."""
