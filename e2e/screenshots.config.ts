import { defineConfig } from '@playwright/test'
import { browser } from './system/environment.ts'

/**
 * Screenshots of every page and state, on data created through the running product. Run by
 * scripts/screenshots.ts.
 */
export default defineConfig({
  testDir: './screenshots',
  outputDir: '../test-results/screenshots-run',
  globalSetup: './global-setup.ts',
  workers: 1,
  timeout: 180_000,
  reporter: [['list']],
  use: {
    ...browser,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    contextOptions: { reducedMotion: 'reduce' },
  },
})
