"""The agents: take a message, ask the core, send the answer. Nothing is decided here and nothing happens on import."""
