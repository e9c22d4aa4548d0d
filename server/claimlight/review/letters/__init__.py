"""Letters: what was found on a partner's site and confirmed, worded so that it can be sent as it is."""

from __future__ import annotations

from .gathering import Letter, Terms, gather, known_sites
from .templates import Templates, TemplateFault, write_templates
from .writing import FORMS, file_names, write

__all__ = ["FORMS", "Letter", "TemplateFault", "Templates", "Terms", "file_names", "gather", "known_sites", "write", "write_templates"]
