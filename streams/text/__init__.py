"""A text as words and sentences whose spans slice back to it."""
