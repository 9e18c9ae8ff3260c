# Builds the app, then leaves only the static files and a small unprivileged nginx.
FROM node:20.19-alpine AS build
WORKDIR /app
# The lock file alone decides what is installed, so this layer is kept until it changes.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM nginx:1.28-alpine-slim
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /app/dist /usr/share/nginx/html
# nginx; by number, so that a cluster can see that it is not root.
USER 101
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
  CMD ["wget", "--quiet", "--spider", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["nginx", "-e", "stderr"]
CMD ["-g", "daemon off;"]
