"""The engine: which rules could match, matching, cues, how sure, judging, a site's overrides, checklist."""

from .across import merged
from .checklist import answers
from .judge import Trace, judge, numbered
from .matching import Matcher
from .overriding import Overriding
from .replacing import Replacing

__all__ = ["Matcher", "Overriding", "Replacing", "Trace", "answers", "judge", "merged", "numbered"]
