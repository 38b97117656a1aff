"""Sentences, one file per capability, one to three lines a step."""
