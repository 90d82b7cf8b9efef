import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'

// The headless shell first: it does the same work with half of the processes.
const usual = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const find = (): string | undefined =>
  [process.env.CHROMIUM_PATH ?? '', ...usual].find((path) => path !== '' && isProgram(path))

/**
 * Returns the Chromium for the browser tests: CHROMIUM_PATH, a common location, or installed from Debian's
 * packages if permitted.
 * @throws {Error} one sentence on how to install it: browser tests are never skipped silently
 */
export function findChromium(): string {
  const found = find()
  if (found) return found
  if (process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')) {
    process.stdout.write('Installing Chromium from Debian’s packages for the browser tests...\n')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    execFileSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell', 'fonts-liberation'],
      {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    const installed = find()
    if (installed) return installed
  }
  throw new Error(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium-headless-shell), or set CHROMIUM_PATH.',
  )
}
