import { defineConfig } from '@playwright/test'
import { longJourneys } from './long-journeys.ts'
import { browser, foreignPanel } from './system/environment.ts'

const inCi = process.env.CI !== undefined

/** Tests in a real browser. With E2E_PANEL_URL, only the tests that any panel must pass are run. */
export default defineConfig({
  testDir: foreignPanel() ? './panel-journeys' : '.',
  testMatch: '**/*.spec.ts',
  testIgnore: ['screenshots/**', ...(inCi ? longJourneys.map((path) => `**/${path}`) : [])],
  outputDir: '../test-results/e2e',
  globalSetup: './global-setup.ts',
  fullyParallel: false,
  workers: 2,
  // CI waits for two busy cores. A test that passes at its second run is reported as flaky.
  retries: inCi ? 1 : 0,
  forbidOnly: inCi,
  timeout: inCi ? 240_000 : 120_000,
  expect: { timeout: inCi ? 20_000 : 8_000 },
  reporter: [['list']],
  // Recording a trace doubles the time of every test. `--trace retain-on-failure` records one.
  use: { ...browser, trace: 'off', screenshot: 'only-on-failure' },
})
