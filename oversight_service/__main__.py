"""Run the oversight service: ``python -m oversight_service serve|migrate|contract``."""

from services.command import main
from oversight_service.app import SERVICE, application

if __name__ == "__main__":
    main(SERVICE, application)
