"""The addresses of the indicators service, a file per resource."""
