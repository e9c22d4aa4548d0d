"""The engine: which rules could match, matching, cues, how sure, judging, a site's overrides, checklist."""

from .across import merged
from .checklist import answers
from .judge import Trace, judge, numbered
from .matching import Matcher
from .overriding import Overriding

__all__ = ["Matcher", "Overriding", "Trace", "answers", "judge", "merged", "numbered"]
