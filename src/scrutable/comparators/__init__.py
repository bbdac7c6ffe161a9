"""What DfE publishes of other councils: read exactly, kept with its release, and asked by code, area and period.

`loading.py` brings files into the store's folder (`comparators/published.duckdb`), `reading.py` recognises them, and
`ask.py` answers: `published`, `neighbours` and `compare`. A missing figure always comes with its reason in words, and
no symbol is ever a nought. Read `ask.py` next.
"""
