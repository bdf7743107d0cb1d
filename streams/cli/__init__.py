"""The command line, for people: one file per group of commands."""
