import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  COMPRESSED_TYPES,
  IMMUTABLE_CACHE_CONTROL,
  IMMUTABLE_PREFIX,
  MIME_TYPES,
  responseHeaders,
  REVALIDATED_CACHE_CONTROL,
  SMALLEST_COMPRESSED_BYTES,
  UTF8_TYPES,
} from './headers.ts';

/** What another place may change in the file by replacing the text: the port, the root, the temporary folder. */
export const NGINX_PORT = '8080';
export const NGINX_ROOT = '/usr/share/nginx/html';
export const NGINX_TEMP = '/tmp';

function typeLines(): string {
  const byType = new Map<string, string[]>();
  for (const [extension, type] of Object.entries(MIME_TYPES)) {
    byType.set(type, [...(byType.get(type) ?? []), extension]);
  }
  return [...byType]
    .map(([type, extensions]) => `    ${type} ${extensions.join(' ')};`)
    .join('\n');
}

function headerLines(): string {
  return Object.entries(responseHeaders())
    .map(([name, value]) => `    add_header ${name} "${value}" always;`)
    .join('\n');
}

/** text/html is always in nginx's lists, and naming it again is a warning. */
function listed(types: readonly string[]): string {
  return types.filter((type) => type !== 'text/html').join(' ');
}

/** The whole of deploy/nginx.conf. */
export function nginxConfig(): string {
  return `# Generated from deploy/headers.ts by \`npm run build:nginx\`. Do not edit by hand.
#
# Runs without root and on a read-only file system: everything written goes to ${NGINX_TEMP}.
worker_processes auto;
pid ${NGINX_TEMP}/nginx.pid;
error_log stderr warn;

events {
  worker_connections 512;
}

http {
  types {
${typeLines()}
  }
  default_type application/octet-stream;
  charset utf-8;
  charset_types ${listed(UTF8_TYPES)};

  access_log off;
  server_tokens off;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 30s;
  client_max_body_size 1k;

  client_body_temp_path ${NGINX_TEMP}/client_body;
  proxy_temp_path ${NGINX_TEMP}/proxy;
  fastcgi_temp_path ${NGINX_TEMP}/fastcgi;
  uwsgi_temp_path ${NGINX_TEMP}/uwsgi;
  scgi_temp_path ${NGINX_TEMP}/scgi;

  # The build leaves a .gz beside each file worth it; the rest is compressed as it is sent.
  gzip_static on;
  gzip on;
  gzip_vary on;
  gzip_proxied any;
  gzip_comp_level 5;
  gzip_min_length ${SMALLEST_COMPRESSED_BYTES};
  gzip_types ${listed(COMPRESSED_TYPES)};

  map $uri $twinsift_cache_control {
    ~^${IMMUTABLE_PREFIX} "${IMMUTABLE_CACHE_CONTROL}";
    default "${REVALIDATED_CACHE_CONTROL}";
  }

  server {
    listen ${NGINX_PORT} default_server;
    root ${NGINX_ROOT};

    # Only here: an add_header in a location would take all of these away from it.
${headerLines()}
    # Without \`always\`: an error must not be kept for a year.
    add_header Cache-Control $twinsift_cache_control;

    location = / {
      try_files /index.html =404;
    }

    location / {
      try_files $uri =404;
    }

    location = /healthz {
      types {}
      default_type text/plain;
      return 200 "ok\\n";
    }

    # Nothing in the build begins with a dot, so nobody has a reason to ask.
    location ~ /\\. {
      return 404;
    }
  }
}
`;
}

/** Where the committed file lies. */
export const NGINX_CONFIG_FILE = new URL('nginx.conf', import.meta.url);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(NGINX_CONFIG_FILE, nginxConfig());
}
