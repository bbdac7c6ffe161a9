"""The process that composes a pack: a store's folder and a recipe in, the pack out. `composing.py` is the other end.

It opens the register and holds what asking, counting and drawing need: all of that is gone again when the pack is laid
out, which needs as much.
"""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import BinaryIO

from scrutable import open as open_store
from scrutable import processes
from scrutable.frames import send
from scrutable.report import frozen, recipe


def compose(line: bytes, pipe: BinaryIO) -> None:
    """Answer with the pack of a recipe. `line` is JSON: a store's folder, and a recipe as `Frozen.text` writes it."""
    folder, said = json.loads(line)
    settled = frozen.read(said, "to be made")
    pack = recipe.composed(
        open_store(Path(folder)), settled, lambda section: send(pipe, "say", section.encode())
    )
    send(pipe, "object", pickle.dumps(pack))


if __name__ == "__main__":
    processes.serve(compose)
