"""What each dashboard draws in a way of its own: `DRAWN` (table -> column -> strategy) and `BOUND`, as in registers.py.

Only the definitions of that dashboard are drawn so: dates that lie on its limits, codes that it turns on.
"""
