import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { inCi, longTests } from './testing/ci-sample.ts'

// The project "pseudo-locale" runs this test with the pseudo catalogue.
const pseudoLocaleTest = 'web/app/pseudo-locale.test.tsx'

// These tests replace parts of modules or of libraries, or move the clock, so each has a process of its own.
const alone = [
  'testing/cost/*.test.ts',
  'testing/advisories/guesses.test.ts',
  'testing/authorization/api-tokens.test.ts',
  'server/domain/reports/rules.test.ts',
  'server/domain/system/status.test.ts',
  'server/domain/webhooks/events.test.ts',
  'server/platform/auth/password-sign-in.test.ts',
  'server/platform/clock/clock.test.ts',
  'server/platform/database/embedded.test.ts',
  'server/platform/jobs/timers.test.ts',
  'testing/moved-clock/moved-time.test.ts',
  'web/lib/boot-responses.test.ts',
]

// These tests kill and stop real processes for several minutes. They are a separate step: `npm run test:proofs`.
const proofs = ['testing/crash/*.test.ts', 'testing/isolation/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // CI waits for two busy cores. A test that passes at its second run is reported as retried.
    testTimeout: inCi ? 60_000 : 20_000,
    retry: inCi ? 1 : 0,
    hookTimeout: 240_000,
    // A busy machine needs more than the default of 1 s.
    expect: { poll: { timeout: inCi ? 30_000 : 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['{contracts,server,panels,sandbox,testing,web,scripts,sdk,cli}/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            ...alone,
            ...(process.env.PROOFS ? [] : proofs),
            ...(inCi ? longTests : []),
          ],
          globalSetup: ['testing/global-setup.ts'],
          // One process for many files: a new one would load the domain and compile the embedded database again.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          environment: 'node',
          include: alone,
          globalSetup: ['testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          environment: 'jsdom',
          include: ['{web,testing}/**/*.test.tsx'],
          exclude: [...configDefaults.exclude, pseudoLocaleTest],
          setupFiles: ['web/testing/setup.ts'],
        },
      },
      {
        extends: true,
        resolve: {
          alias: { '#words': fileURLToPath(new URL('web/testing/pseudo-words.ts', import.meta.url)) },
        },
        test: {
          name: 'pseudo-locale',
          environment: 'jsdom',
          include: [pseudoLocaleTest],
          setupFiles: ['web/testing/setup.ts'],
        },
      },
    ],
  },
})
