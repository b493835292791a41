# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock .
RUN python -m venv /opt/doorstep \
    && /opt/doorstep/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock \
    && /opt/doorstep/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
COPY --from=packages /opt/doorstep /opt/doorstep
COPY . /app
RUN useradd --system --uid 10001 --home-dir /data doorstep \
    && install --directory --owner=doorstep --mode=0700 /data \
    && python -m compileall -q /app
ENV PATH=/opt/doorstep/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    DOORSTEP_HOST=0.0.0.0 \
    DOORSTEP_PORT=8000 \
    DOORSTEP_DATABASE_URL=sqlite:////data/doorstep.db
USER doorstep
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["python", "-c", \
    "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"DOORSTEP_PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
