# The archive in production: PostgreSQL beside it, TLS in front of it (README.md, Production).
#
#   docker build -t interview-archive .
#   docker run --env-file archive.env -v archive-data:/data -p 8000:8000 interview-archive
#
# The indexing worker is the same image, with the same volume, and the command
#   python manage.py run_indexer
# and `python manage.py migrate` is run once before each new version.

FROM python:3.13-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"

WORKDIR /app
# Apart from the code, so that the packages are installed again only when the lock changes. It stays in the
# image: by what is installed, too, one release is told from another.
COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock

COPY manage.py gunicorn.conf.py ./
COPY archive archive
COPY interviews interviews
COPY templates templates
COPY static static
COPY fixtures fixtures

# Collecting files asks for production's settings but uses none of their values: these are made up,
# and hold for this one step.
RUN DEBUG=0 STATIC_ROOT=/app/staticfiles ALLOWED_HOSTS=none \
    SECRET_KEY=only-for-collectstatic-which-signs-nothing-with-this-value \
    DATABASE_URL=postgres://none/none \
    python manage.py collectstatic --no-input \
    && python -m compileall -q archive interviews


FROM python:3.13-slim

# By it Pillow orders the words of a quotation card.
RUN apt-get update && apt-get install -y --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin archive \
    && install -d -o archive -g archive /data

COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app

# The search index and uploaded pictures live in /data; the code is not writable for who runs it.
ENV PATH="/opt/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=archive.settings \
    DEBUG=0 \
    DATA_DIR=/data \
    STATIC_ROOT=/app/staticfiles

WORKDIR /app
USER archive
VOLUME /data
EXPOSE 8000

# Asked under a name the archive answers to; plain HTTP is let through for this one address.
HEALTHCHECK --interval=30s --timeout=15s --start-period=30s --retries=3 CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:' + (os.environ.get('PORT') or '8000') + '/health/', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].strip().lstrip('.')}), timeout=10)"]

CMD ["gunicorn"]
