import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The unit tests as the soak run uses them: see multiply-runs.ts. */
// eslint-disable-next-line import-x/no-default-export -- vitest's interface
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    setupFiles: ['e2e/soak/multiply-runs.ts'],
    testTimeout: 60 * 60_000,
    hookTimeout: 10 * 60_000,
  },
});
