# Node is needed for the typeface alone, a compiler for psycopg2: neither is in the image that runs.
FROM node:22-slim AS typeface
WORKDIR /genie
COPY .npmrc package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.13-slim AS packages
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements/base.txt

FROM python:3.13-slim AS site
RUN apt-get update \
    && apt-get install -y --no-install-recommends gdal-bin libpq5 \
        libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system genie
WORKDIR /genie
COPY --from=packages /venv /venv
COPY --from=typeface /genie/node_modules node_modules
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 GENIE_STATIC_ROOT=/genie/collected
# the key is for this one command and stays in no layer's environment
RUN GENIE_SECRET_KEY=collecting python manage.py collectstatic --no-input
USER genie
EXPOSE 8000
# of this container itself, so past the redirect to https; the name must be an allowed one
HEALTHCHECK --interval=30s --start-period=20s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://localhost:8000/healthz')"]
# as many workers as there are cores: GRANIAN_WORKERS
ENV GRANIAN_WORKERS=2
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
    "--blocking-threads", "2", "--respawn-failed-workers", "--no-ws", "genie_site.wsgi:application"]

# the reverse proxy, with the static files of this very version
FROM nginx:1.28 AS proxy
COPY deploy/nginx.conf.template /etc/nginx/templates/default.conf.template
COPY deploy/nginx-proxy.conf /etc/nginx/genie-proxy.conf
COPY --from=site /genie/collected /srv/static

# what is built where nothing else is asked for
FROM site
