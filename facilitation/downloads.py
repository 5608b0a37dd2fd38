"""Files to keep."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """`kind` is the media type, `name` that of the file: never a person's."""
    response = HttpResponse(content, content_type=kind)
    header = content_disposition_header(True, name)
    assert header is not None
    response["Content-Disposition"] = header
    return response
