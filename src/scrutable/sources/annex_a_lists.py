"""The Annex A lists: which columns they have, and how councils' headers differ from the guidance.

A column is known by patterns tried in turn on the header's words (lower case, no punctuation). The first is close to
the guidance, the second is looser, for headers that were shortened or reworded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scrutable.sources.headers import words

Patterns = tuple[str, ...]

CHILD: dict[str, Patterns] = {
    "child_id": (
        r"child unique id(entifier)?",
        r"(unique )?(child|person|client)( s)?( unique)? (id|identifier|number)",
    ),
    "sex": (r"gender|sex", r"(child s )?(gender|sex)( .*)?"),
    "ethnicity": (r"ethnicity", r".*ethnic.*"),
    "birth_date": (r"date of birth", r"dob|d o b|birth ?date|.*date of birth.*"),
}
_DISABILITY: dict[str, Patterns] = {"disability": (r"does the child have a disability", r".*disab.*")}
_TEAM: dict[str, Patterns] = {"team": (r"allocated team", r"(current )?team( name)?")}
# Columns that the lists have and the register does not want: names of workers, ages, counts it makes itself.
_PASSED: Patterns = (r"age.*", r".*\bworker\b.*", r".*(advisor|adviser).*", r"number of.*", r".*\bname\b.*")


@dataclass(frozen=True)
class List:
    """One list. `known_by`: columns that only it has. `passed`: patterns of columns that are known and not loaded."""

    number: int
    title: str
    columns: dict[str, Patterns]
    known_by: tuple[str, ...]
    passed: Patterns = field(default=())


LISTS = (
    List(1, "contacts", CHILD | {
        "received": (r"date of contact", r"contact( start| received)? date|.*date.*contact.*"),
        "source": (r"contact source", r"source of contact|contact source.*"),
    }, ("received", "source")),
    List(2, "early help assessments", CHILD | {
        "started": (r"assessment start date", r".*assessment.*start.*|.*start.*assessment.*"),
        "completed": (r"assessment completion date",
                      r".*assessment.*(complet|end).*date.*|.*date.*assessment.*complet.*"),
        "organisation": (r"organisation completing assessment", r".*organisation.*|lead agency"),
    }, ("completed", "organisation")),
    List(3, "referrals", CHILD | _TEAM | {
        "received": (r"date of referral", r"referral( start| received)? date|.*date.*referral.*"),
        "source": (r"referral source", r"source of referral|referral source.*"),
        "nfa": (r"referral nfa", r".*\bnfa\b.*|.*no further action.*"),
    }, ("received", "source")),
    List(4, "assessments", CHILD | _DISABILITY | _TEAM | {
        "started": (r"continuous assessment start date", r".*assessment.*start.*"),
        "seen": (r"child seen during continuous assessment", r".*child.*seen.*"),
        "completed": (r"continuous assessment date of authorisation",
                      r".*authoris.*|.*assessment.*(complet|end).*date.*"),
        "outcome": (r"was the child assessed as requiring la children s social care support", r".*requiring.*"),
    }, ("started", "completed", "seen")),
    List(5, "section 47 enquiries and conferences", CHILD | _DISABILITY | _TEAM | {
        "strategy": (r"strategy discussion initiating section 47 enquiry start date",
                     r".*strategy.*|.*\b(s47|47)\b.*start.*"),
        "unnecessary": (r"was an initial child protection conference deemed unnecessary",
                        r".*(unnecessary|not required).*"),
        "held": (r"date of initial child protection conference",
                 r"(date of )?(icpc|initial (child protection )?conference)( date)?"),
        "plan_made": (r"did the initial child protection conference result in a child protection plan",
                      r".*result.*plan.*"),
    }, ("strategy",)),
    List(6, "children in need", CHILD | _DISABILITY | _TEAM | {
        "started": (r"cin start date", r"(cin|child(ren)? in need)( plan| episode)? start.*"),
        "seen": (r"date child was last seen", r".*last seen.*"),
        "ended": (r"cin closure date", r"(cin|child(ren)? in need)( plan| episode)? (clos|end).*"),
        "status": (r"case status", r".*\bstatus\b.*"),
    }, ("started", "status"), (r"primary need.*", r"reason for closure", r".*clos.*reason.*")),
    List(7, "child protection plans", CHILD | _DISABILITY | _TEAM | {
        "started": (r"child protection plan start date", r"(child protection|cp|cpp)( plan)? start.*"),
        "first_category": (r"initial category of abuse", r"(initial|first).*category.*"),
        "latest_category": (r"latest category of abuse", r"(latest|current).*category.*"),
        "visit": (r"date of the last statutory visit", r".*last.*visit.*|.*latest.*visit.*"),
        "alone": (r"was the child seen alone", r".*alone.*"),
        "review": (r"date of latest review conference", r".*(latest|last).*review.*"),
        "ended": (r"child protection plan end date", r"(child protection|cp|cpp)( plan)? (end|clos).*"),
        "previous": (r"number of previous child protection plans", r".*previous.*plans?.*"),
    }, ("started", "first_category"), (r"subject to emergency.*", r".*police p.*")),
    List(8, "looked after children", CHILD | _DISABILITY | _TEAM | {
        "uasc": (r"unaccompanied asylum seeking child uasc within the last 12 months y n", r".*(unaccompanied|uasc).*"),
        "started": (r"date started to be looked after",
                    r".*start.*looked after.*|.*(became|entered).*(care|looked after).*"),
        "need": (r"child s category of need", r".*category of need.*|.*primary need.*"),
        "legal_status": (r"child s legal status", r"(current )?legal status"),
        "review": (r"date of latest statutory review", r".*(latest|last).*review.*"),
        "visit": (r"date of last social work visit", r".*last.*social work.*visit.*|last.*visit.*date"),
        "health": (r"date of last health assessment", r".*health assessment.*"),
        "dental": (r"date of last dental check", r".*dental.*"),
        "ended": (r"date ceased to be looked after", r"(date )?ceased.*"),
        "end_reason": (r"reason ceased to be looked after", r".*reason.*ceas.*"),
        "placement_started": (r"start date of most recent placement", r".*placement.*start.*|.*start.*placement.*"),
        "placement_type": (r"placement type", r"type of placement"),
        "provider": (r"placement provider", r"provider( type)?"),
        "urn": (r"urn of placement", r".*\burn\b.*"),
        "location": (r"placement location", r"placement location.*|in out.*"),
        "placed_in": (r"la of placement", r"(la|local authority|placement la).*placement.*|placement la"),
    }, ("started", "legal_status"),
        (r"is this a second.*", r"start date of current legal.*", r".*permanence plan.*", r".*iro.*", r".*postcode.*",
         r".*return interview.*")),
    List(9, "care leavers", CHILD | _DISABILITY | _TEAM | {
        "uasc": (r"unaccompanied asylum seeking child uasc or formerly uasc if 18 or over y n",
                 r".*(unaccompanied|uasc).*"),
        "in_touch": (r"la in touch", r".*in touch.*"),
        "accommodation": (r"type of accommodation", r"accommodation( type)?"),
        "suitability": (r"suitability of accommodation", r".*suitab.*"),
        "activity": (r"activity status", r".*activity.*"),
    }, ("suitability",), (r"eligibility.*", r".*pathway plan.*", r".*date of contact.*")),
    List(10, "adoption", CHILD | _DISABILITY | {
        "order": (r"date of placement order", r".*placement order.*"),
        "decision": (r"date of decision that child should be placed for adoption", r".*decision.*adopt.*"),
    }, ("order", "decision"), (r"family identifier", r".*date.*", r"reason.*")),
    List(11, "adopters", {"child_id": (r"individual adopter identifier", r".*adopter.*(id|identifier)"),
                          "stage": (r"date stage 1 started", r".*stage 1.*")}, ("child_id", "stage")),
)  # fmt: skip
USED = range(1, 11)  # of adopters, who are no children, the register knows nothing


def list_of(headers: Sequence[str], lists: Sequence[List] = LISTS) -> tuple[List, dict[str, int]] | None:
    """Return the list that has these headers, and where its columns stand; None where it is none of them.

    The narrow lists come last: list 8 also holds what would do for list 1.
    """
    spoken = [words(header) for header in headers]
    for one in sorted(lists, key=lambda one: -len(one.known_by)):
        found = _columns(spoken, one)
        if "child_id" in found and all(name in found for name in one.known_by):
            return one, found
    return None


def unknown_to(one: List, headers: Sequence[str], found: dict[str, int]) -> list[str]:
    """Return the headers that are no part of the list."""
    used = set(found.values())
    passed = [re.compile(pattern) for pattern in (*_PASSED, *one.passed)]
    return [
        header for at, header in enumerate(headers)
        if header.strip() and at not in used and not any(pattern.fullmatch(words(header)) for pattern in passed)
    ]  # fmt: skip


def _columns(spoken: list[str], one: List) -> dict[str, int]:
    """Return column -> position. Close matches of all columns are taken before loose ones of any."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    for loose in (0, 1):
        for name, patterns in one.columns.items():
            if name in found:
                continue
            pattern = re.compile(patterns[loose])
            at = next(
                (n for n, text in enumerate(spoken) if n not in taken and pattern.fullmatch(text)), None
            )
            if at is not None:
                found[name] = at
                taken.add(at)
    return found
