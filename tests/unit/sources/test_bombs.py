"""Each file that is made to bring a reader down is refused, with its number, in under a second and 100 MB.

What is measured: the processor time from the call of the reader to its refusal, and the memory that this adds to a
process in which everything is imported (see bombs.py). Beside a busy neighbour the clock says more than the work.
"""

import json
import shutil
import subprocess
import sys

import pytest

SECONDS, MEGABYTES = 1.0, 100.0
ROOM = 3 * 1024**3  # bytes on disk: the largest is 1 GB of blanks


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measured by means that only Linux has")
def test_every_bomb_is_refused_in_under_a_second_and_100_megabytes(tmp_path, root):
    if (free := shutil.disk_usage(tmp_path).free) < ROOM:
        pytest.skip(f"{free / 1024**3:.1f} GB are free where tests write, and 1 GB of blanks needs 3")
    command = [sys.executable, "-m", "tests.unit.sources.bombs", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root)
    bombs = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, len(bombs) > 40) == (0, True), done.stderr
    assert [bomb for bomb in bombs if bomb["code"] not in bomb["expected"]] == []
    assert [bomb for bomb in bombs if bomb["cpu"] >= SECONDS or bomb["megabytes"] >= MEGABYTES] == []
