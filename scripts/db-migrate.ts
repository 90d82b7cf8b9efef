import {
  DatabaseStartError,
  grantsFor,
  grantToApplication,
  openDatabase,
} from '#server/platform/database/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'

const usage = `Migrates PostgreSQL as the owner of the tables, and grants the rights of the application to its role.

  DATABASE_ADMIN_URL=postgres://owner@host/database DATABASE_URL=postgres://application@host/database \\
    ${adminCommand('db:migrate', '[--print]')}

  DATABASE_ADMIN_URL  the role that owns the tables. Do not set it for the application.
  DATABASE_URL        the role of the application. It may be the same: then nothing is granted.
  --print             print the GRANT statements, and change nothing
`

function roleOf(name: string): string {
  const url = URL.parse(process.env[name] ?? '')
  if (url?.username) return decodeURIComponent(url.username)
  process.stderr.write(`${name} is missing, or names no user. Nothing was changed.\n\n${usage}`)
  process.exit(2)
}

const role = roleOf('DATABASE_URL')
if (process.argv.includes('--print')) {
  process.stdout.write(
    `${grantsFor(role)
      .map((line) => `${line};`)
      .join('\n')}\n`,
  )
  process.exit(0)
}
const owner = roleOf('DATABASE_ADMIN_URL')
try {
  const database = await openDatabase({ databaseUrl: process.env.DATABASE_ADMIN_URL, dataDir: '.' })
  try {
    await database.migrate()
    if (owner !== role) await grantToApplication(database.db, role)
  } finally {
    await database.close()
  }
  process.stdout.write(
    owner === role
      ? 'The database is migrated. Owner and application are the same role, so nothing was granted.\n'
      : `The database is migrated. The role ${role} may read and write rows, but not change the audit log.\n`,
  )
} catch (error) {
  const isPlain = error instanceof DatabaseStartError
  process.stderr.write(`${isPlain ? error.message : error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
}
