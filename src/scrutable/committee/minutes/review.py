"""What of a draft list may become a request: each with the words as asked and as resolved brought together.

Nothing is entered from here. A clerk or an analyst confirms, edits or rejects each, and only then it is a request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scrutable.committee.minutes.extract import Extract
from scrutable.committee.minutes.reading import Minutes, shown

_ORAL = ("request", "undertaking", "action")


@dataclass(frozen=True)
class Draft:
    """A request as the minutes have it. What they do not say is empty; `source` names the places that it was read from.

    Who asked and who owns it are roles. A person's name is left out where no role goes with it.
    """

    asked: str
    asked_by: str
    resolved: str
    reference: str
    owner: str
    due: str
    source: str
    likely: bool = True  # a question that was put and answered at the meeting seldom is a request


def drafts(minutes: Minutes, name: str) -> list[Draft]:
    """Return the requests that may be in some minutes: first the resolved ones, with what they came from, then the
    oral ones that were never resolved, and last the questions.

    An oral request and the undertaking that met it are one; so is a resolved action and the oral request behind it.
    """
    roles = dict(minutes.speakers)
    resolved = [one for one in minutes.extracts if one.resolved]
    made = []
    for one in resolved:
        asked = [
            each
            for each in minutes.extracts
            if each.kind == "request" and each.repeats and each.repeats == one.reference
        ]
        made.append(_draft(asked[0] if asked else None, one, roles, name))
    others = [
        one for one in minutes.extracts
        if one.kind in _ORAL and one.repeats is None and not one.resolved
    ]  # fmt: skip
    questions = [one for one in minutes.extracts if one.kind == "question"]
    return made + [_draft(one, None, roles, name) for one in [*others, *questions]]


def _draft(
    asked: Extract | None, resolved: Extract | None, roles: Mapping[str, str | None], name: str
) -> Draft:
    first = resolved or asked
    if first is None:
        raise ValueError("a draft is of something asked or something resolved")
    owner = first.owner or ""
    places = [one for one in (asked, resolved) if one is not None]
    return Draft(
        asked=_without_name(asked) if asked else "",
        asked_by=(asked.role or "") if asked and asked.kind in ("request", "question") else "",
        resolved=shown(resolved.text) if resolved else "",
        reference=(resolved.reference or "") if resolved else "",
        owner=roles.get(owner) or (owner if _is_role(owner) else ""),
        due=first.due or "",
        source="; ".join(f"{name}, characters {one.start} to {one.end}" for one in places),
        likely=first.kind != "question",
    )


def _without_name(asked: Extract) -> str:
    """Return what was asked with the role in place of a member's or officer's name, where the role is known."""
    words = shown(asked.text)
    return words.replace(asked.speaker, asked.role) if asked.speaker and asked.role else words


def _is_role(owner: str) -> bool:
    """Whether an owner is a role or a body, by its words: a person's name is none."""
    return any(
        word in owner
        for word in ("fficer", "Director", "Head", "Manager", "Leader", "Lead", "Chair", "Secretary")
    )
