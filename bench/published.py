"""How many of the percentages that DfE prints are what its own printed counts give, file by file.

Not a speed but a count: a pack compares with published figures, and says what they are worth. The exceptions are those
that no rounding of the counts explains; each is a finding with its row (`scrutable comparators list --findings`).

    python bench/published.py [FOLDER]
"""

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scrutable.comparators.reading import read  # noqa: E402 - the checkout goes on the path first
from scrutable.comparators.recount import recount  # noqa: E402
from scrutable.errors import DataFault  # noqa: E402

FOLDER = ROOT.parent / "shared" / "data" / "comparators" / "ees"


def main(folder: Path) -> None:
    """Print a line for each printed percentage, the sum, and the exceptions as findings."""
    print(f"{'printed percentage':68}{'the same':>10}{'but rounding':>14}{'another':>9}")
    total: Counter[str] = Counter()
    exceptions: Counter[str] = Counter()
    for path in sorted(folder.iterdir()):
        try:
            told = recount(path)
        except DataFault:  # neighbours: nothing is counted there
            continue
        for one in told.tallies:
            print(
                f"{told.table}/{one.column:{67 - len(told.table)}}{one.agree:10,}{one.within:14,}{one.contradict:9,}"
            )
            total.update(agree=one.agree, within=one.within, contradict=one.contradict)
        exceptions.update(f"{one.measure}: {one.says}" for one in read(path).findings if one.code == "D423")
    n, of = total["agree"], total.total()
    print(
        f"\n{n:,} of {of:,} printed percentages are what their counts give ({100 * n / of:.2f}%);"
        f" {total['within']:,} more are but for the rounding of the counts; {total['contradict']:,} are another number."
    )
    print(f"\nThe first of {exceptions.total():,} findings:")
    for says, many in list(exceptions.items())[:12]:
        print(f"  {says}" + (f" ({many} times)" if many > 1 else ""))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
