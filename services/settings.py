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
    database_role: str | None = Field(
        None,
        pattern="^[a-z_][a-z0-9_]{0,62}$",
        description="Role of PostgreSQL to act as, of which the one that signs in is a member: for migrations.",
    )
    database_pool: int = Field(5, ge=1, le=100, description="Database connections kept per service.")
    lock_timeout_ms: int = Field(
        10_000, ge=1, description="Longest wait for a connection to the database, and for a lock in it, milliseconds."
    )
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
    peer_timeout_seconds: float = Field(10.0, gt=0, le=60, description="Longest wait for another service.")
    connect_timeout_seconds: float = Field(0.5, gt=0, le=60, description="Longest wait for a connection.")
    call_seconds: float = Field(
        25.0, gt=0, le=600, description="Longest that a call may take until its answer begins, through every service."
    )
    require_if_match: bool = Field(
        False,
        description="Refuse a write that follows an earlier version and does not name it in If-Match. No version is "
        "ever lost either way.",
    )
    max_body_bytes: int = Field(2_000_000, ge=1_000, description="Largest request body taken, bytes.")
    max_upload_bytes: int = Field(32_000_000, ge=1_000, description="Largest file taken, bytes.")
    limit_public: int = Field(
        600, ge=0, description="Calls a minute taken from one address without a key; 0 for no limit."
    )
    limit_client: int = Field(6_000, ge=0, description="Calls a minute taken from one client; 0 for no limit.")
    limit_sharing_seconds: float = Field(
        0.25,
        ge=0,
        le=60,
        description="How often gateways on PostgreSQL tell each other what was called; 0 for never.",
    )
    max_head_bytes: int = Field(
        32_768, ge=1_000, description="Largest request line and headers taken, together, bytes."
    )
    max_head_lines: int = Field(100, ge=10, description="Most header lines taken.")
    trusted_proxies: str = Field(
        "127.0.0.1",
        description="Addresses and networks of proxies, with commas: these are believed when X-Forwarded-For says "
        "who calls. A call from elsewhere is its sender's.",
    )
    head_seconds: float = Field(
        10.0, gt=0, description="Longest wait for the headers of a request, and for 500 bytes a second of its body."
    )
    reader_seconds: float = Field(30.0, gt=0, description="Longest wait for a caller that does not read its answer.")
    max_connections: int = Field(1_000, ge=1, description="Connections held open at once; the quietest goes first.")
    drain_seconds: float = Field(
        1.0,
        ge=0,
        le=300,
        description="Between SIGTERM and the end: calls are still taken, each told to connect elsewhere.",
    )
    stop_seconds: int = Field(30, ge=1, description="Longest wait, when stopping, for calls that are being answered.")
    small_count: int = Field(5, ge=1, le=100, description="Counts below this are hidden from the public.")
    small_survey: int = Field(11, ge=1, le=100, description="Survey groups below this are hidden.")
    rounding_base: int = Field(5, ge=1, le=100, description="Public counts are rounded to this.")
    remembered_answers: int = Field(
        128, ge=1, le=100_000, description="Answers kept in memory per service, of 0.2 MB each at most or so."
    )
    export_seconds: float = Field(
        60.0, ge=0, description="How often to look whether a year's files are to be made anew; 0 for only when asked."
    )
    remembered_bytes: int = Field(
        64_000_000, ge=0, description="Memory of the gateway for answers that it gives again, bytes; 0 for none."
    )
    remembered_check_seconds: float = Field(
        0.5, ge=0, le=60, description="How old the newest write of another gateway may be before it is noticed."
    )
    remembered_years: int = Field(8, ge=2, le=1_000, description="Years of every body kept in memory as columns.")
    webhooks_insecure: bool = Field(
        False, description="Send webhooks to addresses in http and on private networks too: for tests and local use."
    )
    webhooks_poll_seconds: float = Field(
        2.0, gt=0, le=3_600, description="How often the feed is looked at for what webhooks have to tell."
    )
    webhooks_seconds: float = Field(
        10.0,
        gt=0,
        le=20,
        description="Longest that one attempt to deliver a webhook may take. A gateway that dies meanwhile "
        "is waited for three times as long.",
    )
    webhooks_tries: int = Field(8, ge=1, le=100, description="Attempts until a webhook is a dead letter.")
    webhooks_first_wait_seconds: float = Field(
        60.0, ge=0, description="Largest wait after the first failed attempt; four times as long after each further."
    )
    webhooks_largest_wait_seconds: float = Field(
        86_400.0, ge=0, description="Largest wait between two attempts, also where a receiver asks for longer."
    )
    webhooks_dead_in_a_row: int = Field(
        3, ge=1, le=1_000, description="Dead letters in a row after which a subscription is failing, and waits."
    )
    webhooks_at_once: int = Field(16, ge=1, le=1_000, description="Webhooks sent at once by one gateway.")
    webhooks_per_client: int = Field(20, ge=0, le=10_000, description="Subscriptions that a client may have.")
    webhooks_kept_days: float = Field(30.0, ge=0, description="Days for which delivered webhooks are remembered.")
    metrics_port: int = Field(
        0, ge=0, le=65535, description="Separate port for Prometheus; 0 leaves /metrics to administrators."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level logged.")
    log_format: Literal["json", "plain"] = Field("json", description="JSON lines, or plain text to read.")
