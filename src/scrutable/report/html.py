"""Lays a pack out as one HTML file that needs nothing else: no script, no picture, no font, no address.

Words, order and rounding are settled in the parts; the templates only set them. Everything is escaped by Jinja2
except the drawings, which charts.py made and checked.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scrutable.report import anatomy
from scrutable.report.anatomy import Pack


def render(pack: Pack) -> str:
    """Return the page as text."""
    style = files("scrutable.report").joinpath("templates/pack.css").read_text(encoding="utf-8")
    return _templates().get_template("pack.html.j2").render(pack=pack, cover=pack.cover, style=Markup(style))


@cache
def _templates() -> Environment:
    loader = PackageLoader("scrutable.report", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["kind"] = _kind
    environment.filters["drawing"] = Markup
    environment.filters["css"] = _css_text
    return environment


def _kind(part: object) -> str:
    """Return the name of a part's class, by which the template chooses how to set it."""
    return type(part).__name__.lower() if isinstance(part, anatomy.Part) else ""


def _css_text(text: str) -> Markup:
    """Return text as a string of a style sheet: every letter that could end it is written as a number."""
    safe = "".join(
        letter if letter.isalnum() or letter in " ,.·" else f"\\{ord(letter):x} " for letter in text
    )
    return Markup(f'"{safe}"')
