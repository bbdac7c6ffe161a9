"""Tests of the demo council: each part, the figures of the issue's table in plain Python, and the files."""
