import { parseArgs } from 'node:util'
import { emailAddress } from '#contracts/text.ts'
import { resetFactorsOnServer } from '#server/domain/team/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { failureText } from './failure-text.ts'
import { givenOptions, refuseOptions } from './given-options.ts'
import { openExisting } from './open-existing.ts'

const usage = `Removes the authenticator app, the recovery codes and the passkeys of a staff user, and ends their sessions.
Their password is then enough to sign in.

  ${adminCommand('two-factor:reset', '--email owner@example.com')}

It reads DATABASE_URL and DATA_DIR as the application does. Stop the application first if it uses the embedded
database. With PostgreSQL it may keep running. Staff reset the second factors of customers on the customer's page.

Exit codes: 0 done, 1 nothing was changed, 2 not started: incorrect options or settings, or no database.
`

const program = { usage, incorrect: 2 } as const

const { values } = givenOptions(
  () => parseArgs({ options: { email: { type: 'string' }, help: { type: 'boolean', default: false } } }),
  program,
)

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

async function reset(email: string): Promise<void> {
  const { database } = await openExisting()
  const removed = await resetFactorsOnServer({ database, clock: systemClock }, email).finally(() =>
    database.close(),
  )
  if (!removed) fail(`There is no staff user with the email ${email}. Nothing was changed.`)
  const { totp, passkeys, sessions } = removed
  process.stdout.write(
    `${email} now signs in with the password only. Removed: ${totp ? 1 : 0} authenticator app, ${passkeys} passkeys, ${sessions} sessions.\n`,
  )
}

const email = emailAddress().safeParse(values.email)
if (!email.success) refuseOptions('--email must be the email of a staff user', program)
try {
  await reset(email.data)
} catch (error) {
  fail(failureText(error))
}
