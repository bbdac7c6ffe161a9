import pytest

from scrutable import sources
from scrutable.errors import DataFault

CHILD = """<CHILD>
<HEADER><CHILDID>12</CHILDID><UPN>A1</UPN><SEX>1</SEX><DOB>2001-05-06</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC>
<DUC>2019-05-06</DUC><MOTHER>0</MOTHER><MC_DOB/>
<AMISSING><MISSING>M</MISSING><MIS_START>2018-06-01</MIS_START><MIS_END>2018-06-02</MIS_END></AMISSING>
<AREVIEW><REVIEW>2018-07-01</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AREVIEW><REVIEW>2018-12-01</REVIEW><REVIEW_CODE>PN3</REVIEW_CODE></AREVIEW>
<OC2><SDQ_SCORE>14</SDQ_SCORE><SDQ_REASON/><CONVICTED>0</CONVICTED><HEALTH_CHECK/><IMMUNISATIONS>1</IMMUNISATIONS>
<TEETH_CHECK>1</TEETH_CHECK><HEALTH_ASSESSMENT>1</HEALTH_ASSESSMENT><SUBSTANCE_MISUSE>0</SUBSTANCE_MISUSE>
<INTERVENTION_RECEIVED/><INTERVENTION_OFFERED/></OC2>
<PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>
<AD_PLACED><DATE_PLACED>2018-08-01</DATE_PLACED></AD_PLACED>
<IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>B1</ACCOM></HEADER>
<EPISODE><DECOM>2018-04-05</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><PL_POST>AB1 2CD</PL_POST>
<URN>XXX</URN><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC>2018-09-01</DEC><REC>X1</REC></EPISODE>
<EPISODE><DECOM>2018-09-01</DECOM><RNE>P</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL></EPISODE>
</CHILD>"""
SECOND = (
    "<CHILD><HEADER><CHILDID>13</CHILDID><SEX>2</SEX><DOB>2010-01-01</DOB><UASC>0</UASC></HEADER></CHILD>"
)
CSVS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n12,1,2001-05-06,WBRI,A1,0,\n13,2,2010-01-01,,,,\n",
    "uasc": "CHILD,SEX,DOB,DUC\n12,1,2001-05-06,2019-05-06\n",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "12,2018-04-05,S,C2,N1,U6,PR1,2018-09-01,X1,,,AB1 2CD,XXX\n12,2018-09-01,P,C2,N1,U4,,,,,,,\n",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE\n12,2001-05-06,2018-07-01,PN1\n12,2001-05-06,2018-12-01,PN3\n",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END\n12,2001-05-06,M,2018-06-01,2018-06-02\n",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n12,2001-05-06,14,,0,,1,1,1,0,,\n",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n12,2001-05-06,YES,F2,B1\n",
    "previous_permanence": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n12,2001-05-06,Z1,,\n",
    "placed_for_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n"
    "12,2001-05-06,2018-08-01,,\n",
}


@pytest.fixture
def read(write):
    def done(*children):
        path = write("903.xml", f"<EXPSSDA903>{''.join(children)}</EXPSSDA903>")
        (delivery,) = sources.read([path])
        return delivery

    return done


def said(delivery):
    """Return what is said in a delivery, however it stood: each table's rows as sets of (column, text)."""
    found = {}
    for rows in delivery.tables:
        for at in range(len(rows.rows)):
            row = frozenset(
                (name, texts[at]) for name, texts in rows.columns.items() if (texts[at] or "").strip()
            )
            found.setdefault(rows.table, []).append(row)
    return {table: sorted(rows, key=sorted) for table, rows in found.items()}


def test_the_xml_says_what_the_csv_files_say(read, write):
    (csvs,) = sources.read([write(f"year/{name}.csv", text) for name, text in CSVS.items()])
    delivery = read(CHILD, SECOND)
    assert said(delivery) == said(csvs)
    assert {rows.table: rows.scope for rows in delivery.tables} == {
        rows.table: rows.scope for rows in csvs.tables
    }
    assert (delivery.source, delivery.authority) == (csvs.source, None)
    codes = [sorted(finding.code for finding in one.findings) for one in (delivery, csvs)]
    assert codes[0] == codes[1] == ["D225", "D225", "D229"]


def test_an_episode_stands_on_its_line_and_a_postcode_is_not_kept(read, table):
    rows = table(read(CHILD), "care_episode")
    assert (rows.place, rows.rows) == ("episodes", [13, 15])
    assert rows.columns["placement_type"] == ["U6", "U4"]
    assert "AB1 2CD" not in repr(rows)


def test_an_element_in_another_case_or_container_is_found(read, table):
    delivery = read(
        "<child><header><Who><childid>12</childid></Who><DOB>2001-05-06</DOB><OC3><IN_TOUCH>NO</IN_TOUCH></OC3>"
        "</header><episodes><Episode><decom>2018-04-05</decom><ls>C2</ls></Episode></episodes></child><CHILD/>"
    )
    assert table(delivery, "care_episode").columns["child_id"] == ["12"]
    assert table(delivery, "care_leaver").columns["in_touch"] == ["NO"]


def test_nothing_in_it_is_nothing_read(read):
    delivery = read("<CHILD><HEADER/><EPISODE/></CHILD>")
    assert sum(len(rows.rows) for rows in delivery.tables if rows.table != "care_episode") == 0


def test_damaged_xml_is_refused(write):
    with pytest.raises(DataFault, match="D111"):
        sources.read([write("903.xml", "<EXPSSDA903><CHILD><HEADER></CHILD></EXPSSDA903>")])
