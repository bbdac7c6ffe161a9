"""The oracles: each indicator once more in plain Python, written from the law or the guide and not from the SQL.

A module is named for its indicator and holds one function of that name. Its arguments are named for the register
tables it reads, each a list of rows, and `period`. It yields a row for each case. An oracle is slow on purpose: it
goes through every row for every period, so that one can see that it is right. `days.py` holds what they share.
"""
