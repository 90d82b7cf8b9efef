import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { z } from 'zod'
import { newId } from '#server/platform/clock/index.ts'
import { createApiToken } from '../api-token.ts'
import { bodyOf } from '../http-client.ts'
import { openReader, type Reader } from '../page-commands.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'

export const root = join(import.meta.dirname, '..', '..')

/** A running installation on PostgreSQL, and a reader of each page in a folder that looks like a checkout. */
export interface Place {
  readonly system: RunningSystem
  readonly token: string
  readonly secretKey: string
  /** Runs a block after those of the same page. @param changes texts of the page, and their values here */
  run(page: string, block: string, changes?: Readonly<Record<string, string>>): Promise<string>
  folderOf(page: string): string
  /** @returns the address of a new, empty database */
  newDatabase(): Promise<string>
  close(): Promise<void>
}

export async function openPlace(): Promise<Place> {
  const secretKey = 'a-key-of-the-pages-with-32-characters'
  const system = await startSystem({ database: 'postgres', env: { SECRET_KEY: secretKey } })
  const token = await createApiToken(system)
  await saveCompany(system)
  const readers = new Map<string, Reader>()
  const databases: string[] = []

  function readerOf(page: string): Reader {
    const known = readers.get(page)
    if (known) return known
    const reader = openReader({
      DATABASE_URL: system.databaseUrl ?? '',
      DATA_DIR: system.dataDir,
      SECRET_KEY: secretKey,
      PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
      npm_config_update_notifier: 'false',
      npm_config_offline: 'true',
    })
    // Programs find their own files from their real path. A command that writes does so in this folder.
    for (const name of readdirSync(root))
      if (!['data', 'dist', 'test-results'].includes(name))
        symlinkSync(join(root, name), join(reader.folder, name))
    mkdirSync(join(reader.folder, 'home/bin'), { recursive: true })
    for (const name of ['nextpanel-billing', 'nextpanel-billing-admin'])
      symlinkSync(join(root, 'cli', `${name}.js`), join(reader.folder, 'home/bin', name))
    readers.set(page, reader)
    return reader
  }

  return {
    system,
    token,
    secretKey,
    folderOf: (page) => readerOf(page).folder,
    run(page, block, changes = {}) {
      const reader = readerOf(page)
      const actual = Object.entries(changes).reduce((text, [example, value]) => {
        if (!text.includes(example)) throw new Error(`The block does not contain "${example}".`)
        return text.replaceAll(example, value)
      }, block)
      const home = join(reader.folder, 'home')
      return reader.run(`export HOME=${home} npm_config_cache=${home}/npm PATH=${home}/bin:$PATH\n${actual}`)
    },
    async newDatabase() {
      const name = `test_${newId().replaceAll('-', '')}`
      databases.push(name)
      return createDatabase(inject('testPostgresUrl'), name)
    },
    async close() {
      for (const reader of readers.values()) reader.remove()
      await system.remove()
      for (const name of databases) await dropDatabase(inject('testPostgresUrl'), name)
    },
  }
}

async function saveCompany({ admin }: RunningSystem): Promise<void> {
  const body = {
    legalName: 'Example Hosting Ltd',
    address: { line1: '1 Example Street', city: 'Berlin', country: 'DE', postcode: '10115' },
    ...{ timeZone: 'Europe/Berlin', currency: 'EUR' },
  }
  bodyOf(await admin('PATCH', '/api/v1/billing-settings/company', { body }), 200, z.unknown())
}
