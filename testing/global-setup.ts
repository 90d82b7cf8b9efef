import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { newId } from '#server/platform/clock/index.ts'
import { openLite } from '#server/platform/database/embedded.ts'
import { openDatabase } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from './postgres-databases.ts'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a database in which others may be created. */
    testPostgresUrl: string
    /** The migrated database that others are copied from. */
    testPostgresTemplate: string
    /** A dump of a migrated embedded database. */
    testLiteTemplate: string
  }
}

/** Both databases are migrated once per run. Each test file gets copies. The server needs a built web app, and starts from its bundle. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await promisify(execFile)(process.execPath, ['scripts/build-web.ts', '--if-changed'])
  const bundle = await promisify(execFile)(process.execPath, ['scripts/build-server.ts', '--print'])
  process.env.SERVER_BUNDLE = bundle.stdout
  const folder = await mkdtemp(join(tmpdir(), 'test-template-'))
  const postgres = await startPostgres()
  const template = `test_template_${newId().replaceAll('-', '')}`
  const stop = async () => {
    await dropDatabase(postgres.url, template)
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const templateUrl = await createDatabase(postgres.url, template)
    const database = await openDatabase({ databaseUrl: templateUrl, dataDir: folder })
    await database.migrate()
    await database.close()

    const litePath = join(folder, 'template.tar')
    await writeFile(litePath, await dumpMigratedLite())
    project.provide('testPostgresUrl', postgres.url)
    project.provide('testPostgresTemplate', template)
    project.provide('testLiteTemplate', litePath)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

const dumpMigratedLite = async () => {
  const { database, lite } = await openLite()
  await database.migrate()
  const dump = await lite.dumpDataDir('none')
  await database.close()
  return new Uint8Array(await dump.arrayBuffer())
}
