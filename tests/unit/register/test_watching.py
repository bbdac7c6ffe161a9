"""A folder that is watched: what is waited for, what is loaded together, what is not tried twice."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from scrutable import store as stores
from scrutable.errors import Refused, UsageFault
from scrutable.register import alerts, watching
from scrutable.register.watching import Watch

VISITS = "cp_visit.visit_id,plan_id,child_id,made\n"
SAVED = 1_600_000_000  # seconds: when the files of these tests were saved, one after the other


class Clock:
    """Time that passes when somebody sleeps, and may do something meanwhile."""

    def __init__(self) -> None:
        self.now, self.meanwhile = 1000.0, []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.meanwhile:
            self.meanwhile.pop(0)()


class Bench:
    """A store, a watched folder, and all that was loaded and told."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder / "arriving", folder / "store"
        self.folder.mkdir()
        self.council = stores.init(self.store, number="999")
        self.clock, self.loaded, self.told, self.saved = Clock(), [], [], SAVED
        self.watch = self.anew()

    def anew(self) -> Watch:
        return Watch(
            self.folder, self.store, self.load, self.told.append, 10, lambda: self.clock.now, self.clock.sleep
        )

    def load(self, files: Sequence[Path]):
        self.loaded.append([path.relative_to(self.folder).as_posix() for path in files])
        return self.council.load(files)

    def put(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.saved += 60
        os.utime(path, (self.saved, self.saved))
        return path

    def once(self, *, anew: bool = False) -> list[str]:
        return [event.did for event in (self.anew() if anew else self.watch).once()]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def visits(*numbers: int) -> str:
    return VISITS + "".join(f"V{n},P1,C1,2020-01-{n:02}\n" for n in numbers)


def test_what_arrives_is_loaded_once(bench: Bench) -> None:
    bench.put("visits.csv", visits(1, 2))
    assert bench.once() == ["loaded"]
    assert bench.once() == []
    assert bench.once(anew=True) == [], "the next watcher knows what this one has done"
    assert bench.loaded == [["visits.csv"]]


def test_a_file_that_is_still_being_written_is_left_for_the_next_time(bench: Bench) -> None:
    path = bench.put("visits.csv", visits(1))
    bench.clock.meanwhile = [lambda: bench.put("visits.csv", visits(1, 2))]
    assert bench.once() == ["waiting"]
    assert bench.loaded == []
    assert bench.once() == ["loaded"]
    assert path.exists()


@pytest.mark.parametrize(("waited", "loads"), [(9.5, 0), (10, 1)])
def test_still_means_so_many_seconds_without_a_change(bench: Bench, waited: float, loads: int) -> None:
    bench.put("visits.csv", visits(1))
    there = bench.watch._look()
    bench.clock.now += waited
    bench.watch._deal_with(bench.watch._look(), [])
    assert len(bench.loaded) == loads
    assert there


def test_one_file_of_a_set_that_is_not_still_holds_up_the_set(bench: Bench) -> None:
    bench.put("a.csv", visits(1))
    bench.put("b.csv", visits(2))
    bench.clock.meanwhile = [lambda: bench.put("b.csv", visits(2, 3))]
    assert bench.once() == ["waiting"]
    assert bench.once() == ["loaded"]
    assert bench.loaded == [["a.csv", "b.csv"]]


def test_of_the_folder_itself_the_new_files_are_a_set(bench: Bench) -> None:
    bench.put("january.csv", visits(1, 2))
    bench.once()
    bench.put("february.csv", visits(1, 2, 3))
    bench.once()
    assert bench.loaded == [["january.csv"], ["february.csv"]]


def test_a_folder_inside_is_one_delivery_and_loaded_whole_when_a_file_of_it_changes(bench: Bench) -> None:
    bench.put("2020-01/visits.csv", visits(1))
    bench.put("2020-01/deep/plans.csv", "cp_plan.plan_id,child_id,started,ended\nP1,C1,2020-01-01,\n")
    bench.put("2020-01/more.csv", visits(2))
    assert bench.once() == ["loaded", "loaded"]
    bench.put("2020-01/more.csv", visits(2, 3))
    assert bench.once() == ["loaded"]
    assert bench.loaded == [
        ["2020-01/deep/plans.csv"], ["2020-01/more.csv", "2020-01/visits.csv"],
        ["2020-01/more.csv", "2020-01/visits.csv"],
    ]  # fmt: skip


def test_sets_are_loaded_in_the_order_in_which_they_were_saved(bench: Bench) -> None:
    bench.put("b/visits.csv", visits(1))
    bench.put("a/visits.csv", visits(1, 2))
    assert bench.once() == ["loaded", "loaded"]
    assert bench.loaded == [["b/visits.csv"], ["a/visits.csv"]]


def test_a_refused_file_is_not_tried_again_until_it_changes(bench: Bench) -> None:
    bench.put("broken.csv", 'cp_visit.visit_id,made\n"V1,2020-01-01\n')
    assert bench.once() == ["refused"]
    assert [alert.code for alert in alerts.standing(bench.store)] == ["D119"]
    assert bench.once() == [] and bench.once(anew=True) == []
    bench.put("broken.csv", visits(1))
    assert bench.once() == ["loaded"]
    assert bench.loaded == [["broken.csv"], ["broken.csv"]]
    assert alerts.standing(bench.store) == []


def test_a_set_of_which_one_file_is_refused_is_tried_again_when_that_one_has_gone(bench: Bench) -> None:
    bench.put("notes.txt", "call her back on Monday")
    bench.put("visits.csv", visits(1))
    assert bench.once() == ["refused"]
    bench.put("new.csv", visits(2))
    (bench.folder / "notes.txt").unlink()
    assert bench.once() == ["loaded"]
    assert bench.loaded[-1] == ["new.csv"], "what was refused with another has not changed"


def test_loading_the_same_bytes_again_changes_nothing(bench: Bench) -> None:
    bench.put("visits.csv", visits(1))
    bench.once()
    os.utime(bench.folder / "visits.csv", (SAVED - 60, SAVED - 60))
    assert bench.once() == ["nothing new"]
    assert bench.council.register.generation() == 1


def test_a_memory_that_is_lost_or_spoilt_only_offers_everything_again(bench: Bench) -> None:
    bench.put("visits.csv", visits(1))
    bench.once()
    (bench.store / watching.MEMORY).write_text('{"x": 3}', encoding="utf-8")
    assert bench.once() == ["nothing new"]
    (bench.store / watching.MEMORY).unlink()
    assert bench.once() == ["nothing new"]
    assert bench.council.register.generation() == 1


def test_what_other_programs_leave_is_passed_over(bench: Bench) -> None:
    for name in (
        "~$visits.xlsx",
        ".hidden.csv",
        "visits.csv.part",
        "Thumbs.db",
        "DESKTOP.INI",
        "v.crdownload",
    ):
        bench.put(name, "x")
    assert bench.once() == []


def test_links_are_passed_over(bench: Bench, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "visits.csv").write_text(visits(1), encoding="utf-8")
    try:
        (bench.folder / "link").symlink_to(elsewhere, target_is_directory=True)
        (bench.folder / "visits.csv").symlink_to(elsewhere / "visits.csv")
    except OSError:
        pytest.skip("no links may be made here")
    assert bench.once() == []


def test_a_load_that_another_one_keeps_waiting_is_tried_at_the_next_look(bench: Bench) -> None:
    bench.put("visits.csv", visits(1))
    with bench.council.register._alone():
        assert bench.once() == ["put off"]
        assert bench.once() == ["put off"]
    assert [event.did for event in bench.told] == ["put off"], "it is said once"
    assert alerts.standing(bench.store) == []
    assert bench.once() == ["loaded"]


def test_what_goes_wrong_with_one_set_does_not_keep_the_next_from_loading(bench: Bench) -> None:
    bench.put("a/one.csv", visits(1))
    bench.put("b/two.csv", visits(2))
    really = bench.council.load

    def load(files: Sequence[Path], **facts: object):
        if files[0].name == "one.csv":
            raise MemoryError("Mary Smith")
        return really(files)

    bench.council.load = load
    events = bench.watch.once()
    assert [event.did for event in events] == ["refused", "loaded"]
    assert events[0].error.code == "X001" and "Mary" not in events[0].says


def test_two_watchers_of_one_store_are_refused(bench: Bench) -> None:
    bench.put("visits.csv", visits(1))
    refused = []

    def second() -> None:
        with pytest.raises(Refused) as said:
            bench.anew().once()
        refused.append(said.value.code)

    bench.clock.meanwhile = [second]
    assert bench.once() == ["loaded"]
    assert refused == ["R170"]
    assert bench.once() == [], "the lock is given back"


def test_a_folder_that_is_none_or_lies_in_the_store_is_refused(bench: Bench, tmp_path: Path) -> None:
    for folder, code in [(tmp_path / "none", "U171"), (bench.store, "U173"), (tmp_path, "U173")]:
        bench.folder = folder
        with pytest.raises(UsageFault) as said:
            bench.anew().once()
        assert said.value.code == code


def test_a_share_that_is_lost_is_said_once_and_looked_for_again(bench: Bench) -> None:
    bench.put("broken.csv", "nothing,known\n1,2\n")
    bench.once()
    away = bench.folder.with_name("away")
    bench.folder.rename(away)
    bench.watch._look()
    bench.watch._look()
    bench.watch._deal_with({}, [])
    assert [event.did for event in bench.told] == ["refused", "unreachable"]
    assert [alert.kind for alert in alerts.standing(bench.store)] == ["refused", "unreachable"]
    away.rename(bench.folder)
    bench.watch._deal_with(bench.watch._look(), [])
    assert bench.told[-1].did == "reachable"
    assert [alert.kind for alert in alerts.standing(bench.store)] == ["refused"]
    shutil.rmtree(bench.folder)
    bench.folder.mkdir()
    bench.watch._deal_with(bench.watch._look(), [])
    assert alerts.standing(bench.store) == [], "the refused file has gone"


def test_watching_goes_on_until_it_is_stopped_and_looks_sooner_when_something_has_come(bench: Bench) -> None:
    slept = []

    def stop() -> None:
        raise KeyboardInterrupt

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        Clock.sleep(bench.clock, seconds)

    bench.watch.sleep = sleep
    bench.clock.meanwhile = [lambda: bench.put("visits.csv", visits(1)), lambda: None, lambda: None, stop]
    with pytest.raises(KeyboardInterrupt):
        bench.watch.on_and_on(60)
    assert slept == [60, 10, 60, 60]
    assert [event.did for event in bench.told] == ["watching", "loaded"]
    assert not bench.watch.loading


def test_a_load_that_is_broken_off_leaves_the_watch_saying_so(bench: Bench) -> None:
    bench.put("visits.csv", visits(1))

    def load(files: Sequence[Path], **facts: object):
        raise KeyboardInterrupt

    bench.council.load = load
    with pytest.raises(KeyboardInterrupt):
        bench.watch.once()
    assert bench.watch.loading
    assert not (bench.store / watching.MEMORY).exists()
