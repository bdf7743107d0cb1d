"""Rules: what analysts asked to be told, and how an article meets it."""
