"""docs/commands.md: the command line's own help, one section a verb."""

from pathlib import Path

import click

from scrutable.cli import scrutable
from tools.pages.markdown import made_by, page

OPENING = """\
`--store DIR`, or the environment variable `SCRUTABLE_STORE`, says which store a command works on.

Exit codes: 0 done, 1 something needs attention, 2 usage, 3 refused, 4 faulty data, 5 nothing new to load, 130 stopped
while at work. What a scheduler makes of them: [loading unattended](unattended.md)."""


def pages(root: Path) -> dict[str, str]:
    """Return the one page. `root` is not needed: the command line tells of itself."""
    context = _context(scrutable, "scrutable", None)
    blocks = [made_by("the help of `src/scrutable/cli/`"), "# Commands", OPENING, _help(scrutable, context)]
    for name in scrutable.list_commands(context):
        command = scrutable.get_command(context, name)
        assert command is not None
        inside = _context(command, name, context)
        blocks += [f"## {name}", _help(command, inside)]
        for part, below in command.commands.items() if isinstance(command, click.Group) else ():
            blocks += [f"### {name} {part}", _help(below, _context(below, part, inside))]
    return {"commands.md": page(*blocks)}


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    # A width of our own: the page must not depend on the terminal that made it.
    settings = {**command.context_settings, "terminal_width": 100, "max_content_width": 100}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _help(command: click.Command, context: click.Context) -> str:
    return f"```text\n{command.get_help(context).rstrip()}\n```"
