"""Run the indicators service: ``python -m indicators_service serve|migrate|contract``."""

from services.command import main
from indicators_service.app import SERVICE, application

if __name__ == "__main__":
    main(SERVICE, application)
