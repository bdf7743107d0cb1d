"""Ukrainian: its words by role, and its dictionary: what a word may be, by analogy also one that no dictionary has."""
