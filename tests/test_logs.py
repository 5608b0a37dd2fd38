"""What the development server logs."""

import logging

from genie_site.logs import without_query


def test_nothing_after_the_question_mark():
    record = logging.LogRecord(
        "django.server", logging.INFO, "", 0, '"%s" %s %s',
        ("GET /open-referral/v3/service_at_locations?postcode=SO17+1BJ HTTP/1.1", "200", "9"), None,
    )  # fmt: skip
    assert without_query(record)
    assert record.getMessage() == '"GET /open-referral/v3/service_at_locations HTTP/1.1" 200 9'
    assert without_query in logging.getLogger("django.server").filters
