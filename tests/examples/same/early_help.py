"""Slips in the definitions of early_help that change nothing, each with the reason."""
# ruff: noqa: E501 - each line stands as it is in the definition

SAME: dict[tuple[str, str], str] = {}
