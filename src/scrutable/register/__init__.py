"""The register: the tables of tables.toml with their history, the store they live in, and what was found wrong.

Read `schema.py` for the tables, `typing.py` for how text becomes values, `history.py` for how a load is applied,
`store.py` for the folder and `settings.py` for what scrutable.toml says. The register as known on one moment is in
`engine/views.py`.
"""
