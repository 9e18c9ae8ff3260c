import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'deploy/**/*.test.ts', 'e2e/**/*.test.ts'],
    // A test that was forgotten as `.only` would hide all the others.
    allowOnly: false,
    // For a hang only: importing the lint config alone takes seconds on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
