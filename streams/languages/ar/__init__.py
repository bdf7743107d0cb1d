"""Arabic: its words by role, and its forms of words."""
