"""Run the oversight service: ``python -m oversight_service serve|migrate|contract``."""

from oversight_service.app import SERVICE, application
from services.command import main

if __name__ == "__main__":
    main(SERVICE, application)
