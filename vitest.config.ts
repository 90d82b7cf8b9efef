import { configDefaults, defineConfig } from 'vitest/config'

// These tests kill and stop real processes for several minutes. They are a separate step: `npm run test:proofs`.
const proofs = ['testing/crash/*.test.ts', 'testing/isolation/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['{contracts,server,panels,sandbox,testing,web,scripts}/**/*.test.ts'],
          exclude: process.env.PROOFS ? configDefaults.exclude : [...configDefaults.exclude, ...proofs],
          globalSetup: ['testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          environment: 'jsdom',
          include: ['{web,testing}/**/*.test.tsx'],
          setupFiles: ['web/testing/setup.ts'],
        },
      },
    ],
  },
})
