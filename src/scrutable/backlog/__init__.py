"""What waits: the council's queues, how they stand, what they will show by December, and what was promised of it.

`queues.py` lists the queues, `flow.py` proves that what came in, went out and waits adds up, `lenses.py` looks at
timeliness from three sides. `queue.py` works a queue off day by day for many runs at once; `simulate.py` feeds it from
the council's own weeks, which `history.py` reads; `forecast.py` says what comes of it and `backtest.py` how such
forecasts have done. `promised.py` holds promises against them. `claim.py` asks whether timeliness goes with repeat
referrals.
"""
