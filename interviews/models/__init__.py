"""What is an interview? Import models from here only."""

from .base import numbered_address
from .edition import (
    OTHERS_ARE_BEHIND,
    EditionMark,
    PageMark,
    edition,
    page_edition,
    page_editions,
    page_tag,
    renew_edition,
    renew_pages,
)
from .entity import Entity, MergedEntity, Name, Title, name_key, read_names
from .index_update import IndexUpdate
from .interview import Correction, Interview, InterviewQuerySet, Participant, read_names_of
from .mention import Mention
from .outlet import MergedOutlet, Outlet
from .paste import Paste, PasteSource, PasteStep
from .prepared_page import PREPARING, PreparedPage
from .proposal import Proposal, ProposedMention
from .release import release
from .relinking import Relinking
from .shingle import Shingle
from .speaker import MergedSpeaker, Speaker
from .topic import Topic
from .turn import Turn, bearers
from .years import FIRST_YEAR, LAST_YEAR

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "OTHERS_ARE_BEHIND",
    "PREPARING",
    "Correction",
    "EditionMark",
    "Entity",
    "IndexUpdate",
    "Interview",
    "InterviewQuerySet",
    "Mention",
    "MergedEntity",
    "MergedOutlet",
    "MergedSpeaker",
    "Name",
    "Outlet",
    "PageMark",
    "Participant",
    "Paste",
    "PasteSource",
    "PasteStep",
    "PreparedPage",
    "Proposal",
    "ProposedMention",
    "Relinking",
    "Shingle",
    "Speaker",
    "Title",
    "Topic",
    "Turn",
    "bearers",
    "edition",
    "name_key",
    "numbered_address",
    "page_edition",
    "page_editions",
    "page_tag",
    "read_names",
    "read_names_of",
    "release",
    "renew_edition",
    "renew_pages",
]
