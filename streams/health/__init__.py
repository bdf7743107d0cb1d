"""Whether a worker does its work: what the brokers and its group say of it."""
