"""The addresses of the oversight service, a file per resource."""
