"""Articles against rules: the rule set, what of it an article may meet, and what is told of what it met."""
