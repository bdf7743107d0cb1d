"""YAML 1.2, read strictly, for files that people write.

`NO` is Norway and `12:30` is text. Keys given twice, anchors, aliases, tags and tabs are mistakes: a rule file says
what it says where it says it. What is wrong in one place hides nothing that is wrong in another.
"""

from streams.yaml12.closed import hint_of, validate, validate_part
from streams.yaml12.document import Document, Loc, did_you_mean, raise_all, shown
from streams.yaml12.read import MAX_BYTES, parse

__all__ = [
    "MAX_BYTES",
    "Document",
    "Loc",
    "did_you_mean",
    "hint_of",
    "parse",
    "raise_all",
    "shown",
    "validate",
    "validate_part",
]
