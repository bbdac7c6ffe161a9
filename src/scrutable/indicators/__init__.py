"""The indicators: one folder a dashboard, one `.sql` an indicator, its worked examples beside it.

`definition.py` reads a definition and the catalogue of them all, `front_matter.py` checks what stands in its
opening comment, `dialect.py` and `columns.py` check its SQL, `examples.py` reads the examples.
Read `definition.py` next.
"""
