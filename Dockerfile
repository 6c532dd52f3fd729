# The site as an image: built with all tools, run with none of them, as nobody in particular, on a read-only file system.
# Raise the version of Node with your own schedule; package.json says which ones the program takes.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /build
# What they need is known before the sources: the packages stay in the cache as long as the list is the same.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY bench ./bench
COPY client ./client
COPY data ./data
COPY server ./server
COPY views ./views
RUN npm run build \
    && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
    && rm -rf dist/bench dist/.tsbuildinfo

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
WORKDIR /app
# Of root: the process can read its program and not change it.
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/data ./data
COPY --from=build /build/dist ./dist
RUN install -d -o 10001 -g 10001 -m 0700 /data /backup
USER 10001:10001
VOLUME ["/data"]
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/server/main.js"]
