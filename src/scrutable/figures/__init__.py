"""Figures: folds of a case list into a value, a trend, a breakdown or a drill-down list.

`figure.py` is what a figure is and why two of different units cannot be added, `fold.py` makes figures from a case
list, `breakdowns.py` knows the circumstances of a child on a day, `view.py` puts them together for one moment.
"""
