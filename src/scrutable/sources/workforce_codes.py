"""The codes of the workforce census in words, as its schema of 2022 has them, shortened for a reader of a breakdown."""

KINDS = {"0": "employee", "1": "agency", "false": "employee", "true": "agency"}
ROLES = {
    "1": "Senior manager", "2": "Middle manager", "3": "First line manager", "4": "Senior practitioner",
    "5": "Case holder", "6": "Qualified without cases",
}  # fmt: skip
ORIGINS = {
    "1": "Newly qualified", "2": "Social worker in another council in England", "3": "Social worker outside England",
    "4": "Agency", "5": "Other social work in England, not in a council", "6": "Other social care in England",
    "7": "Not social care, outside England, or no employment", "8": "Other", "9": "Not known",
    "10": "Not yet collected",
}  # fmt: skip
# The seventh is worded so that `turnover_rate` knows it for a move inside the council.
REASONS = {
    "1": "Resignation", "2": "Voluntary redundancy", "3": "Compulsory redundancy", "4": "Dismissed", "5": "Retired",
    "6": "Died", "7": "Moved to another role within the council, not with children and families", "8": "Other",
    "9": "Not known", "10": "Not yet collected",
}  # fmt: skip
