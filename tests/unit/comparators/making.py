"""Invented published files in the shapes that DfE gives them: small enough to work every answer out by hand."""

import gzip
from collections.abc import Sequence
from pathlib import Path

PLACE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name"
)
ENGLAND = "National,E92000001,England,,,,,"
SOUTH_EAST = "Regional,E92000001,England,E12000008,South East,,,"
LONDON = "Regional,E92000001,England,E12000007,London,,,"


def authority(number: str, region: str = "E12000008", name: str = "") -> str:
    """Return the columns that say that a row is of an authority."""
    return f"Local authority,E92000001,England,{region},,{number},,{name or f'Authority {number}'}"


def ees(
    folder: Path, name: str, columns: str, rows: Sequence[str], *, bom: bool = False, zipped: bool = False
) -> Path:
    """Write a data set of Explore Education Statistics; a row is "period|kind|place|values"."""
    lines = [f"{PLACE},{columns}"]
    for row in rows:
        period, kind, place, values = row.split("|")
        lines.append(f"{period},{kind},{place},{values}")
    text = ("\ufeff" if bom else "") + "\r\n".join(lines) + "\r\n"
    path = folder / name
    path.write_bytes(gzip.compress(text.encode(), mtime=0) if zipped else text.encode())
    return path


REFERRALS = "category,referral_count,rereferral_count,rereferral_percent"


def referrals(folder: Path, rows: Sequence[str], name: str = "c1.csv") -> Path:
    """Write the table of referrals; a row is "period|place|referrals,re-referrals,percentage"."""
    told = []
    for row in rows:
        period, place, values = row.split("|")
        told.append(f"{period}|Reporting year|{place}|Referrals,{values}")
    return ees(folder, name, REFERRALS, told)


def lait(folder: Path, rows: Sequence[str], name: str = "bds.csv") -> Path:
    """Write a download of LAIT as CSV; a row is "code,period,area,value"."""
    lines = ["Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region"]
    for row in rows:
        code, period, area, value = row.split("|")
        lines.append(f'"{code}",,{period},,{value},{area},NA')
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def neighbours(folder: Path, pairs: dict[str, Sequence[str]], name: str = "sn_2025.csv") -> Path:
    """Write a wide list of neighbours, as the model of 2025 has it."""
    heads = ",".join(f"SN_{rank},SN_{rank}P" for rank in range(1, 11))
    lines = [f"\ufeffold_la_code,la_name,region_ind,region_name,{heads}"]
    for area, others in pairs.items():
        told = [*others, *[""] * (10 - len(others))]
        lines.append(
            f"{area},Authority {area},6,South East,"
            + ",".join(f"{one},{'Close ' if one else ''}" for one in told)
        )
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
