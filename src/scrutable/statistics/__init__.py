"""Statistics: pure functions on arrays of numbers. They know no indicator, no period and no screen.

`spc.py` says which points of a series are more than its ordinary variation, `wilson.py` and `intervals.py` how far a
share or a rate can be trusted, `funnel.py` which of many authorities stand out, `ranking.py` which places one can hold,
`delay.py` how much of a young period is still to be written up.
What cannot be answered raises ValueError with the reason in words; a missing number stays missing and is never nought.
"""
