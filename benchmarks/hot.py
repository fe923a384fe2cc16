"""The reads that inspectors, commissioners and boards ask for most, each of one organisation."""

from typing import Final

HOT: Final = {
    "an organisation": "/v1/organisations/ZT001",
    "its return": "/v1/organisations/ZT001/returns/2018",
    "its return's life": "/v1/organisations/ZT001/returns/2018/transitions",
    "its indicators": "/v1/organisations/ZT001/indicators?year=2018",
    "its trends": "/v1/organisations/ZT001/trends?indicator=2",
    "its trajectories": "/v1/organisations/ZT001/trajectories?year=2018",
    "its evidence pack": "/v1/organisations/ZT001/well-led?year=2018",
    "its assessment": "/v1/organisations/ZT001/assessments/sof-2017?year=2018",
    "what changed since": "/v1/changes?limit=50",
    "its audit trail": "/v1/organisations/ZT001/audit",
}
"""By name: an address of the first trust of the demonstration; every body has one like it."""
