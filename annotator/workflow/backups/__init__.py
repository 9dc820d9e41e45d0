"""Backups as people meet them: what each holds, what differs from today, what can be put back."""
