"""The worker: what joins everything and starts it, says when it is ready, and leaves."""
