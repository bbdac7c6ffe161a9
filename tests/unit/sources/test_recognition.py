import time

import pytest

from scrutable import sources
from scrutable.errors import DataFault, ScrutableError


@pytest.mark.parametrize(
    ("content", "label"),
    [
        ("CHILD,DECOM,LS\n", "SSDA903 episodes"),
        ("persontableid,sen2tableid,upn\n", "SEN2 person"),
        ("Child Unique ID,Date of Contact,Contact Source\n", "Annex A"),
        ("worker_id;kind\n", "csv of worker"),
        ("<message><children/></message>", "CIN census"),
        ("<Message><Header/><Persons/></Message>", "SEN2"),
        ("<Message><Header/><CSWWWorker/></Message>", "workforce census"),
        ("<EXPSSDA903><CHILD/></EXPSSDA903>", "SSDA903 XML"),
        ("<Return><CHILD><EPISODE><DECOM/></EPISODE></CHILD></Return>", "SSDA903 XML"),
        ('[{"la_child_id": "7"}]', "daily feed"),
        ("Unique ID,UPN,SEN primary need\n", "SEND lists"),
        ("time_period,geographic_level,old_la_code,age_group,population_estimate\n", "population estimates"),
    ],
)
def test_files_are_recognised_by_content_and_never_by_name(write, content, label):
    for name in ("episodes.csv", "Annex A.xlsx", "no extension"):
        assert sources.recognise(write(name, content)) == label


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', "D153"),
        ('{"openapi": "3.0.3"}', "D153"),
        ("time_period,time_identifier,geographic_level,country_code,number\n", "D154"),
        ("<html><body/></html>", "D112"),
        ('{"a": 1}', "D112"),
        ("%PDF-1.4", "D112"),
        ("Dear all,", "D112"),
    ],
)
def test_what_is_none_of_the_formats_is_refused_and_told_what_was_looked_for(write, content, code):
    with pytest.raises(DataFault) as refused:
        sources.recognise(write("census.xml", content))
    assert refused.value.code == code
    assert refused.value.do


def test_one_bad_file_refuses_all(write):
    with pytest.raises(DataFault):
        sources.read([write("a.csv", "worker_id,kind\n"), write("b.csv", "nothing we know\n")])


def test_progress_says_each_file(write):
    said = []
    sources.read(
        [write("a.csv", "worker_id,kind\n1,agency\n"), write("b.csv", "CHILD,DECOM,LS\n")], said.append
    )
    assert sorted(said) == ["a.csv: worker, 1 rows", "b.csv: SSDA903 episodes, 0 rows"]


def test_the_order_of_the_files_does_not_matter_to_what_is_read(write):
    one, two = (
        write("a.csv", "CHILD,DECOM,LS\n1,01/01/2018,C2\n"),
        write("b.csv", "CHILD,SEX,DOB,ETHNIC\n1,1,,\n"),
    )
    (there,), (back,) = sources.read([one, two]), sources.read([two, one])
    assert there == back


def test_every_sample_is_read_or_refused_within_a_second(samples):
    for path in sorted(samples.rglob("*.*")):
        started = time.process_time()
        try:
            sources.recognise(path)
        except ScrutableError as refused:
            assert refused.code in ("D112", "D153"), path.name
        assert time.process_time() - started < 2, path.name
