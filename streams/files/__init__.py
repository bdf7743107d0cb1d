"""What is read from disk: rules, subscriptions, the gazetteer."""
