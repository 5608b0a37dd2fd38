"""Every page of the site: what a picture of it is called, who looks at it, and its URL name.

A URL name may hold a * for the app it belongs to; several names are tried in turn. So a view that
moves to another app needs no change here, and one that is renamed gets its new name added. `args`
are words that `sample_data.make()` knows an id for, or the value itself.
"""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page as BrowserPage


class Page(NamedTuple):
    name: str
    urls: str  # separated by spaces
    args: tuple[str | int, ...] = ()
    query: str = ""
    # what is done on the page before the picture is taken
    act: Callable[[BrowserPage], object] | None = None


STEPS = {
    "about": "facilitation:about",
    "network": "mapping:network",
    "together": "mapping:together",
    "preferences": "preferences:preferences",
    "near": "*:near",
    "near-where": "*:where",
    "plan": "plans:plan",
    "print": "plans:print",
    "e-mail": "plans:email",
    "summary": "sharing:edit",
    "on-paper": "mapping:on_paper",
}
# with nothing in it but consent; half way; full; begun from an earlier one; and finished
SESSIONS = ["begun", "half-way", "full", "follow-up", "finished", "finished-follow-up"]


def submit(page: BrowserPage) -> None:
    with page.expect_navigation(wait_until="networkidle"):  # some are sent when the queue is empty
        page.locator("main form button").last.click()


def wrong_password(page: BrowserPage) -> None:
    page.get_by_label("E-mail").fill("nobody@genie.example")
    page.get_by_label("Password").fill("not the password")
    submit(page)


def forged(page: BrowserPage) -> None:
    """Post without the cookie that guards against forged forms."""
    page.context.clear_cookies()
    wrong_password(page)


def bad_contact(page: BrowserPage) -> None:
    page.get_by_label("Telephone", exact=True).fill("next door")
    submit(page)


def name_somebody(page: BrowserPage) -> None:
    page.get_by_label("How were things at first?").fill("Margaret hardly went out.")
    submit(page)


def hide(page: BrowserPage) -> None:
    page.get_by_role("button", name="Hide").click()


def hand_over(page: BrowserPage) -> None:
    page.locator("select[name=facilitator]").first.select_option(index=1)
    page.get_by_role("button", name="Hand over").first.click()
    page.wait_for_load_state("networkidle")


def begin_to_practise(page: BrowserPage) -> None:
    page.get_by_label("A postcode where you work").fill("SO17 1BJ")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_load_state("networkidle")


def open_practice(page: BrowserPage) -> None:
    begin_to_practise(page)
    page.get_by_role("link", name="Open Frank").click()
    page.wait_for_load_state("networkidle")


def select_somebody(page: BrowserPage) -> None:
    page.locator("[data-members] > *").nth(2).press("Enter")


def open_folds(page: BrowserPage) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def steps_menu(page: BrowserPage) -> None:
    page.evaluate("document.querySelectorAll('header details').forEach(one => one.open = true)")


def save_empty(page: BrowserPage) -> None:
    page.locator("[name=_save]").first.click()
    page.wait_for_load_state("networkidle")


NOBODY = [
    Page("sign-in", "account_login"),
    Page("sign-in-wrong", "account_login", act=wrong_password),
    Page("sign-in-forged", "account_login", act=forged),
    *(Page(f"error-{code}", "pictures:error", (code,)) for code in (400, 403, 404, 500)),
    Page("too-many-tries", "pictures:too_many_tries"),
    Page("forgotten", "account_reset_password"),
    Page("forgotten-errors", "account_reset_password", act=submit),
    Page("forgotten-sent", "account_reset_password_done"),
    Page("new-password-old-link", "account_reset_password_from_key", ("1", "set-password")),
    Page("new-password-done", "account_reset_password_from_key_done"),
    Page("check", "*:check", ("check-link",)),
    Page("check-expired", "*:check", ("old-check-link",)),
    Page("check-made-up", "*:check", ("no-such-link",)),
    Page("suggest", "*:suggest"),
    Page("suggest-errors", "*:suggest", act=submit),
    Page("suggested", "*:suggested"),
]

NOBODY += [
    Page("refer", "referrals:refer", ("partner-key",)),
    Page("refer-opened", "referrals:refer", ("partner-key",), act=open_folds),
    Page("refer-errors", "referrals:refer", ("partner-key",), act=submit),
    Page("refer-training", "referrals:refer_training", ("partner-key",)),
    Page("refer-receipt", "referrals:receipt", ("partner-key", "referral-code")),
    Page("refer-stopped", "referrals:refer", ("stopped-key",)),
]

FACILITATOR = [
    Page("referrals", "referrals:queue"),
    Page("referral", "referrals:referral", ("referral",)),
    Page("referral-opened", "referrals:referral", ("referral",), act=open_folds),
    Page("referral-booked", "referrals:referral", ("booked-referral",)),
    Page("questions", "measures:ask", ("half-way",)),
    Page("questions-paper", "measures:paper", ("half-way",)),
    Page("my-sessions", "facilitation:sessions"),
    Page("password", "account_change_password"),
    Page("password-errors", "account_change_password", act=submit),
    Page("password-changed", "facilitation:password_changed"),
    Page("participant", "facilitation:participant", ("margaret",)),
    Page("participant-new", "facilitation:participant", ("new-person",)),
    Page("erase", "facilitation:erase", ("margaret",)),
    Page("contact", "facilitation:contact", ("margaret",)),
    Page("contact-errors", "facilitation:contact", ("margaret",), act=bad_contact),
    Page("follow-up", "facilitation:follow_up", ("finished-follow-up",)),
    Page("follow-up-due", "facilitation:follow_up", ("due",)),
    Page("learning", "learning:learning"),
    Page("learning-cards", "learning:cards"),
    Page("learning-upset", "learning:upset"),
    Page("learning-first-sessions", "learning:first_sessions"),
    Page("learning-train", "learning:train"),
    Page("guide-facilitator", "learning:guide", ("facilitator",)),
    Page("practice-learning", "learning:learning", act=begin_to_practise),
    Page("practice-network", "learning:learning", act=open_practice),
    Page("note", "facilitation:note", ("margaret",)),
    Page("contact-ask-first", "facilitation:contact", ("derek",)),
    Page("my-details", "facilitation:account"),
    Page("devices", "devices"),
    Page("second-step", "mfa_index"),
    Page("second-step-confirm", "mfa_activate_totp"),
    Page("second-step-confirm-wrong", "mfa_activate_totp", act=submit),
    Page("case-study", "case_studies:study", ("finished-follow-up",)),
    Page("case-study-edit", "case_studies:edit", ("finished-follow-up",)),
    Page("case-study-errors", "case_studies:edit", ("finished-follow-up",), act=name_somebody),
    Page("case-study-too-early", "case_studies:edit", ("full",)),
    Page("stop", "facilitation:stop", ("full",)),
    Page("new-stop", "facilitation:stop", ("new",)),
    Page("paused-about", "facilitation:about", ("paused",)),
    Page("full-hidden", "plans:plan", ("full",), act=hide),
    Page("follow-up-how-it-went", "plans:how_it_went", ("follow-up",)),
    Page("telephone-how-it-went", "plans:how_it_went", ("by-telephone",)),
    Page("new-about", "facilitation:about", ("new",)),
    Page("new-network", "mapping:network", ("new",)),
    *(
        Page(f"{session}-{step}", url, (session,))
        for session in SESSIONS
        for step, url in STEPS.items()
    ),
    *(
        Page(f"{session}-then-and-now", "mapping:then_and_now", (session,))
        for session in ("follow-up", "finished-follow-up")
    ),
    *(
        Page(f"{session}-{step}-opened", STEPS[step], (session,), act=open_folds)
        for session in ("full", "finished")
        for step in ("network", "near", "plan", "about", "together", "preferences")
    ),
    Page("full-steps-menu", "mapping:network", ("full",), act=steps_menu),
    Page("full-network-selected", "mapping:network", ("full",), act=select_somebody),
    Page("full-member", "mapping:member", ("full", "member")),
    Page("full-near-filtered", "*:near", ("full",), "?miles=1&free=on&day=1"),
    Page("full-near-bad-filter", "*:near", ("full",), "?miles=7"),
    Page("full-print-large", "plans:print", ("full",), "?large=on&name=on"),
    Page("full-e-mail-errors", "plans:email", ("full",), act=submit),
    Page("paused-network", "mapping:network", ("paused",)),
    Page("no-such-session", "mapping:network", ("00000000-0000-4000-8000-000000000000",)),
]

MANAGER = [
    Page("caseload", "facilitation:caseload"),
    Page("hand-over", "facilitation:caseload", act=hand_over),
    Page("team", "facilitation:team"),
    Page("invite", "facilitation:invite"),
    Page("invite-errors", "facilitation:invite", act=submit),
    Page("audit-log", "facilitation:audit"),
    Page("audit-log-errors", "facilitation:audit", query="?first=yesterday"),
    Page("learning-ready", "learning:ready"),
    Page("safeguarding", "learning:safeguarding"),
    Page("guide-manager", "learning:guide", ("manager",)),
    Page("partners", "referrals:partners"),
    Page("partner", "referrals:partner", ("partner",)),
    Page("poster", "referrals:poster", ("partner",)),
    Page("figures", "reports:figures"),
    Page("figures-opened", "reports:figures", act=open_folds),
    Page("rates", "reports:rates"),
    Page("case-studies", "case_studies:library"),
    Page("case-study-to-approve", "case_studies:approve", ("case-study",)),
    Page("measures", "measures:choose"),
    Page("network-type-rule", "mapping:rule"),
    Page("unmet-needs", "*:unmet_needs"),
    Page("manager-my-sessions", "facilitation:sessions"),
    Page("manager-admin", "admin:index"),
    Page("questionnaires", "admin:*_questionnaire_changelist"),
    Page("questionnaire", "admin:*_questionnaire_change", ("questionnaire",)),
    Page("interests", "admin:*_interest_changelist"),
]

RESEARCHER = [
    Page("research", "reports:research"),
    Page("research-opened", "reports:research", act=open_folds),
    Page("research-errors", "reports:research", act=submit),
]

ENTRY = "admin:*_resource_"
CURATOR = [
    Page("admin", "admin:index"),
    Page("entries", f"{ENTRY}changelist"),
    Page("entries-found", f"{ENTRY}changelist", query="?q=swimming"),
    Page("entries-without-owner", f"{ENTRY}changelist", query="?missing=without_owner"),
    Page("entries-none", f"{ENTRY}changelist", query="?q=xylophone"),
    Page("entries-map", f"{ENTRY}map"),
    Page("entry-add", f"{ENTRY}add"),
    Page("entry-add-errors", f"{ENTRY}add", act=save_empty),
    Page("entry", f"{ENTRY}change", ("entry",)),
    Page("entry-history", f"{ENTRY}history", ("entry",)),
    Page("entry-preview", f"{ENTRY}preview", ("entry",)),
    Page("entry-preview-hidden", f"{ENTRY}preview", ("hidden-entry",)),
    Page("entry-delete", f"{ENTRY}delete", ("entry",)),
    Page("entries-deleted", f"{ENTRY}deleted"),
    Page("differences-from-sources", "admin:*_sourcedifference_changelist"),
    Page("providers", "admin:*_provider_changelist"),
    Page("provider-add", "admin:*_provider_add"),
    Page("provider", "admin:*_provider_change", ("provider",)),
    Page("provider-history", "admin:*_provider_history", ("provider",)),
    Page("corrections", "admin:*_correction_changelist"),
    Page("corrections-all", "admin:*_correction_changelist", query="?looked=all"),
    Page("suggestions", "admin:*_suggestion_changelist"),
    Page("suggestion", "admin:*_suggestion_look", ("suggestion",)),
    Page("duplicates", "admin:*_duplicatepair_changelist"),
    Page("duplicates-compare", "admin:*_duplicate_compare", ("duplicate-1", "duplicate-2")),
    Page("feeds", "admin:*_feed_changelist"),
    Page("feed-add", "admin:*_feed_add"),
    Page("feed", "admin:*_feed_change", ("feed",)),
    Page("feed-runs", "admin:*_feedrun_changelist"),
    Page("feed-run", "admin:*_feedrun_change", ("feed-run",)),
    Page("terms", "admin:*_termmapping_changelist"),
    Page("term", "admin:*_termmapping_change", ("term",)),
    Page("imports-none", "admin:*_importrun_changelist"),
    Page("import-upload-errors", "admin:*_importrun_add", act=lambda page: submit_admin(page)),
]

SUPERUSER = [
    Page("superuser-admin", "admin:index"),
    Page("users", "admin:*_user_changelist"),
    Page("user", "admin:*_user_change", ("facilitator-user",)),
    Page("user-add", "admin:*_user_add"),
    Page("organisations", "admin:*_organisation_changelist"),
    Page("organisation", "admin:*_organisation_change", ("organisation",)),
    Page("audit", "admin:*_auditevent_changelist"),
]

# by who looks
PAGES: dict[str, list[Page]] = {
    "": NOBODY,
    "facilitator": FACILITATOR,
    "manager": MANAGER,
    "researcher": RESEARCHER,
    "curator": CURATOR,
    "superuser": SUPERUSER,
}


def submit_admin(page: BrowserPage) -> None:
    page.locator("#content form [type=submit]").first.click()
    page.wait_for_load_state("networkidle")
