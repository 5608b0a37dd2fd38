"""Codes of the summary's headings and facts.

PRSB Social Prescribing information standard 1.1: its headings. The SNOMED CT (UK edition) concepts
for them are those that NHS England's document specifications use; a heading for which they have
none is sent by its name alone. The other concepts are those that the standard itself names.
"""

from typing import NamedTuple

SNOMED = "http://snomed.info/sct"


class Heading(NamedTuple):
    title: str
    code: str = ""
    is_of_short_facts: bool = False  # which fit side by side


PERSON = Heading("Person demographics", "886731000000109", is_of_short_facts=True)
PRACTICE = Heading("GP practice", "886711000000101")
REQUIREMENTS = Heading("Individual requirements", "1078911000000106", is_of_short_facts=True)
CONSENT = Heading("Consent", "886961000000102")  # Legal information
REFERRAL = Heading("Referral details", "886721000000107", is_of_short_facts=True)
ISSUES = Heading("Presenting complaints or issues", "886891000000102")
CONTACTS = Heading("Contacts with professionals")
SIGNPOSTS = Heading("Signpost details")
RISKS = Heading("Risks")
ACTIONS = Heading("Plan and requested actions", "887201000000105")
PLAN = Heading("Care and support plan")

REFERRED = "871731000000106"
REFERRED_DISPLAY = "Referral to social prescribing service"
ADJUSTMENTS = "1108111000000107"
ADJUSTMENTS_DISPLAY = (
    "Requires reasonable adjustments for health and care access (Equality Act 2010)"
)
CARER = "224484003"
CARER_DISPLAY = "Person themselves is a carer"
