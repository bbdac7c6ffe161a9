"""scrutable claim: can the records bear out that timeliness does not go with repeat referrals?"""

from pathlib import Path

import click

from scrutable.cli import options, output


@click.command("claim", short_help="Test the claim that timeliness does not go with repeat referrals.")
@options.known_on
@options.store
@options.output_format
def command(known_on: str | None, store: Path, form: str) -> None:
    """Test the claim that there is no correlation between timely assessments and repeat referrals.

    Of each team and month: the share of assessments completed within 45 working days, and the share of the same ones
    whose child was referred again within twelve months. Compared are months within teams. Said is what the data allow:
    that little or no association is shown, that one is found, or that they can neither confirm nor refute it.
    """
    from scrutable.report import claimed

    found = options.open_store(store).claim(known_on=known_on)
    rows = claimed.rows(found.cells)
    if form == "json":
        output.as_json([claimed.as_json(found)])
    elif form == "csv":
        output.as_csv(claimed.COLUMNS, rows)
    else:
        for said in claimed.says(found):
            click.echo(f"{said}\n")
        if rows:
            shown = [[str(row[name]) for name in claimed.COLUMNS] for row in rows]
            heads = ["Team", "Year", "Months", "Completed", "In time", "Referred again"]
            output.as_table(heads, shown, numbers=(2, 3, 4, 5))
