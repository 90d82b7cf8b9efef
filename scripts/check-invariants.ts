import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openDatabase } from '#server/platform/database/index.ts'
import {
  asking,
  checkInvariants,
  describeViolation,
  findSecrets,
  readAllText,
  readOwnFacts,
  readPanelFacts,
  rules,
  type Text,
} from '#testing/crash/invariants/index.ts'
import { failureText } from './failure-text.ts'
import { givenOptions } from './given-options.ts'

const usage = `Checks the invariants between the database and the sandbox panels' own ledgers.

  node scripts/check-invariants.ts [--data-dir DIR | --database-url URL] [options]

  --data-dir DIR         the embedded database (DATA_DIR, or ./data). Stop the program first.
  --database-url URL     PostgreSQL (DATABASE_URL). The program may keep running.
  --control URL=URL      control API (second URL) of the panel at the first URL, if different; repeatable
  --at-rest              no operation is in progress, so none may be running or due
  --log FILE             log of the program; repeatable
  --secrets FILE         JSON with the secrets to search for: {"name in reports": "the secret"}

Exit codes: 0 no violation, 1 violations (all are printed), 2 the check failed.

${Object.entries(rules)
  .map(([rule, text]) => `  ${rule.padEnd(18)}${text}`)
  .join('\n')}
`

const { values } = givenOptions(
  () =>
    parseArgs({
      options: {
        'data-dir': { type: 'string', default: process.env.DATA_DIR ?? './data' },
        'database-url': { type: 'string', default: process.env.DATABASE_URL ?? '' },
        control: { type: 'string', multiple: true, default: [] },
        'at-rest': { type: 'boolean', default: false },
        log: { type: 'string', multiple: true, default: [] },
        secrets: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }),
  { usage, incorrect: 2 },
)

async function check(): Promise<number> {
  const databaseUrl = values['database-url'] === '' ? undefined : values['database-url']
  const database = await openDatabase({ databaseUrl, dataDir: values['data-dir'] })
  try {
    const ask = asking(database)
    const own = await readOwnFacts(ask)
    const controls = new Map(values.control.map((pair) => [pair.split('=')[0], pair.split('=')[1]]))
    const baseUrls = new Set(own.servers.map(({ base_url }) => base_url))
    const panels = await Promise.all(
      [...baseUrls].map((url) => readPanelFacts(url, controls.get(url) ?? url)),
    )
    const violations = [
      ...checkInvariants({ own, panels, atRest: values['at-rest'] }),
      ...findSecrets(await texts(ask), secrets()),
    ]
    for (const violation of violations) process.stdout.write(`${describeViolation(violation)}\n`)
    const made = panels.reduce((sum, { ledger }) => sum + ledger.length, 0)
    process.stdout.write(
      `${own.accounts.length} hosting accounts, ${own.operations.length} operations, ${panels.length} panels with ${made} accounts ever made: ${violations.length} violations\n`,
    )
    return violations.length === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}

async function texts(ask: ReturnType<typeof asking>): Promise<Text[]> {
  if (values.secrets === undefined) return []
  const logs = values.log.map((file) => ({ from: file, text: readFileSync(file, 'utf8') }))
  const rows = await readAllText(ask)
  return [...logs, ...rows.map(({ table, text }) => ({ from: `a row of ${table}`, text }))]
}

const secrets = (): Record<string, string> =>
  values.secrets === undefined
    ? {}
    : z.record(z.string(), z.string().min(6)).parse(JSON.parse(readFileSync(values.secrets, 'utf8')))

process.exitCode = await check().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`)
  return 2
})
