"""How messages reach people: channels, their limits, and what to do when one says no."""
