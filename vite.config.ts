import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { responseHeaders } from './deploy/headers.ts';

/** Codecs and kernels together are ~8 MB; Workbox drops larger files in silence unless told. */
const LARGEST_PRECACHED_BYTES = 16 * 1024 * 1024;

export default defineConfig({
  build: {
    target: 'es2022',
    // A small .wasm inlined as data: would be refused by the CSP.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  worker: { format: 'es' },
  optimizeDeps: {
    exclude: [
      '@jsquash/jpeg',
      '@jsquash/png',
      '@jsquash/webp',
      '@jsquash/avif',
      '@jsquash/jxl',
    ],
  },
  server: { headers: { ...responseHeaders({ dev: true }) } },
  plugins: [
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      includeAssets: ['favicon.svg'],
      manifest: {
        name: 'Twinsift',
        short_name: 'Twinsift',
        description:
          'Find the photos you have twice. Nothing leaves this computer.',
        id: '/',
        start_url: '/',
        display: 'standalone',
        background_color: '#fafaf9',
        theme_color: '#fafaf9',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: 'icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,wasm,svg,png,webmanifest}'],
        maximumFileSizeToCacheInBytes: LARGEST_PRECACHED_BYTES,
        cleanupOutdatedCaches: true,
        clientsClaim: false,
        skipWaiting: false,
      },
    }),
  ],
});
