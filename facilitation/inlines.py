"""Forms inside a form of the admin."""

from typing import Any

from django.http import HttpRequest


class FewForms:
    """No more forms than any entry has use for: Django makes two thousand, and shows them again, if
    only a request says that there are."""

    max_num: int | None = 300

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)  # type: ignore[misc]
