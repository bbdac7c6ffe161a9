"""Runs a definition's SELECT over the register as known on one moment, for any set of periods.

`period.py` reads the names of periods, `calendar.py` knows the working days of England, `functions.duckdb.sql`
holds the few functions in which dialects differ, `duckdb.py` runs the case lists. Read `duckdb.py` next.
"""
