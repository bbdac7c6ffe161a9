"""The checks of the records: one `.sql` a check that returns the rows that fail it, its worked examples beside it.

A check is written like an indicator and read, checked and run by the same machinery; it says which indicators its rows
decide. `definition.py` reads them, `running.py` runs them over a view, `behind.py` says which failing rows stand
behind one figure. Read `definition.py` next.
"""
