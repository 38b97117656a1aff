"""The byte-exact HTTP/1.1 server that simulators stand on."""
