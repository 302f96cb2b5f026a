# One image with the programs and versions `npm start` uses on Debian 12; compose.yaml runs one process of the
# stack per container from it.
FROM node:24-bookworm-slim AS base
RUN apt-get update \
  && printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d \
  && apt-get install -y --no-install-recommends mariadb-server haproxy mariadb-backup redis-server varnish varnish-modules nginx openssl chromium prometheus prometheus-alertmanager \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /shop

FROM base AS build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN PRISMA_SCHEMA_ENGINE_BINARY=/bin/true node node_modules/prisma/build/index.js generate \
  && node --import ./scripts/environment.ts scripts/stack/build-only.ts

FROM base
COPY --from=build --chown=node:node /shop /shop
RUN mkdir -p /data && chown node:node /data
ENV DATA_DIR=/data
USER node
VOLUME /data
ENTRYPOINT ["node", "--import", "./scripts/environment.ts"]
CMD ["scripts/stack/run.ts", "web-1"]
