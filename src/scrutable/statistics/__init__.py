"""Statistics: pure functions on arrays of numbers. They know no indicator, no period and no screen.

`delay.py` says how much of a young period is still to be written up. What cannot be answered raises ValueError with the
reason in words; a missing number stays missing and is never nought.
"""
