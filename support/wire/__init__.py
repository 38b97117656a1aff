"""Caller side of the wire: exchanges, the client, event streams, patience."""
