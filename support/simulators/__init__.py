"""The neighbours of a gateway, scripted beside the wire and never through it."""
