"""What a recorded run can be made into: one file (or folder) a kind of report.

Each module has `files(run)`, a pure function that yields the names and contents of the files that
the report consists of; a long file may come in parts, one after the other. Kinds of reports do not
know each other.
"""
