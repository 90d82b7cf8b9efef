import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Config } from '#server/platform/config/index.ts'
import { DataDirError } from '#server/platform/data-dir/index.ts'
import {
  type Database,
  DatabaseStartError,
  isForbidden,
  migrationState,
  openDatabase,
  rowsOf,
} from '#server/platform/database/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

/** Opens the database as the program does. Never creates one. */
export async function openForCheck(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
): Promise<{ database: Database | null; findings: Finding[] }> {
  const { databaseUrl, dataDir } = config
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'database', 'PG_VERSION'))) {
    const message = 'There is no embedded database yet. The first start creates it.'
    return { database: null, findings: [ok('database', message)] }
  }
  try {
    return { database: await openDatabase({ databaseUrl, dataDir }), findings: [] }
  } catch (error) {
    if (!(error instanceof DatabaseStartError || error instanceof DataDirError)) throw error
    const isInUse = error.message.includes('in use by another process')
    const finding = isInUse
      ? warning(
          'database',
          'The application is running with the embedded database, so nothing in it was checked.',
          'Stop the application and run this check again. The running application reports its state at /health.',
        )
      : failed(
          'database',
          error.message,
          'See the message. docs/settings.md describes DATABASE_URL and DATA_DIR.',
        )
    return { database: null, findings: [finding] }
  }
}

/** Checks version, migrations and the rights of the role. @returns isUsable: the tables can be read */
export async function checkDatabase(database: Database): Promise<{ isUsable: boolean; findings: Finding[] }> {
  const { db } = database
  const [facts] = rowsOf(
    await db.execute(sql`
      select current_setting('server_version') as version, current_user as name,
        pg_database_size(current_database())::float8 as size,
        (select rolsuper from pg_roles where rolname = current_user) as super`),
  )
  const megabytes = Math.round(Number(facts?.size) / 1_000_000)
  const kind = database.kind === 'embedded' ? 'embedded' : 'PostgreSQL'
  const responds = ok(
    'database',
    `The database (${kind} ${String(facts?.version)}) responds. It has ${megabytes} MB.`,
  )
  try {
    const state = await migrationState(db)
    const schema = judgeSchema(state)
    if (schema.state !== 'ok' && state.newer === 0) return { isUsable: false, findings: [responds, schema] }
    const role = database.kind === 'postgres' ? [await checkRole(database, facts)] : []
    const isUsable = role.every(({ state }) => state !== 'failed')
    return { isUsable, findings: [responds, schema, ...role] }
  } catch (error) {
    if (!isForbidden(error)) throw error
    const refused = failed(
      'database',
      `The role ${String(facts?.name)} may not read the list of migrations.`,
      missingRights,
    )
    return { isUsable: false, findings: [responds, refused] }
  }
}

const missingRights = `Run \`${adminCommand('db:migrate')}\` with the address of the owner in DATABASE_ADMIN_URL.`

function judgeSchema({
  applied,
  missing,
  unknown,
  newer,
  changed,
}: Awaited<ReturnType<typeof migrationState>>): Finding {
  if (unknown > 0)
    return failed(
      'database',
      `A newer or different version of this program has applied ${unknown} migrations that this one does not know.`,
      'Install that version, or restore a backup from before it ran.',
    )
  if (changed > 0)
    return failed(
      'database',
      `The files of ${changed} migrations differ from those that were applied to this database.`,
      'Install the release again from its package, or the version that used this database before.',
    )
  if (missing > 0)
    return warning(
      'database',
      `${missing} migrations are missing, so mail and panels were not checked.`,
      `The next start applies them. If the role may not change the schema, run \`${adminCommand('db:migrate')}\`.`,
    )
  if (newer > 0)
    return warning(
      'database',
      `A newer release has applied ${newer} migrations that this one does not know. This release may use their schema.`,
      'Replace every process with the newer release, or start only this one to go back to it.',
    )
  return ok('database', `The schema is current: ${applied} migrations.`)
}

async function checkRole(
  { db }: Database,
  facts: Readonly<Record<string, unknown>> | undefined,
): Promise<Finding> {
  const role = String(facts?.name)
  const rows = rowsOf(
    await db.execute(sql`
      select tablename as name from pg_tables where schemaname = 'public'
        and not (has_table_privilege(format('%I.%I', schemaname, tablename), 'select')
          and has_table_privilege(format('%I.%I', schemaname, tablename), 'insert'))
      order by 1`),
  )
  if (rows.length > 0)
    return failed(
      'database',
      `The role ${role} may not read and add rows in ${rows.length} tables, for example ${String(rows[0]?.name)}.`,
      missingRights,
    )
  if (facts?.super === true)
    return warning(
      'database',
      `The role ${role} is a superuser, so an error in the program could change the whole server.`,
      'Create a role for the program. docs/audit.md describes its rights.',
    )
  return ok('database', `The role ${role} has the rights that the program needs.`)
}
