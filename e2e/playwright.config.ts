import { defineConfig } from '@playwright/test'
import { browser, foreignPanel } from './system/environment.ts'

/** Tests in a real browser. With E2E_PANEL_URL, only the tests that any panel must pass are run. */
export default defineConfig({
  testDir: foreignPanel() ? './panel-journeys' : '.',
  testMatch: '**/*.spec.ts',
  // Every page in two widths and themes takes minutes: EVERY_PAGE=1 includes it.
  testIgnore: ['screenshots/**', ...(process.env.EVERY_PAGE ? [] : ['journeys/every-page.spec.ts'])],
  outputDir: '../test-results/e2e',
  globalSetup: './global-setup.ts',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  expect: { timeout: 8_000 },
  reporter: [['list']],
  use: { ...browser, trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
