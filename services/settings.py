"""One frozen set of settings, read once from ``WRES_…`` variables; every field has a usable default."""

import secrets
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Issuer(BaseModel):
    """Another authority whose tokens are taken: its name, where its public keys are, and for whom its tokens are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str
    key_set: str
    audience: str
    algorithms: tuple[Literal["RS256", "RS512", "PS256", "PS512", "ES256", "ES384", "ES512"], ...] = (
        "RS512",
        "ES384",
    )


class Settings(BaseSettings):
    """How this process runs. Secrets are held as ``SecretStr`` so that no log or repr shows them."""

    model_config = SettingsConfigDict(env_prefix="WRES_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    data: Path = Field(Path("data"), description="Folder of the embedded databases and the key file.")
    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL address, postgresql://user:password@host/database. "
        "Without it each service keeps an SQLite file in the data folder.",
    )
    database_pool: int = Field(5, ge=1, le=100, description="Database connections kept per service.")
    lock_timeout_ms: int = Field(5_000, ge=1, description="Longest wait for a database lock, milliseconds.")
    statement_timeout_ms: int = Field(30_000, ge=1, description="Longest statement, milliseconds.")
    identity_secret: SecretStr = Field(
        default_factory=lambda: SecretStr(secrets.token_hex(32)),
        min_length=32,
        description="Signs the identity passed between services. Every process of one installation "
        "needs the same; the default is a new random one per process, right for one process only.",
    )
    identity_seconds: int = Field(60, ge=5, le=600, description="Life of a signed identity, seconds.")
    public_url: str | None = Field(
        None,
        description="Address by which callers reach the gateway, without a path; http://host:port without it. "
        "Assertions for a token must name it.",
    )
    issuers: tuple[Issuer, ...] = Field(
        (),
        description='Authorities whose tokens are taken too, JSON: [{"issuer": "…", "key_set": "https://…", '
        '"audience": "…"}].',
    )
    bootstrap_key: SecretStr | None = Field(
        None, description="API key of the first administrator client, taken at first start."
    )
    demo: bool = Field(True, description="Load the demonstration data into an empty store.")
    frameworks: Path | None = Field(
        None, description="Folder of further framework files, TOML, beside those that come with the product."
    )
    peers: dict[str, str] = Field(
        default_factory=dict,
        description='Addresses of the services when they run apart, JSON: {"name": "http://host:port"}.',
    )
    peer_timeout_seconds: float = Field(5.0, gt=0, le=60, description="Longest wait for another service.")
    connect_timeout_seconds: float = Field(0.5, gt=0, le=60, description="Longest wait for a connection.")
    max_body_bytes: int = Field(2_000_000, ge=1_000, description="Largest request body taken, bytes.")
    max_upload_bytes: int = Field(32_000_000, ge=1_000, description="Largest file taken, bytes.")
    small_count: int = Field(5, ge=1, le=100, description="Counts below this are hidden from the public.")
    small_survey: int = Field(11, ge=1, le=100, description="Survey groups below this are hidden.")
    rounding_base: int = Field(5, ge=1, le=100, description="Public counts are rounded to this.")
    remembered_answers: int = Field(
        128, ge=1, le=100_000, description="Answers kept in memory per service, of 0.2 MB each at most or so."
    )
    remembered_years: int = Field(8, ge=2, le=1_000, description="Years of every body kept in memory as columns.")
    metrics_port: int = Field(
        0, ge=0, le=65535, description="Separate port for Prometheus; 0 leaves /metrics to administrators."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level logged.")
    log_format: Literal["json", "plain"] = Field("json", description="JSON lines, or plain text to read.")
