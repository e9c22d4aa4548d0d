"""Letters: what was found on a partner's site and confirmed, worded so that it can be sent as it is."""

from __future__ import annotations

from .gathering import STATES, gather, known_sites, sites_to_write_to
from .letter import Letter, Terms
from .templates import Templates, TemplateFault, write_templates
from .writing import FORMS, file_names, write

__all__ = ["FORMS", "STATES", "Letter", "TemplateFault", "Templates", "Terms", "file_names", "gather", "known_sites", "sites_to_write_to", "write", "write_templates"]
