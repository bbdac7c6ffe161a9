"""Reads a committee's minutes by rules into a draft list: what was decided, asked, promised and said in figures.

No language model reads here. Every extract is an exact stretch of the source, with its place, and what the minute
does not name (an owner, a date) stays empty. `source.py` makes one text of a file, `layout.py` its paragraphs and
list items; `decisions.py` reads the resolutions, `talk.py` the discussion, `quoted.py` the figures, and `reading.py`
puts them together. The list is a draft: a clerk or an analyst confirms, edits or rejects each line of it.
"""
