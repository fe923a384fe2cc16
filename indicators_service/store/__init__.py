"""Reads and writes of this service's tables. Nothing here knows of HTTP."""
