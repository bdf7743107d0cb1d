"""The Ukrainian dictionary: what a word may be, and by analogy what a word may be that no dictionary has."""
