"""Where articles come from: one file per kind of source; `source.py` is the interface."""
