"""The gateway's own addresses, a file per resource."""
