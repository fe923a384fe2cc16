"""The addresses of the trajectory service, a file per resource."""
