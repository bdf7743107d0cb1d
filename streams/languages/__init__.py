"""What a language is, as data: one folder of words by role for each, and what reads them."""
