"""From behave's events to a run, and from a run to every page and file that tells of it."""
