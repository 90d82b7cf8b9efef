import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { migrationsIn } from '#server/platform/database/index.ts'

// The program of the previous release runs on the new schema while processes are replaced, and after a step back.

const migrations = fileURLToPath(new URL('../../server/migrations', import.meta.url))

/**
 * Changes that the previous release tolerates, with the reason. A table or column may be removed if the last two
 * releases do not use it. Add it here, with both versions.
 */
const tolerated: Readonly<Record<string, string>> = {
  '0014_work-subjects: operations.subject_id is required': 'A trigger sets it for the previous release.',
  '0014_work-subjects: operations.queue_key is required': 'A trigger sets it for the previous release.',
  '0015_folded-search: removes something': 'It adds the generated column again under the same name.',
}

const snapshot = z.object({
  tables: z.record(
    z.string(),
    z.object({
      name: z.string(),
      columns: z.record(
        z.string(),
        z.object({
          type: z.string(),
          notNull: z.boolean(),
          default: z.unknown().optional(),
          generated: z.unknown().optional(),
          identity: z.unknown().optional(),
        }),
      ),
    }),
  ),
})
type Snapshot = z.infer<typeof snapshot>

const snapshotOf = (name: string): Snapshot =>
  snapshot.parse(JSON.parse(readFileSync(`${migrations}/meta/${name.slice(0, 4)}_snapshot.json`, 'utf8')))

const removes = /\bDROP\s+(TABLE|COLUMN|SCHEMA|VIEW|TYPE)\b|\bRENAME\s+(TO|COLUMN)\b/i
const withoutComments = (sql: string) => sql.replace(/--.*$/gm, '')

/** Returns the changes that a program which knows only `before` may fail with. */
function breakingChanges(before: Snapshot, after: Snapshot, sql: string): string[] {
  const found: string[] = removes.test(withoutComments(sql)) ? ['removes something'] : []
  for (const [key, table] of Object.entries(before.tables)) {
    const now = after.tables[key]
    if (!now) {
      found.push(`${table.name} is removed`)
      continue
    }
    for (const [name, column] of Object.entries(table.columns)) {
      const next = now.columns[name]
      if (!next) found.push(`${table.name}.${name} is removed`)
      else if (next.type !== column.type) found.push(`${table.name}.${name} has another type`)
      else if (next.notNull && !column.notNull) found.push(`${table.name}.${name} is required`)
    }
    for (const [name, { notNull, default: value, generated, identity }] of Object.entries(now.columns))
      if (!(name in table.columns) && notNull && value === undefined && !generated && !identity)
        found.push(`${table.name}.${name} is required`)
  }
  return found
}

const all = migrationsIn(migrations)
const pairs = all.slice(1).map((migration, index) => ({
  name: migration.name,
  before: all[index]?.name ?? '',
  sql: migration.sql.join('\n'),
}))

describe('The schema of each release', () => {
  it.each(pairs)('still has all that the previous release uses: $name', ({ name, before, sql }) => {
    const changes = breakingChanges(snapshotOf(before), snapshotOf(name), sql)
    expect(changes.map((change) => `${name}: ${change}`).filter((change) => !(change in tolerated))).toEqual(
      [],
    )
  })

  it('makes no exception that is not needed', () => {
    const changes = pairs.flatMap(({ name, before, sql }) =>
      breakingChanges(snapshotOf(before), snapshotOf(name), sql).map((change) => `${name}: ${change}`),
    )
    expect(Object.keys(tolerated).filter((change) => !changes.includes(change))).toEqual([])
  })
})

describe('A breaking change', () => {
  const column = { type: 'text', notNull: false }
  const schema = (
    columns: Record<string, z.infer<typeof snapshot>['tables'][string]['columns'][string]>,
  ) => ({
    tables: { 'public.servers': { name: 'servers', columns } },
  })

  it.each([
    ['a removed table', { tables: {} }, 'servers is removed'],
    ['a removed column', schema({}), 'servers.name is removed'],
    ['another type', schema({ name: { ...column, type: 'uuid' } }), 'servers.name has another type'],
    [
      'a column that is now required',
      schema({ name: { ...column, notNull: true } }),
      'servers.name is required',
    ],
    [
      'a new required column without a default',
      schema({ name: column, tag: { ...column, notNull: true } }),
      'servers.tag is required',
    ],
  ])('is %s', (_, after, change) => {
    expect(breakingChanges(schema({ name: column }), after, '')).toEqual([change])
  })

  it.each([
    'ALTER TABLE "servers" RENAME COLUMN "name" TO "title";',
    'alter table servers drop column name;',
    'DROP TABLE "servers";',
  ])('is found in the statement: %s', (sql) => {
    expect(breakingChanges(schema({ name: column }), schema({ name: column }), sql)).toEqual([
      'removes something',
    ])
  })

  it('is not an index, a comment, or a column that may be empty', () => {
    const after = schema({ name: column, tag: column, count: { ...column, notNull: true, default: 0 } })
    expect(
      breakingChanges(schema({ name: column }), after, '-- DROP TABLE\nDROP INDEX "servers_name";'),
    ).toEqual([])
  })
})
