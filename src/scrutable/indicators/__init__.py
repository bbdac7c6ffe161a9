"""The indicators: one folder a dashboard, one `.sql` an indicator, its worked examples beside it.

`definition.py` reads a definition and the catalogue of them all, a council's own among them; `boards.py` the
dashboards. `front_matter.py` checks what stands in the opening comment, `dialect.py` the words of the SQL and
`checking.py` what it means (with `columns.py`, `kinds.py`, `functions.py`). `examples.py` reads the examples.
Read `definition.py` next.
"""
