"""Tocsin reads the news as it is published and rings the right chat when something breaks.

Articles come in on Kafka, rules say which matter, matches about one event make an incident, a change of an incident
worth telling is an alert, subscriptions say who is told, and channels tell them.
"""
