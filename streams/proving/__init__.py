"""What an analyst asks of a rule before it is in force: checks, tests, mutants, explanations, replays and comparisons."""
