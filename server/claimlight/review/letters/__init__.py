"""Letters: what was found on a partner's site and confirmed, worded so that it can be sent as it is."""

from __future__ import annotations

from .gathering import STATES, gather, known_sites, sites_to_write_to
from .letter import Letter, Terms
from .sent import Sent, last_day, newest, record, sent, sent_as_json, take_back
from .templates import Templates, TemplateFault, write_templates
from .writing import FORMS, file_names, write

__all__ = [
    "FORMS", "STATES", "Letter", "Sent", "TemplateFault", "Templates", "Terms", "file_names", "gather", "known_sites", "last_day", "newest", "record",
    "sent", "sent_as_json", "sites_to_write_to", "take_back", "write", "write_templates",
]
