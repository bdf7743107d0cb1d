"""What analysts and operators write: rules, vocabularies, places, subscriptions; read, watched, current."""
