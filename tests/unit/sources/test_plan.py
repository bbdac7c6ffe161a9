"""A plan comes from the process that opens the files, and is looked at before it is believed."""

import json
from dataclasses import asdict

import pytest

from scrutable.errors import DataFault
from scrutable.frames import Unsound
from scrutable.sources import plan

CHILDREN = "pers_person_id,pers_sex,pers_dob,pers_shoe_size\n1,F,2010-01-02,3\n"


def test_a_plan_arrives_as_it_was_made(write):
    paths = [write("ssd_person.csv", CHILDREN), write("w.csv", "worker_id,kind\n1,agency\n")]
    there = plan.of_files(paths)
    assert there == plan.of_files_here(paths)
    assert [file.what for file in there.files] == ["SSD ssd_person", "csv of worker"]
    assert there.files[0].others == ("pers_shoe_size",)


def test_a_file_that_is_no_use_is_refused_as_in_a_load(write):
    with pytest.raises(DataFault, match="D112"):
        plan.of_files([write("a.csv", "nothing,we,know\n")])


@pytest.mark.parametrize(
    "said",
    [
        b"[", b"7", b"{}", b"[" * 99_999,
        {"files": [{"file": "a"}]}, {"fills": []}, {"absent": 7}, {"absent": [7]}, {"fills": {"child": [7]}},
        {"files": [asdict(plan.Planned("a", "b")) | {"rows": "7"}]},
        {"files": [asdict(plan.Planned("a", "b")) | {"what": None}]},
        {"files": [asdict(plan.Planned("a", "b")) | {"used": [["x"]]}]},
    ],
)  # fmt: skip
def test_what_is_no_plan_is_not_believed(said):
    whole = {"files": [], "fills": {}, "absent": []}
    with pytest.raises(Unsound):
        plan._told(said if isinstance(said, bytes) else json.dumps(whole | said).encode())
