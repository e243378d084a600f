# Pocket Agency for a team's server: the studio and its workers. PostgreSQL runs beside it; see compose.yaml and docs/deploy.md.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/agency
COPY constraints.txt /src/
# Torch first, for the processor: its own index is not asked, and nothing pulls a CUDA build in.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN /opt/agency/bin/pip install --index-url "$TORCH_INDEX" torch==2.13.0
COPY . /src
WORKDIR /src
RUN /opt/agency/bin/pip install --constraint constraints.txt ".[s3]"

FROM python:3.11-slim-bookworm
# What the wheels link and do not bring: GL and EGL for drawing (no screen is used), OpenMP for the language model.
# The distribution's own versions, with its security fixes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libgl1 libegl1 libgomp1 tini \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 agency \
    && useradd --system --uid 10001 --gid agency --create-home --home-dir /home/agency agency \
    && install --directory --owner agency --group agency /data /models
COPY --from=build /opt/agency /opt/agency
ENV PATH=/opt/agency/bin:$PATH PYTHONUNBUFFERED=1 \
    AGENCY_HOME=/data AGENCY_MODELS_DIR=/models AGENCY_HOST=0.0.0.0 AGENCY_PORT=8000
USER 10001:10001
WORKDIR /data
VOLUME ["/data", "/models"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=4 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
# Signals reach the studio, and whatever a killed worker leaves is reaped.
ENTRYPOINT ["tini", "--", "agency"]
CMD ["studio"]
