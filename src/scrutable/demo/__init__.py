"""The demo council: an invented one, simulated child by child, which sends its files as a real one would.

`write_files` writes four extracts, which are then loaded by the same readers as anyone's. Read `council.py` for what
is simulated, `recording.py` for what was known when, and `targets.py` for the numbers it is steered to.
"""

from .files import Extract, write_files

__all__ = ["Extract", "write_files"]
