"""What scrutable.toml says: whose store it is, the council's own rules, and which source speaks for a table."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrutable.errors import DataFault, UsageFault
from scrutable.register.schema import tables
from scrutable.register.targets import Break, Target, read_breaks, read_targets
from scrutable.register.whole import write_whole

# Of several sources that hold a table the first of these speaks for it, unless scrutable.toml names another. The
# council's own lists say most. The returns of SEND go before the SSD, whose SEND tables are placeholders, and it before
# the other returns, which it is younger and fuller than; then lists made for an inspection, of what is open now. The
# daily feed is freshest and says least (no legal status, category of abuse, need or visit), so it speaks where
# nothing else does, or where scrutable.toml lets it.
SOURCE_ORDER = (
    "csv", "sen2", "ssd", "cin", "ssda903", "workforce", "population", "send_lists", "annex_a", "daily_feed",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A rule that each council makes for itself: where scrutable.toml says it, and what holds where it does not."""

    block: str
    usual: int
    meaning: str


# By name, which is also its name in the relation local_rule that definitions read.
RULES = {
    "cp_visit_every_days": Rule(
        "visits", 14, "how often a child with a child protection plan is visited, where the plan does not say"
    ),
    "cin_visit_every_days": Rule(
        "visits", 28, "how often a child with a child in need plan is visited, where the plan does not say"
    ),
    "visit_recorded_working_days": Rule(
        "visits", 2, "working days after a visit by which it is to be written up"
    ),
    "assessment_working_days": Rule("early_help", 45, "working days that an early help assessment may take"),
    "contact_months_before": Rule(
        "care_leavers", 3, "months before a care leaver's birthday in which contact counts as around it"
    ),
    "contact_months_after": Rule("care_leavers", 1, "months after it"),
}

OLDEST_RECORDS_DAYS = 31  # a quarter's report from records older than a month misses what a month wrote up

READING = {
    "memory_mb": 4096,
    "minutes": 30,
}  # what reading the files of one load may take: see sources/apart.py
# Per cent: a council's cases rarely fall by a fifth between two extracts, and half an export often does.
SHRINKS_BY = 20

BLOCKS = tuple(dict.fromkeys(rule.block for rule in RULES.values()))

SETTINGS = """\
# What this store is for, and the council's own rules. Everything here may be changed by hand.

[authority]
number = {number}  # three digits, as DfE numbers councils
name = {name}
code = {code}  # nine characters, as ONS codes councils
region = {region}

{rules}
[speaks]
# Which source speaks for a table where several hold it: csv, sen2, ssd, cin, ssda903, workforce, population,
# send_lists, annex_a or daily_feed. For example:
# referral = "annex_a"

[report]
oldest_records_days = 31  # a pack whose youngest records are older than this says so on its first page

[reading]
memory_mb = 4096  # the most memory that reading the files of one load may take, and the longest it may last:
minutes = 30  # what takes more is refused, since a broken or hostile file could take all there is

[load]
alert_shrinks_by = 20  # per cent: a table that a load leaves smaller by more than this raises an alert, see alert.txt

[committee]
url = ""  # empty: committee.sqlite in this folder; or an SQLAlchemy URL of a PostgreSQL database

# What the council means to reach, a block for each target. A limit of law or guidance is not a target. For example:
# [[target]]
# indicator = "ehc_plans_within_20_weeks"
# from = 2019-09-17  # the day from which it holds; a change is another block, with its own reason
# value = 58  # as printed: 58 for 58%
# tolerance = 5  # how far off is still called close; of a share 5 percentage points, if it is not said
# owner = "Head of SEND"  # a role, not a name
# reason = "England's figure for 2018, promised to the committee"

# A declared change of how something is done or recorded: from that day on, what is ordinary is judged anew.
# [[break]]
# indicator = "referrals"
# from = 2019-04-01
# reason = "one front door with the police"
"""


@dataclass(frozen=True)
class Settings:
    """What scrutable.toml says. An empty authority number means that the store may hold any council's files."""

    number: str = ""
    name: str = ""
    code: str = ""
    region: str = ""
    rules: tuple[tuple[str, int], ...] = tuple((name, rule.usual) for name, rule in RULES.items())
    speaks: tuple[tuple[str, str], ...] = ()
    committee_url: str = ""
    oldest_records_days: int = OLDEST_RECORDS_DAYS
    reading: tuple[tuple[str, int], ...] = tuple(READING.items())
    alert_shrinks_by: int = SHRINKS_BY  # per cent
    targets: tuple[Target, ...] = ()
    breaks: tuple[Break, ...] = ()

    def rule(self, name: str) -> int:
        """Return what the council's own rule of that name says."""
        return dict(self.rules)[name]


def write_settings(folder: Path, **said: str) -> None:
    """Write scrutable.toml for a new store: number, name, code and region as given, the rest as it usually is."""
    # A text of JSON is a text of TOML, whatever quotation marks, backslashes or line breaks are in it.
    told = {key: json.dumps(value, ensure_ascii=False) for key, value in said.items()}
    text = SETTINGS.format(**told, rules=_usual_rules())
    write_whole(folder / "scrutable.toml", text)


def _usual_rules() -> str:
    """Return the blocks of the rules with what usually holds."""
    blocks: dict[str, list[str]] = {}
    for name, rule in RULES.items():
        blocks.setdefault(rule.block, [f"[{rule.block}]"]).append(f"{name} = {rule.usual}  # {rule.meaning}")
    return "".join("\n".join(lines) + "\n\n" for lines in blocks.values())


def read_settings(folder: Path) -> Settings:
    """Read scrutable.toml. Raises UsageFault U107 where there is no store, DataFault D108 where it cannot be read."""
    path = folder / "scrutable.toml"
    if not path.exists():
        raise UsageFault("U107", f"{folder} is not a store.", "Make one with: scrutable init FOLDER")
    try:
        # Windows' Notepad may put a byte-order mark before the text.
        return _settings(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFault("D108", f"{path} cannot be read: {error}.", "Mend the line that it names.") from None
    except ValueError as error:
        raise DataFault("D108", f"{path} cannot be used: {error}.", "Mend it.") from None


def _settings(said: dict[str, Any]) -> Settings:
    """Return the settings that a file says. Raises ValueError for a value that cannot be one, in words."""
    parts = {
        name: said.get(name, {})
        for name in ("authority", *BLOCKS, "speaks", "report", "reading", "load", "committee")
    }
    for name, part in parts.items():
        if not isinstance(part, dict):
            raise ValueError(f"{name} is to be a block of its own, headed [{name}]")
    authority = parts["authority"]
    number = authority.get("number", "")
    if not isinstance(number, str) or (number and not _is_number(number)):
        raise ValueError(
            f'number is to be three digits between quotation marks, such as "999", not {number!r}'
        )
    rules = {name: parts[rule.block].get(name, rule.usual) for name, rule in RULES.items()}
    oldest = parts["report"].get("oldest_records_days", OLDEST_RECORDS_DAYS)
    reading = {name: parts["reading"].get(name, usual) for name, usual in READING.items()}
    for name, amount in {**rules, "oldest_records_days": oldest, **reading}.items():
        if type(amount) is not int or amount < 1:
            raise ValueError(f"{name} is to be a whole number of 1 or more, not {amount!r}")
    for table, source in parts["speaks"].items():
        if table not in tables() or source not in SOURCE_ORDER:
            raise ValueError(
                f'{table} = "{source}" under [speaks] is to name a table and one of {", ".join(SOURCE_ORDER)}'
            )
    return Settings(
        number=number,
        name=str(authority.get("name", "")),
        code=str(authority.get("code", "")),
        region=str(authority.get("region", "")),
        rules=tuple(rules.items()),
        speaks=tuple(sorted(parts["speaks"].items())),
        committee_url=str(parts["committee"].get("url", "")),
        oldest_records_days=oldest,
        reading=tuple(reading.items()),
        alert_shrinks_by=_shrinks_by(parts["load"]),
        targets=read_targets(said.get("target", [])),
        breaks=read_breaks(said.get("break", [])),
    )


def _shrinks_by(said: dict[str, Any]) -> int:
    """Return by how many per cent a table may shrink. Raises ValueError for none that it could shrink by."""
    share = said.get("alert_shrinks_by", SHRINKS_BY)
    if type(share) is not int or not 1 <= share <= 99:
        raise ValueError(f"alert_shrinks_by is to be a whole number from 1 to 99, not {share!r}")
    return share


def _is_number(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isdigit()


def check_number(number: str) -> None:
    """Raise UsageFault U106 unless a number has three digits; none at all is no fault."""
    if number and not _is_number(number):
        raise UsageFault(
            "U106", f'"{number}" is not a council\'s number.', "Give its three digits, such as 999."
        )
