"""How a sentence says it: clauses, cues, status, voice, dates, and which sentences go on with one another."""
