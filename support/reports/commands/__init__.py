"""What can be done with run records: one file a command, each with `arguments` and `run`.

`scripts/wicket.py` calls them, and reads none but the one that was asked for.
"""
