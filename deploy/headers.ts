/**
 * The one source of the response headers: the local server sends them, and the nginx
 * configuration of the container is generated from them (see nginx-config.ts).
 */

/** Everything the page may load comes from its own origin; blob: and data: are for pictures read from disk. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "font-src 'none'",
  "media-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PERMISSIONS_POLICY = [
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'microphone=()',
  'payment=()',
  'usb=()',
  'screen-wake-lock=(self)',
].join(', ');

/** Headers of every response. `dev` leaves out the CSP, which Vite's hot reload cannot meet. */
export function responseHeaders({ dev = false } = {}): Record<string, string> {
  return {
    ...(dev ? {} : { 'Content-Security-Policy': CONTENT_SECURITY_POLICY }),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': PERMISSIONS_POLICY,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

/** Paths under this prefix carry a hash of their content in the name. */
export const IMMUTABLE_PREFIX = '/assets/';
export const IMMUTABLE_CACHE_CONTROL = 'public, max-age=31536000, immutable';
export const REVALIDATED_CACHE_CONTROL = 'no-cache';

/** Hashed assets never change; everything else must be asked for again (the service worker above all). */
export function cacheControl(path: string): string {
  return path.startsWith(IMMUTABLE_PREFIX)
    ? IMMUTABLE_CACHE_CONTROL
    : REVALIDATED_CACHE_CONTROL;
}

/**
 * MIME types by file name extension: a wrong one stops a module, a stylesheet or a WebAssembly
 * file from loading. The table is complete for what the build puts out.
 */
export const MIME_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  txt: 'text/plain',
};

/** Types whose bytes are worth compressing; pictures are compressed already. */
export const COMPRESSED_TYPES: readonly string[] = [
  'text/html',
  'text/css',
  'text/javascript',
  'text/plain',
  'application/json',
  'application/manifest+json',
  'application/wasm',
  'image/svg+xml',
];

/** Types sent with `; charset=utf-8`. */
export const UTF8_TYPES: readonly string[] = COMPRESSED_TYPES.filter(
  (type) => type !== 'application/wasm' && type !== 'image/svg+xml',
);

/** A body shorter than this is sent as it is, bytes. */
export const SMALLEST_COMPRESSED_BYTES = 512;
