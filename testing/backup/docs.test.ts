import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommand } from '../running-process.ts'
import { contentOf, type EmptyPlace, emptyPlace, fillWithCustomers } from './databases.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/backup.md'), 'utf8')
let place: EmptyPlace
let postgres: EmptyPlace

beforeAll(async () => {
  place = await emptyPlace('embedded')
  postgres = await emptyPlace('postgres')
  const database = await place.open()
  await database.migrate()
  await fillWithCustomers(database, 30)
  await database.close()
}, 120_000)
afterAll(async () => {
  await place?.remove()
  await postgres?.remove()
})

it('every command of docs/backup.md works, one after the other', { timeout: 400_000 }, async () => {
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text)
  expect(blocks.length).toBeGreaterThanOrEqual(4)
  mkdirSync(join(place.folder, 'etc'))
  const script = blocks
    .join('')
    .replaceAll('/etc/nextpanel-billing/', `${place.folder}/etc/`)
    .replaceAll(/\/mnt\/backups\/nextpanel-billing-\S+\.age/g, `${place.folder}/backups/*.age`)
    .replaceAll('/mnt/backups', `${place.folder}/backups`)
    .replaceAll('/srv/restored', `${place.folder}/restored`)
    .replaceAll('postgres://billing@db.example/billing', postgres.env.DATABASE_URL ?? '')
  const run = runCommand(['bash', '-e', '-c', script], { DATA_DIR: place.env.DATA_DIR, HOME: place.folder })
  expect(await run.ended(), run.output()).toBe(0)
  expect(run.output()).toContain('The backup is good.')
  expect(run.output().match(/All rows match the backup\./g)).toHaveLength(2)

  const original = await place.open()
  const restored = await postgres.open()
  try {
    expect((await contentOf(restored)).get('customers')).toEqual((await contentOf(original)).get('customers'))
  } finally {
    await restored.close()
    await original.close()
  }
})
