"""Slips that change nothing, by dashboard: `SAME` is (a part of the id, the line as changed) -> why."""
