"""Run the trajectory service: ``python -m trajectory_service serve|migrate|contract``."""

from services.command import main
from trajectory_service.app import SERVICE, application

if __name__ == "__main__":
    main(SERVICE, application)
