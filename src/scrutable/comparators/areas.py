"""The areas of the published figures, by code: England, regions, authorities and joint returns.

An authority is known by DfE's three digits in every file. Regions have ONS codes in the one publication and three
digits in the other, and their names differ (Yorkshire and The Humber, Yorkshire and the Humber), so figures are joined
on codes. Names serve in one place only: a list of authorities that gives nothing but its region's name.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from scrutable.sources.headers import plain

ENGLAND = "970"
LONDON = "986"
# ONS code -> LAIT's number.
REGIONS = {
    "E12000001": "980", "E12000002": "981", "E12000003": "982", "E12000004": "983", "E12000005": "984",
    "E12000006": "985", "E12000007": LONDON, "E13000001": "987", "E13000002": "988", "E12000008": "989",
    "E12000009": "990",
}  # fmt: skip
NAMES = {
    ENGLAND: "England", "980": "North East", "981": "North West", "982": "Yorkshire and The Humber",
    "983": "East Midlands", "984": "West Midlands", "985": "East of England", LONDON: "London", "987": "Inner London",
    "988": "Outer London", "989": "South East", "990": "South West",
}  # fmt: skip
IN_LONDON = ("987", "988")  # stand beside London in most releases: never add the three up
_BY_NAME = {plain(name): code for code, name in NAMES.items()} | {"londoninner": "987", "londonouter": "988"}
_JOINT = re.compile(r"[0-9]{3}(?:\s*/\s*[0-9]{3})+")


@dataclass(frozen=True)
class Area:
    """An area: `level` is national, regional, authority or joint; `region` is the number of its region, or nothing."""

    code: str
    name: str
    level: str
    region: str = ""


def area_code(level: str, authority: str, region: str) -> str:
    """Return the area of a row of Explore Education Statistics; nothing where it says none that is known.

    >>> area_code("Local authority", "314 / 318", "E13000002"), area_code("Regional", "", "E12000003")
    ('314/318', '982')
    """
    kind = plain(level)
    if kind == "national":
        return ENGLAND
    if kind == "regional":
        return REGIONS.get(region.strip(), "")
    return authority_code(authority)


@lru_cache(maxsize=10_000)
def authority_code(text: str) -> str:
    """Return an authority's number, or the numbers of a joint return; nothing where it is none."""
    number = text.strip()
    if re.fullmatch(r"[0-9]{3,4}(?:\.0+)?", number):
        return number.partition(".")[0]
    return re.sub(r"\s", "", number) if _JOINT.fullmatch(number) else ""


@lru_cache(maxsize=10_000)
def level_of(code: str) -> str:
    """Return national, regional, joint or authority."""
    if "/" in code:
        return "joint"
    if code == ENGLAND:
        return "national"
    return "regional" if code in NAMES or not "200" <= code <= "979" else "authority"


def region_named(name: str) -> str:
    """Return the number of the region of that name, however it is written; nothing where there is none."""
    found = _BY_NAME.get(plain(name), "")
    return "" if found == ENGLAND else found
