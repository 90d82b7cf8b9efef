import { parseArgs } from 'node:util'
import { emailAddress } from '#contracts/text.ts'
import { resetFactorsOnServer } from '#server/domain/team/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { ConfigError, parseConfig } from '#server/platform/config/index.ts'
import { DatabaseStartError, openDatabase } from '#server/platform/database/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'

const usage = `Removes the authenticator app, the recovery codes and the passkeys of a staff user, and ends their sessions.
Their password is then enough to sign in.

  ${adminCommand('two-factor:reset', '--email owner@example.com')}

It reads DATABASE_URL and DATA_DIR as the application does. Stop the application first if it uses the embedded
database. With PostgreSQL it may keep running. Staff reset the second factors of customers on the customer's page.

Exit codes: 0 done, 1 nothing was changed, 2 incorrect options.
`

function fail(message: string, code: 1 | 2): never {
  process.stderr.write(`${message}\n`)
  process.exit(code)
}

function givenEmail(): string {
  try {
    const { values } = parseArgs({ options: { email: { type: 'string' }, help: { type: 'boolean' } } })
    if (values.help) {
      process.stdout.write(usage)
      process.exit(0)
    }
    const email = emailAddress().safeParse(values.email)
    if (email.success) return email.data
  } catch {
    // An unknown option.
  }
  return fail(`--email must be the email of a staff user. Nothing was changed.\n\n${usage}`, 2)
}

async function reset(email: string): Promise<void> {
  const { dataDir, databaseUrl } = parseConfig(process.env)
  const database = await openDatabase({ databaseUrl, dataDir })
  const removed = await resetFactorsOnServer({ database, clock: systemClock }, email).finally(() =>
    database.close(),
  )
  if (!removed) fail(`There is no staff user with the email ${email}. Nothing was changed.`, 1)
  const { totp, passkeys, sessions } = removed
  process.stdout.write(
    `${email} now signs in with the password only. Removed: ${totp ? 1 : 0} authenticator app, ${passkeys} passkeys, ${sessions} sessions.\n`,
  )
}

const email = givenEmail()
try {
  await reset(email)
} catch (error) {
  const isPlain = error instanceof ConfigError || error instanceof DatabaseStartError
  fail(isPlain ? error.message : String(error instanceof Error ? error.stack : error), 1)
}
