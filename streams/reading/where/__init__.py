"""Which place an event is at."""
