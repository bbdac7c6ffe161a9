"""No name reaches the store, a log, a finding, a temporary file or an error text: searched for, place by place.

The commands run as a user runs them, in processes of their own, with the folder for temporary files and the store's
folder watched all the while, so that a file that lives for a moment is seen too.
"""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.privacy.formats import BIRD, FORMATS, canary, refused, sentence

SPELT = re.compile(
    b"|".join(re.escape(spelt.encode(form)) for spelt in {BIRD.lower()} for form in ("utf-8", "utf-16-le")),
    re.IGNORECASE,
)

pytestmark = pytest.mark.slow  # some twenty commands


class Watched:
    """Folders that are looked into every few milliseconds. `held`: all that was ever in a file of theirs."""

    def __init__(self, *folders: Path) -> None:
        self.folders, self.found, self.looks, self.files = folders, set(), 0, set()
        self.seen = {}

    def look(self) -> None:
        self.looks += 1
        for folder in self.folders:
            for path in folder.rglob("*"):
                try:
                    state = path.stat()
                    if self.seen.get(path) == (state.st_size, state.st_mtime_ns):
                        continue
                    self.seen[path] = (state.st_size, state.st_mtime_ns)
                    content = path.read_bytes() if path.is_file() else b""
                except OSError:
                    continue
                self.files.add(path.name)
                if SPELT.search(content) or BIRD.lower() in path.name.lower():
                    self.found.add(path.name)

    @contextmanager
    def on(self) -> Iterator[None]:
        over = threading.Event()

        def watch() -> None:
            while not over.is_set():
                self.look()
                time.sleep(0.005)

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self.look()


class Council:
    """A store, and the commands on it: `out` is all they have printed, with and without errors."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store, self.temporary = folder, folder / "store", folder / "temporary"
        self.temporary.mkdir()
        self.out = ""
        self.watched = Watched(self.store, self.temporary)
        self("init", str(self.store), "--number", "999", plain=True)

    def __call__(self, *arguments: str | Path, plain: bool = False) -> tuple[int, str]:
        command = [sys.executable, "-c", "from scrutable.cli import main; main()", *map(str, arguments)]
        command += [] if plain else ["--store", str(self.store)]
        scratch = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.temporary))
        with self.watched.on():
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                encoding="utf-8",
                cwd=self.folder,
                env=os.environ | scratch,
            )
        self.out += done.stdout + done.stderr
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    """A store into which a folder of every format has been loaded, and what is refused has been tried."""
    made = Council(tmp_path_factory.mktemp("canary"))
    for day, (name, write) in enumerate(FORMATS.items(), 1):
        files = write(made.folder / "files" / name)
        code, said = made("load", *files, "--extracted-at", f"2020-05-{day:02}")
        assert code == 1, f"{name} is loaded with findings: {said[-2000:]}"
    arriving = made.folder / "arriving"
    for file in refused(
        made.folder / "refused"
    ):  # each in a folder of its own, so that each is a load of its own
        (arriving / file.stem).mkdir(parents=True)
        file.rename(arriving / file.stem / file.name)
    code, said = made("load", "--watch", arriving, "--once", "--still-for", "0", "--format", "json")
    events = [json.loads(line) for line in said.splitlines()]
    assert code == 4 and {event["did"] for event in events} == {"refused"}, said
    assert len(events) == len(list(arriving.iterdir())) > 12
    assert "X001" not in {event["error"]["code"] for event in events}
    return made


def texts(store: Path) -> Iterator[tuple[str, str]]:
    """Yield every text in every table of every generation of the register, with its place."""
    for file in sorted((store / "register").glob("*.duckdb")):
        with duckdb.connect(file, read_only=True) as con:
            columns = con.execute(
                "select schema_name, table_name, column_name from duckdb_columns()"
                " where data_type = 'VARCHAR' and not internal"
            ).fetchall()
            for schema, table, column in columns:
                rows = con.execute(f'select distinct "{column}" from "{schema}"."{table}"').fetchall()
                yield from ((f"{file.name} {table}.{column}", row[0]) for row in rows if row[0])


def test_the_test_finds_a_canary_where_there_is_one(tmp_path: Path) -> None:
    assert SPELT.search(canary().encode()) and SPELT.search(sentence().encode("utf-16-le"))
    watched = Watched(tmp_path)
    with watched.on():
        (tmp_path / "brief").write_text(sentence(), encoding="utf-8")
        time.sleep(0.1)
        (tmp_path / "brief").unlink()
    assert watched.found == {"brief"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_file_is_full_of_canaries(name: str, tmp_path: Path) -> None:
    """Counted in the plain ones; a workbook is packed. A format without any would prove nothing."""
    counts = [len(SPELT.findall(path.read_bytes())) for path in FORMATS[name](tmp_path)]
    assert name == "annex_a" or min(counts) > 10


def test_every_format_was_read(council: Council) -> None:
    with duckdb.connect(sorted((council.store / "register").glob("*.duckdb"))[-1], read_only=True) as con:
        read = dict(con.execute("select source, sum(rows_read) from books.counts group by 1").fetchall())
    assert set(read) == {"ssda903", "cin", "annex_a", "sen2", "csv", "ssd"} and min(read.values()) > 50, read


def test_no_text_in_the_register(council: Council) -> None:
    assert [(place, text) for place, text in texts(council.store) if BIRD.lower() in text.lower()] == []


def test_no_file_of_the_store_or_for_a_moment(council: Council) -> None:
    """DuckDB packs its texts, so its files prove the less for it; the committee's records, logs and alerts do not."""
    assert council.watched.found == set()
    assert council.watched.looks > 100
    assert {"committee.sqlite", "alert.json", "alert.txt", "scrutable.toml"} <= council.watched.files


def test_no_finding_no_message_no_error(council: Council) -> None:
    commands = [["check", "--all", "--format", form] for form in ("table", "json", "csv")]
    commands += [[verb, "children_in_care", "--period", "2019-20"] for verb in ("cases", "figures")]
    for command in commands:
        code, said = council(*command)
        assert code in (0, 1), said
    lines = [line for line in council.out.splitlines() if BIRD.lower() in line.lower()]
    assert lines == []
    assert "not shown, since it may name someone" in council.out


def test_nothing_of_it_in_what_is_exported(council: Council) -> None:
    code, said = council("export", "--to", council.folder / "lake")
    assert code == 0, said
    found = []
    with duckdb.connect() as con:
        for file in (council.folder / "lake").rglob("*.parquet"):
            rows = con.execute("select * from read_parquet($1)", [str(file)]).fetchall()
            found += [file.name for row in rows if any(BIRD.lower() in str(cell).lower() for cell in row)]
    assert found == []
