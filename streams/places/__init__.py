"""Places: every name a text may use for them, and which one it means."""
