"""The deployment with containers, as the tests read it."""

from pathlib import Path
from typing import Any

import yaml

from services.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "model-employer"}
SERVING = {name: service for name, service in OURS.items() if service["command"][-1] == "serve"}
GATEWAYS = ("gateway-1", "gateway-2")


def port_of(service: dict[str, Any]) -> str:
    return str(service["environment"].get("WRES_PORT", Settings.model_fields["port"].default))
