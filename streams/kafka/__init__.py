"""The topics and what travels on them, the clients, and the embedded broker."""
