"""How numbers are said in the languages of our sources."""
