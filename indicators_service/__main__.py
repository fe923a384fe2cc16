"""Run the indicators service: ``python -m indicators_service serve|migrate|contract``."""

from indicators_service.app import SERVICE, application
from services.command import main

if __name__ == "__main__":
    main(SERVICE, application)
