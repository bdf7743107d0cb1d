"""French: its words in files of their own, its dictionary in `dictionary`."""
