"""The living documentation: a site of plain pages that works from any folder, without a network.

Each module here knows one subject and no HTML; the HTML is in `templates/`, and `pages` puts both
together, one page at a time.
"""
