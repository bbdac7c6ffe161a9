"""What can go wrong, each kind with its number, so that a message can be looked up in docs/errors.md.

Every error a user can meet is one of these; a traceback is a fault of ours. The first line says what is wrong
and where, the second what to do. Names and free text are never echoed.
"""


class ScrutableError(Exception):
    """An error to be shown to the user as it stands. `code` is its number; `exit_code` what the command ends with."""

    exit_code = 4

    def __init__(self, code: str, says: str, do: str = "") -> None:
        super().__init__(f"{code} {says}" + (f"\n     {do}" if do else ""))
        self.code = code
        self.says = says
        self.do = do


class UsageFault(ScrutableError):
    """U...: what was asked for cannot be (an unknown indicator, a period that cannot be read)."""

    exit_code = 2


class Refused(ScrutableError):
    """R...: the request is clear and we decline, changing nothing (an older load, an overwrite)."""

    exit_code = 3


class DataFault(ScrutableError):
    """D...: a file cannot be used at all. Faults of single rows are findings, not errors."""


class DefinitionFault(ScrutableError):
    """F...: an indicator's definition is wrong."""


class UnitFault(ScrutableError, TypeError):
    """Q101: two quantities of different units were added or compared."""
