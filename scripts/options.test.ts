import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { sampleOf } from '#testing/ci-sample.ts'
import { runCommand } from '#testing/running-process.ts'

vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'test-options-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Nothing listens at this address. A program that connects prints that, and no usage. */
const nowhere = 'postgres://billing@127.0.0.1:1/billing'

async function run(script: string, args: readonly string[], env: Record<string, string> = {}) {
  const dataDir = join(folder, 'data')
  const program = runCommand([process.execPath, `scripts/${script}.ts`, ...args], {
    DATA_DIR: dataDir,
    ...env,
  })
  const code = await program.ended()
  expect(existsSync(dataDir)).toBe(false)
  return { code, output: program.output(), stderr: program.stderr() }
}

describe('A command with an incorrect option does nothing, and prints the usage', () => {
  it.each(
    sampleOf([
      ['rotate-key', '--dry-run', 2, 'npm run secrets:rotate'],
      ['rotate-key', '-h', 2, 'npm run secrets:rotate'],
      ['db-migrate', '-h', 2, 'npm run db:migrate'],
      ['audit-verify', '--last', 2, 'npm run audit:verify'],
      ['backup', '--into', 1, 'npm run backup'],
      ['backup-verify', '--all', 2, 'npm run backup:verify'],
      ['check-books', '--all', 2, 'npm run check:books'],
      ['doctor', '--fix', 2, 'npm run doctor'],
      ['reset-two-factor', '--all', 2, 'npm run two-factor:reset'],
      ['restore', '--force', 1, 'npm run restore'],
      ['simulate', '--years', 2, 'npm run simulate'],
      ['seed', '--all', 1, 'npm run seed'],
      ['soak', '--all', 1, 'npm run soak'],
      ['release', '--push', 1, 'npm run release'],
      ['check-invariants', '--all', 2, 'node scripts/check-invariants.ts'],
    ] as const),
  )('%s %s', async (script, option, expected, command) => {
    const { code, output, stderr } = await run(script, [option], {
      DATABASE_URL: nowhere,
      DATABASE_ADMIN_URL: nowhere,
    })
    expect(output).toBe(stderr)
    expect(stderr).toMatch(/^(Unknown option|Unexpected argument) '[^']+'.*\. Nothing was started\.\n\n\S/)
    expect(stderr).toContain(`  ${command}`)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(code).toBe(expected)
  })

  it.each(
    sampleOf([
      [
        'audit-verify',
        ['--head', 'x'],
        /^--head x is not an id and a hash\. Nothing was started\.\n\nVerifies/,
      ],
      [
        'audit-verify',
        ['--after', 'x'],
        /^--after x is not the id of an entry\. Nothing was started\.\n\nVer/,
      ],
      [
        'simulate',
        ['--months', '0'],
        /^--months must be a whole number from 1 to 120\. Nothing was started\.\n/,
      ],
      [
        'simulate',
        ['--pays', 'x'],
        /^--pays must be never, on-due or late:N, .* days\. Nothing was started\.\n/,
      ],
      [
        'simulate',
        ['--months'],
        /^Option '--months <value>' argument missing\. Nothing was started\.\n\nSim/,
      ],
      [
        'reset-two-factor',
        [],
        /^--email must be the email of a staff user\. Nothing was started\.\n\nRemoves/,
      ],
    ] as const),
  )('%s %j', async (script, args, message) => {
    const { code, stderr } = await run(script, args)
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  })

  it.each([
    ['restore', 1],
    ['backup-verify', 2],
  ] as const)('%s without a backup, and with a file and one in the store', async (script, expected) => {
    for (const args of [[], ['a.age', '--from-store', 'b.age']]) {
      const { code, stderr } = await run(script, args)
      expect(stderr).toMatch(/^Name one backup: FILE, or --from-store NAME\. Nothing was started\.\n\n/)
      expect(code).toBe(expected)
    }
  })
})

it.each(['db-migrate', 'rotate-key'])('%s --help prints the usage and does nothing', async (script) => {
  const { code, output, stderr } = await run(script, ['--help'], {
    DATABASE_URL: nowhere,
    DATABASE_ADMIN_URL: nowhere,
  })
  expect(stderr).toBe('')
  expect(output).toMatch(/^(Migrates|Encrypts) .*\n[\s\S]*\nExit codes: 0 /)
  expect(code).toBe(0)
})

it.each([
  [{}, /^DATABASE_URL is missing, or names no user\. Nothing was started\.\n\n/],
  [{ DATABASE_URL: nowhere }, /^DATABASE_ADMIN_URL is missing, or names no user\. Nothing was started\.\n\n/],
  [
    { DATABASE_URL: nowhere, DATABASE_ADMIN_URL: 'postgres://o%E4wner:p@db/b' },
    /^DATABASE_ADMIN_URL must look like postgres:\/\/user:password@host:5432\/database\. Nothing was started\.\n\n/,
  ],
])('db-migrate with the addresses %j says which one is wrong', async (env, message) => {
  const { code, stderr } = await run('db-migrate', [], env)
  expect(stderr).toMatch(message)
  expect(code).toBe(2)
})
