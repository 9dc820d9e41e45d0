"""The audit trail: what was done, by whom, when and why, as files that leave the program."""
