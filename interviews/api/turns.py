"""One turn, by the key that never changes."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from interviews.models import Turn

from . import schemas
from .addresses import Addresses
from .interviews import with_mentions
from .parameters import Parameters, Text

router = Router(tags=["turns"])


@router.get(
    "/turns/{key}",
    response=schemas.Turn,
    url_name="turn",
    operation_id="get_turn",
    summary=_("One turn"),
    description=_("A question, an answer or a narration with the names that stand in it."),
)
def turn(request: HttpRequest, key: Path[Text], parameters: Query[Parameters]) -> schemas.Turn:
    turns = with_mentions(Turn.objects.published().for_results())
    return schemas.Turn.of(get_object_or_404(turns, key=key), Addresses.of(request))
