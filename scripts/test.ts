import { spawnSync } from 'node:child_process'
import { findChromium } from '#testing/chromium.ts'

/** Runs everything that CI runs, with the fastest checks first. */
const steps: readonly (readonly string[])[] = [
  ['node', 'scripts/check.ts'],
  ['vitest', 'run'],
  ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
  ['npm', 'run', '--silent', 'test:proofs'],
]

function chromium(): string {
  try {
    return findChromium()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  }
}

const env = { ...process.env, CHROMIUM_PATH: chromium() }
for (const [program = '', ...args] of steps) {
  const startedAt = performance.now()
  const { status } = spawnSync(program, args, { stdio: 'inherit', env })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  process.stdout.write(
    `${[program, ...args].join(' ')}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`,
  )
  if (status !== 0) process.exit(1)
}
