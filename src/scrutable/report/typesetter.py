"""The process that sets type: the template and its data in, the PDF out. `pdf.py` is the other end.

Typst holds some 2 MB for each page until its process ends.
"""

from __future__ import annotations

import json
import sys


def set_type(template: str, said: str) -> bytes:
    """Return the PDF of a Typst template over the data said. Raises ValueError with what Typst found wrong."""
    import typst

    compiler = typst.Compiler(template.encode("utf-8"), ignore_system_fonts=True, sys_inputs={"pack": said})
    try:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"])
    except typst.TypstError as error:
        raise ValueError(str(error)) from None
    return bytes(made)  # type: ignore[arg-type]


def main() -> None:
    """Set what stands in the input; what is wrong with it goes to the error output, with 3 as the exit code."""
    template, said = json.loads(sys.stdin.buffer.read())
    try:
        sys.stdout.buffer.write(set_type(template, said))
    except ValueError as error:
        sys.stderr.buffer.write(str(error).encode())
        sys.exit(3)


if __name__ == "__main__":
    main()
