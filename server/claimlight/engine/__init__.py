"""The engine: which rules could match, matching, cues, how sure, judging, checklist."""

from .checklist import answers
from .judge import Trace, judge, numbered
from .matching import Matcher

__all__ = ["Matcher", "Trace", "answers", "judge", "numbered"]
