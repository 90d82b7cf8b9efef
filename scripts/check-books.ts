import { parseArgs } from 'node:util'
import { checkBooks } from '#server/domain/billing/books/index.ts'
import { ConfigError, parseConfig } from '#server/platform/config/index.ts'
import { DatabaseStartError, openDatabase } from '#server/platform/database/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'

const usage = `Checks the books against the rules of billing, and prints each violation.

  ${adminCommand('check:books')}

It reads DATABASE_URL and DATA_DIR as the application does, and changes nothing. Stop the application first if it uses
the embedded database. With PostgreSQL it may keep running.

The rules are in docs/billing-books.md.
Exit codes: 0 the books are in order, 1 they are not, 2 they could not be checked.
`

const { values } = parseArgs({
  options: { help: { type: 'boolean', default: false } },
})

async function check(): Promise<number> {
  const { dataDir, databaseUrl } = parseConfig(process.env)
  const database = await openDatabase({ databaseUrl, dataDir })
  try {
    const violations = await checkBooks(database.db)
    for (const { rule, subject, message, customerId } of violations)
      process.stdout.write(
        `${rule}  ${subject} ${message}${customerId === null ? '' : ` (customer ${customerId})`}\n`,
      )
    process.stdout.write(
      violations.length === 0 ? 'The books are in order.\n' : `${violations.length} violations.\n`,
    )
    return violations.length === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}

if (values.help) process.stdout.write(usage)
else
  try {
    process.exitCode = await check()
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof DatabaseStartError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
