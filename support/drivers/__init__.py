"""Verbs: who acts in a scenario, and how it becomes traffic. Actors never judge."""
