"""Cards as pictures."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interviews.exports import card_addresses, cards
from interviews.exports.card_addresses import Signed
from interviews.exports.citations import Quotation
from interviews.exports.earlier_wording import Fate, follow
from interviews.exports.selection import Selection
from interviews.models import Interview, Turn

from .site import site_address

# Seconds. Pages give a card that looks otherwise another address; but what is withdrawn shall not be passed
# on for long.
KEPT_BY_READERS = 7 * 24 * 3600
KEPT_HERE = 30 * 24 * 3600


@require_safe
def card(request: HttpRequest, signed: str) -> HttpResponse:
    """The card at a signed address; 404 for any other.

    410 when the words do not stand in a public text any more. What looks the same is drawn once, in about
    0.2 s; only addresses that the archive has given out are drawn at all.
    """
    wanted = card_addresses.read(signed)
    if wanted is None:
        raise Http404
    shown = _card(wanted, site_address(request))
    if shown is None:
        return HttpResponse(_("These words are not public any more, or have been changed."), status=410)
    # The whole digest: of the short one somebody could find two cards that share it.
    key = f"card:{wanted.shape}:{card_addresses.digest(shown)}"
    picture = cache.get(key)
    if picture is None:
        picture = cards.draw(shown, wanted.shape)
        cache.set(key, picture, KEPT_HERE)
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, public=True, max_age=KEPT_BY_READERS, immutable=True)
    return response


def _card(wanted: Signed, site: str) -> cards.Card | None:
    """What the card shows now; None when the public may not see that, or it is not there any more."""
    public = Interview.objects.published().for_listing()
    if wanted.selection is None:
        interview = public.filter(pk=wanted.interview).first()
        return cards.interview_card(interview, site) if interview else None
    turn = Turn.objects.published().filter(key=wanted.selection.key).first()
    interview = public.filter(pk=turn.interview_id).first() if turn else None
    if turn is None or interview is None:
        return None
    # Words that were moved within their turn are the same words.
    words = follow(wanted.selection, interview, [turn])
    if words.fate is not Fate.STANDS or words.place is None:
        return None
    people = {participant.pk: participant for participant in interview.participants.all()}
    turn.participant = people.get(turn.participant_id)
    selection = Selection.of(turn, *words.place)
    return cards.quotation_card(Quotation(interview, turn, selection), site) if selection else None
