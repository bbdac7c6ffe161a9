"""The command line: `scrutable VERB`. One short module a verb, with no arithmetic of its own.

A verb's module is imported when the verb is used, and what is heavy inside it when it runs, so that help is quick.
Results go to standard output, progress and messages to standard error. Exit codes: 0 done, 1 something needs
attention, 2 usage, 3 refused, 4 faulty data, 5 nothing new to load, 130 stopped while at work.
"""

import os
import sys
from importlib import import_module

import click

from scrutable.errors import ScrutableError

# In the order a newcomer meets them.
VERBS = (
    "demo", "init", "load", "check", "figures", "cases", "revisions", "explain", "passport", "comparators",
    "forecast", "report", "commentary", "publish", "verify", "corrections", "promises", "claim",
    "minutes", "requests", "meetings", "export",
)  # fmt: skip


class Verbs(click.Group):
    """The verbs, imported one by one as they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order a newcomer meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"scrutable.cli.{cmd_name}").command
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="scrutable", message="scrutable %(version)s")
def scrutable() -> None:
    """Make and defend the Children's Services Performance Indicators report.

    Begin with:  scrutable demo --into demo-council
    """


def main() -> None:
    """Run the command line and leave with its exit code. Every error a user can meet is shown as a sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # whatever the locale says
    try:
        sys.exit(scrutable.main(standalone_mode=False) or 0)
    except ScrutableError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        click.echo("Stopped. What was there before is unchanged.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone
        sys.exit(0)
    except Exception as error:
        if os.environ.get("SCRUTABLE_TRACEBACK"):
            raise
        where = error.__traceback__
        while where and where.tb_next:
            where = where.tb_next
        place = f"{where.tb_frame.f_code.co_name}, line {where.tb_lineno}" if where else "an unknown place"
        click.echo(
            f"Error: X001 scrutable itself went wrong ({type(error).__name__} in {place})."
            " What was loaded before is still there."
            "\n     Please report it, with the command you gave. SCRUTABLE_TRACEBACK=1 shows the whole path.",
            err=True,
        )
        sys.exit(4)
