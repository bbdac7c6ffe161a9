"""The SSDA903 return in its XML form. The demo council sends CSV files; tests write this of the same rows.

A child holds a header, with reviews, missing episodes and the health outcomes inside it, and its episodes.
"""

from collections import defaultdict
from pathlib import Path

from .extract import Holdings
from .files_ssda903 import FILES, rows_of
from .files_xml import Lines
from .recording import Row, Value

_INSIDE = {"missing": "AMISSING", "reviews": "AREVIEW", "oc2": "OC2"}
_RENAMED = {"CHILD": "CHILDID", "PLACE": "PL"}
_OF_THE_CHILD = ("CHILD", "DOB")


def write(holdings: Holdings, folder: Path) -> Path:
    """Write the return as one file and return it."""
    children: dict[Value, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for kind, rows in rows_of(holdings).items():
        names = FILES[kind].split()
        for row in rows:
            children[row[0]][kind].append(dict(zip(names, row, strict=True)))
    xml = Lines()
    xml.open("EXPSSDA903")
    for child, parts in children.items():
        _child(xml, child, parts)
    xml.close("EXPSSDA903")
    return xml.save(folder / "ssda903.xml")


def _child(xml: Lines, child: Value, parts: dict[str, list[Row]]) -> None:
    xml.open("CHILD")
    xml.open("HEADER")
    who: Row = {
        "CHILD": child,
        "DOB": next(row["DOB"] for rows in parts.values() for row in rows if "DOB" in row),
    }
    for kind in ("header", "uasc", "oc3"):
        who |= {name: value for row in parts[kind] for name, value in row.items()}
    _leaves(xml, who | {"UASC": int(bool(parts["uasc"]))})
    for kind, tag in _INSIDE.items():
        for row in parts[kind]:
            xml.open(tag)
            _leaves(xml, {name: value for name, value in row.items() if name not in _OF_THE_CHILD})
            xml.close(tag)
    xml.close("HEADER")
    for row in parts["episodes"]:
        xml.open("EPISODE")
        _leaves(xml, {name: value for name, value in row.items() if name != "CHILD"})
        xml.close("EPISODE")
    xml.close("CHILD")


def _leaves(xml: Lines, row: Row) -> None:
    for name, value in row.items():
        xml.leaf(_RENAMED.get(name, name), value)
