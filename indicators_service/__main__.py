"""Run the indicators service: ``python -m indicators_service serve|migrate|contract|demonstration``."""

from indicators_service.app import SERVICE, application
from indicators_service.loading import load_demonstration
from services.command import main

if __name__ == "__main__":
    main(SERVICE, application, {"demonstration": load_demonstration})
