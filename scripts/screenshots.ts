import { spawnSync } from 'node:child_process'
import { findChromium } from '#testing/chromium.ts'

/**
 * Takes the screenshots in docs/screenshots again, and one of every page and state into
 * test-results/screenshots.
 */
const { status } = spawnSync('playwright', ['test', '--config', 'e2e/screenshots.config.ts'], {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: findChromium() },
})
process.exit(status ?? 1)
