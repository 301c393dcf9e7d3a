"""A text to paste, and who pastes it."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

TEXT = (
    "تقديم قصير للحوار.\n\n"
    "المذيعة: متى بدأ العمل؟\n\n"
    "د. وليد النجار: بدأ قبل عام. وهل يذكر أحد؟ لا أحد.\n\n"
    "المذيعة: وأين؟\n\n"
    "وليد النجار: في القرية."
)
# The numbers of its blocks: the lead, the first answer, the last.
LEAD, YEAR, VILLAGE = 1, 3, 5


@pytest.fixture
def editor(db: None) -> Any:
    return get_user_model()._default_manager.create_user("سلمى")
