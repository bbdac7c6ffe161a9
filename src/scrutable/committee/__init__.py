"""The committee's side of the store: small records written one at a time, kept apart from the register.

`records.py` opens them and keeps the audit. Requests, promises, commentary and publications will stand beside it.
"""
