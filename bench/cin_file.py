"""A children in need census of a given size, written as XML: for the benchmark only, random within the schema."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from scrutable.register.schema import codes

YEAR_START = date(2019, 4, 1)


def write(path: Path, children: int, seed: int = 1) -> None:
    """Write a census of 2019-20 with so many children, each with one or two referrals, about 2.5 KB a child."""
    draw = Random(seed)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            '<?xml version="1.0" encoding="utf-8"?>\n<Message>\n  <Header>\n    <CollectionDetails>\n'
            "      <Collection>CIN</Collection>\n      <Year>2020</Year>\n"
            "      <ReferenceDate>2020-03-31</ReferenceDate>\n    </CollectionDetails>\n    <Source>\n"
            "      <SourceLevel>L</SourceLevel>\n      <LEA>999</LEA>\n      <SoftwareCode>bench</SoftwareCode>\n"
            "      <DateTime>2020-04-20T09:00:00</DateTime>\n    </Source>\n  </Header>\n  <Children>\n"
        )
        for number in range(children):
            file.write("\n".join(_child(draw, number)) + "\n")
        file.write("  </Children>\n</Message>\n")


def _child(draw: Random, number: int) -> list[str]:
    born = YEAR_START - timedelta(days=draw.randrange(18 * 365))
    lines = ["    <Child>", "      <ChildIdentifiers>", _leaf(8, "LAchildID", f"C{number:06}")]
    lines += [
        _leaf(8, "UPN", f"A{number:011}B"),
        _leaf(8, "PersonBirthDate", born),
        _leaf(8, "Sex", draw.choice("MF")),
    ]
    lines += ["      </ChildIdentifiers>", "      <ChildCharacteristics>"]
    lines += [_leaf(8, "Ethnicity", draw.choice(list(codes()["ethnicity"]))), "        <Disabilities>"]
    lines += [_leaf(10, "Disability", "NONE"), "        </Disabilities>", "      </ChildCharacteristics>"]
    first = YEAR_START - timedelta(days=draw.randrange(200))
    lines += _referral(draw, first, closed=True)
    if draw.random() < 0.4:
        lines += _referral(draw, first + timedelta(days=240), closed=False)
    return [*lines, "    </Child>"]


def _referral(draw: Random, received: date, *, closed: bool) -> list[str]:
    def day(after: int) -> date:
        return received + timedelta(days=after)

    lines = ["      <CINdetails>", _leaf(8, "CINreferralDate", received), _leaf(8, "ReferralSource", "1A")]
    lines += [_leaf(8, "PrimaryNeedCode", f"N{draw.randrange(1, 9)}")]
    if closed:
        lines += [_leaf(8, "CINclosureDate", day(235)), _leaf(8, "ReasonForClosure", "RC8")]
    lines += [
        _leaf(8, "ReferralNFA", 0),
        "        <Assessments>",
        _leaf(10, "AssessmentActualStartDate", day(1)),
    ]
    lines += [
        _leaf(10, "AssessmentInternalReviewDate", day(10)),
        _leaf(10, "AssessmentAuthorisationDate", day(45)),
    ]
    factors = draw.sample(list(codes()["assessment_factor"]), 3)
    lines += [
        "          <FactorsIdentifiedAtAssessment>",
        *(_leaf(12, "AssessmentFactors", f) for f in factors),
    ]
    lines += [
        "          </FactorsIdentifiedAtAssessment>",
        "        </Assessments>",
        "        <CINPlanDates>",
    ]
    lines += [_leaf(10, "CINPlanStartDate", day(46)), "        </CINPlanDates>", "        <Section47>"]
    lines += [_leaf(10, "S47ActualStartDate", day(20)), _leaf(10, "InitialCPCtarget", day(41))]
    lines += [_leaf(10, "DateOfInitialCPC", day(40)), _leaf(10, "ICPCnotRequired", 0), "        </Section47>"]
    lines += ["        <ChildProtectionPlans>", _leaf(10, "CPPstartDate", day(40))]
    if closed:
        lines += [_leaf(10, "CPPendDate", day(230))]
    lines += [_leaf(10, "InitialCategoryOfAbuse", "NEG"), _leaf(10, "LatestCategoryOfAbuse", "EMO")]
    lines += [
        _leaf(10, "NumberOfPreviousCPP", 0),
        "          <Reviews>",
        _leaf(12, "CPPreviewDate", day(130)),
    ]
    return [*lines, "          </Reviews>", "        </ChildProtectionPlans>", "      </CINdetails>"]


def _leaf(indent: int, tag: str, text: object) -> str:
    return f"{' ' * indent}<{tag}>{text}</{tag}>"
