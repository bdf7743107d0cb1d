"""Ukrainian: its words by role, and its dictionary."""
