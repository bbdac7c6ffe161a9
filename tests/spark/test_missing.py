"""Where pyspark or Java is missing, what to install is said, and nothing is started."""

from pathlib import Path

import pytest

from scrutable.engine import spark
from scrutable.errors import UsageFault


def java(folder: Path, version: str) -> Path:
    """Put a Java into a folder that says it is of a version."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "java"
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_without_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    with pytest.raises(UsageFault, match="pip install 'scrutable"):
        spark.new_session()


def test_without_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageFault, match=r"U111 .* there is none here"):
        spark._check_java()


@pytest.mark.parametrize(
    ("version", "is_told"), [("1.8.0_412", "8"), ("11.0.2", "11"), ("17.0.15", ""), ("21", "")]
)
def test_with_a_java_that_is_too_old(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, is_told: str
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, version)))
    if not is_told:
        spark._check_java()
        return
    with pytest.raises(UsageFault, match=f"U111 The Java here is version {is_told}"):
        spark._check_java()
