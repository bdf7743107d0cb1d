"""The language that analysts write: rules, their conditions and terms, the vocabularies they share, and packs."""
