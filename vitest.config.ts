import { configDefaults, defineConfig } from 'vitest/config'

// Some minutes of killing and stopping real processes: a step of their own, `npm run test:proofs`.
const proofs = ['server/testing/crash/*.test.ts', 'server/testing/isolation/*.test.ts']

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{contracts,server,panels,sandbox,web,scripts}/**/*.test.{ts,tsx}'],
    exclude: process.env.PROOFS ? configDefaults.exclude : [...configDefaults.exclude, ...proofs],
    globalSetup: ['server/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
