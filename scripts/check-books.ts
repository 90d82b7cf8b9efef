import { parseArgs } from 'node:util'
import { checkBooks } from '#server/domain/billing/books/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { failureText } from './failure-text.ts'
import { givenOptions } from './given-options.ts'
import { openExisting } from './open-existing.ts'

const usage = `Checks the books against the rules of billing, and prints each violation.

  ${adminCommand('check:books')}

It reads DATABASE_URL and DATA_DIR as the application does, and changes nothing. Stop the application first if it uses
the embedded database. With PostgreSQL it may keep running.

The rules are in docs/billing-books.md.
Exit codes: 0 the books are in order, 1 they are not, 2 they could not be checked.
`

async function check(): Promise<number> {
  const { database } = await openExisting()
  try {
    const violations = await database.patiently(checkBooks)
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

givenOptions(() => parseArgs({ options: { help: { type: 'boolean', default: false } } }), {
  usage,
  incorrect: 2,
})
try {
  process.exitCode = await check()
} catch (error) {
  process.stderr.write(`${failureText(error)}\n`)
  process.exitCode = 2
}
