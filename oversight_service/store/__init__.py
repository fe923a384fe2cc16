"""What the oversight service keeps, a file per resource. Nothing here knows of HTTP."""
