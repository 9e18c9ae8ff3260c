import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests of the built app. Each spec starts its own server (deploy/serve.ts) and its
 * own browser with its own profile, because permissions on real folders hang on both.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/support/global-setup.ts',
  outputDir: 'test-results/e2e',
  // A test that passes at the second try hides a fault that a person would meet.
  retries: 0,
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
});
