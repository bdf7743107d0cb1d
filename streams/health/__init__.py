"""The health of a worker and of its group, judged from what whoever asks the brokers was told."""
