"""What the Annex A lists say of each child: every list repeats sex, ethnicity, date of birth and disability."""

from collections.abc import Sequence

from scrutable.sources.annex_a_lists import list_of
from scrutable.sources.annex_a_words import aliases, code_of
from scrutable.sources.children import Children, blank
from scrutable.sources.delivery import Finding, TableRows, Texts
from scrutable.sources.grid import Grid

# Register column -> column of the list, and the kind of its wordings.
_COLUMNS = {
    "birth_date": "birth_date",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "unaccompanied_asylum_seeking": "uasc",
}
_WORDED = {"sex": "sex", "ethnicity": "ethnicity", "unaccompanied_asylum_seeking": "yes_no"}


class People:
    """One row a child and one of disability, over all the lists."""

    def __init__(self, file: str, grids: Sequence[Grid]) -> None:
        self.file, self.grids = file, grids
        self.children = Children(file, _aliases(grids))
        self.disabled: dict[str, tuple[Grid, int, str]] = {}
        self.disagreements: list[Finding] = []

    def take(self, grid: Grid, c: dict[str, Texts], headers: dict[str, str]) -> None:
        """Take in what one list says. `headers` maps the columns of the list to its own headers."""
        names = {register: name for register, name in _COLUMNS.items() if name in c}
        self.children.headers[grid.place] = {
            "child_id": headers["child_id"], **{register: headers.get(name, "") for register, name in names.items()}
        }  # fmt: skip
        for n, row in enumerate(grid.rows):
            child = c["child_id"][n]
            values = {register: c[name][n] for register, name in names.items()}
            self.children.add(grid.place, row, child, values)
            said = c["disability"][n] if "disability" in c else None
            if said and not blank(said) and child and not blank(child):
                self._disability(child.strip(), grid, row, said)

    def tables(self) -> list[TableRows]:
        """Return the children, then their disabilities: yes is the code DDA, no is NONE; the lists know no other."""
        tables = self.children.tables()
        for grid in self.grids:
            held = [(child, row, said) for child, (own, row, said) in self.disabled.items() if own is grid]
            if held:
                texts: Texts = [said for _, _, said in held]
                columns: dict[str, Texts] = {"child_id": [child for child, _, _ in held], "code": texts}
                headers = {"code": "Does the Child have a Disability"}
                coded = {"code": aliases("disability", texts)}
                rows = [row for _, row, _ in held]
                tables.append(TableRows("child_disability", columns, rows, grid.place, headers, coded, None))
        return tables

    def findings(self) -> list[Finding]:
        """Return where the lists disagree about a child."""
        return self.children.findings + self.disagreements

    def _disability(self, child: str, grid: Grid, row: int, said: str) -> None:
        """Keep one answer a child. One list that says yes knows of something that the other does not."""
        before = self.disabled.get(child)
        if before is None:
            self.disabled[child] = (grid, row, said)
            return
        now, then = code_of("disability", said), code_of("disability", before[2])
        if now == then:
            return
        if then != "DDA":
            self.disabled[child] = (grid, row, said)
        says = "Another list says otherwise of this child's disability; yes is taken."
        self.disagreements.append(
            Finding(
                "D239", "attention", self.file, says, "Find out which is right in the case system.", grid.place, row,
                "Does the Child have a Disability", table="child_disability",
            )
        )  # fmt: skip


def _aliases(grids: Sequence[Grid]) -> dict[str, dict[str, str]]:
    """Return the codes of the wordings over all the lists, so that two wordings of one code agree."""
    met: dict[str, Texts] = {register: [] for register in _WORDED}
    for grid in grids:
        if found := list_of(grid.headers):
            for register in met:
                if (at := found[1].get(_COLUMNS[register])) is not None:
                    met[register] += grid.columns[at]
    return {register: aliases(_WORDED[register], texts) for register, texts in met.items()}
