import { parseArgs } from 'node:util'
import { postgresUrlIn, roleOf } from '#server/platform/config/index.ts'
import { grantsFor, grantToApplication, openDatabase } from '#server/platform/database/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { failureText } from './failure-text.ts'
import { givenOptions, refuseOptions } from './given-options.ts'

const usage = `Migrates PostgreSQL as the owner of the tables, and grants the rights of the application to its role.

  DATABASE_ADMIN_URL=postgres://owner@host/database DATABASE_URL=postgres://application@host/database \\
    ${adminCommand('db:migrate', '[--print]')}

  DATABASE_ADMIN_URL  the role that owns the tables. Do not set it for the application.
  DATABASE_URL        the role of the application. It may be the same: then nothing is granted.
  --print             print the GRANT statements, and change nothing

Exit codes: 0 done, 1 not done, 2 incorrect options or addresses.
`
const program = { usage, incorrect: 2 } as const

const { values } = givenOptions(
  () =>
    parseArgs({
      options: { print: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    }),
  program,
)

function given(name: 'DATABASE_URL' | 'DATABASE_ADMIN_URL'): { address: string; role: string } {
  try {
    const address = postgresUrlIn(process.env, name)
    const role = address === undefined ? null : roleOf(address)
    if (address !== undefined && role !== null) return { address, role }
  } catch (error) {
    return refuseOptions(failureText(error), program)
  }
  return refuseOptions(`${name} is missing, or names no user`, program)
}

async function migrate(): Promise<void> {
  const { role } = given('DATABASE_URL')
  if (values.print) {
    for (const statement of grantsFor(role)) process.stdout.write(`${statement};\n`)
    return
  }
  const owner = given('DATABASE_ADMIN_URL')
  const database = await openDatabase({ databaseUrl: owner.address, dataDir: '.' })
  try {
    await database.migrate()
    if (owner.role !== role) await grantToApplication(database.db, role)
  } finally {
    await database.close()
  }
  process.stdout.write(
    owner.role === role
      ? 'The database is migrated. Owner and application are the same role, so nothing was granted.\n'
      : `The database is migrated. The role ${role} may read and write rows, but not change the audit log.\n`,
  )
}

try {
  await migrate()
} catch (error) {
  process.stderr.write(`${failureText(error)}\n`)
  process.exit(1)
}
