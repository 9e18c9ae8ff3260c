/**
 * The one source of the response headers: the local server sends them, and the nginx
 * configuration of the container is generated from them (see nginx-config.ts).
 */

/** Everything the page may load comes from its own origin; blob: is for pictures read from disk. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PERMISSIONS_POLICY = [
  'camera=()',
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

/** Hashed assets never change; everything else must be asked for again (the service worker above all). */
export function cacheControl(path: string): string {
  return path.startsWith('/assets/')
    ? 'public, max-age=31536000, immutable'
    : 'no-cache';
}
