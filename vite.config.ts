import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { responseHeaders } from './deploy/headers.ts';

/** Workbox leaves files over 2 MiB out in silence, and a codec may grow to that. */
const LARGEST_PRECACHED_BYTES = 16 * 1024 * 1024;

const DESCRIPTION =
  'Find the photos you have twice. Nothing leaves this computer, and every move can be undone.';

const { version } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
) as { version: string };

export default defineConfig({
  // Reports name the version that made them.
  define: { 'import.meta.env.VITE_APP_VERSION': JSON.stringify(version) },
  build: {
    target: 'es2022',
    // A small .wasm inlined as data: would be refused by the CSP.
    assetsInlineLimit: 0,
    sourcemap: false,
    // Every browser that runs the rest of the app knows modulepreload.
    modulePreload: { polyfill: false },
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        // WebKit runs the script of a worker a second time when a part loaded later imports from
        // it, and two analyzers answer each message. So the scripts hold next to nothing.
        codeSplitting: {
          groups: [
            { name: 'photo-analyzer', test: /\/photo-analyzer\.ts$/u },
            { name: 'matcher', test: /\/matcher\.ts$/u },
          ],
        },
      },
    },
  },
  optimizeDeps: {
    exclude: [
      '@jsquash/jpeg',
      '@jsquash/png',
      '@jsquash/webp',
      '@jsquash/avif',
      '@jsquash/jxl',
    ],
  },
  server: { headers: responseHeaders({ dev: true }) },
  plugins: [
    VitePWA({
      // The person is asked; the engine registers the service worker and passes the answer on.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Twinsift',
        short_name: 'Twinsift',
        description: DESCRIPTION,
        lang: 'en',
        id: '/',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#fafaf9',
        theme_color: '#fafaf9',
        categories: ['photo', 'utilities'],
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: 'icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
          { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      // The globs below name the icons already; the plugin adds the manifest itself.
      includeManifestIcons: false,
      workbox: {
        globPatterns: ['**/*.{js,mjs,css,html,wasm,svg,png,woff2}'],
        maximumFileSizeToCacheInBytes: LARGEST_PRECACHED_BYTES,
        // One file, so that nothing is missing offline and nothing is imported from elsewhere.
        inlineWorkboxRuntime: true,
        sourcemap: false,
        dontCacheBustURLsMatching: /^assets\//u,
        cleanupOutdatedCaches: true,
        clientsClaim: false,
        skipWaiting: false,
        navigateFallback: 'index.html',
        navigateFallbackAllowlist: [/^\/(?:index\.html)?$/u],
      },
    }),
  ],
});
