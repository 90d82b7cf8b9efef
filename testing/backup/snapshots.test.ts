import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BackupError, openSource, serveSnapshots, takeSnapshot } from '#server/platform/backup/index.ts'
import type { Database } from '#server/platform/database/index.ts'
import { runCommand } from '../running-process.ts'
import { type EmptyPlace, emptyPlace } from './databases.ts'

const isRoot = process.getuid?.() === 0
/** No other program of the test runs as this user. */
const otherUser = 65_534

describe('The copies of a running embedded database', () => {
  let place: EmptyPlace
  let database: Database
  beforeAll(async () => {
    place = await emptyPlace('embedded')
    database = await place.open()
  })
  afterAll(async () => {
    await database?.close()
    await place?.remove()
  })

  const copies = () => join(place.env.DATA_DIR, 'snapshots')
  const laterMs = 3_600_000
  const serveLater = () => serveSnapshots(database, place.env.DATA_DIR, () => Date.now() + laterMs)()

  it('remain while a backup reads them, also for hours or after a jump of the clock', async () => {
    const { directory, remove } = await takeSnapshot(database, place.env.DATA_DIR)
    await serveLater()
    expect(existsSync(join(directory, 'PG_VERSION'))).toBe(true)
    await remove()
    expect(readdirSync(copies())).toEqual([])
  })

  it('are removed after ten minutes if the program that needed them was killed', async () => {
    mkdirSync(join(copies(), 'of-a-killed-program'))
    writeFileSync(join(copies(), 'of-a-killed-program.lock'), '')
    await serveSnapshots(database, place.env.DATA_DIR)()
    expect(readdirSync(copies())).toHaveLength(2)
    await serveLater()
    expect(readdirSync(copies())).toEqual([])
  })
})

describe.runIf(isRoot)('DATA_DIR of another user', () => {
  let dataDir = ''
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'test-owner-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('is refused by a backup as root, which leaves nothing in it', async () => {
    mkdirSync(join(dataDir, 'database'))
    writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '17\n')
    await chown(dataDir, otherUser, otherUser)
    await expect(openSource({ dataDir })).rejects.toThrow(BackupError)
    await expect(openSource({ dataDir })).rejects.toThrow(
      `DATA_DIR ${dataDir} belongs to another user (uid ${otherUser}). Run this command as that user`,
    )
    expect(readdirSync(dataDir)).toEqual(['database'])
  })

  it('names a folder of copies that root has made, instead of ignoring the requests in it', async () => {
    mkdirSync(join(dataDir, 'snapshots'), { mode: 0o700 })
    await chown(dataDir, otherUser, otherUser)
    expect(statSync(join(dataDir, 'snapshots')).uid).toBe(0)
    const program = `
      import { serveSnapshots, takeSnapshot } from '#server/platform/backup/index.ts'
      process.setgid(${otherUser})
      process.setuid(${otherUser})
      const none = { lite: {} }
      for (const work of [serveSnapshots(none, process.env.DATA_DIR), () => takeSnapshot(none, process.env.DATA_DIR)])
        await work().then(() => console.log('done'), (error) => console.log(error.name, error.message))`
    const run = runCommand([process.execPath, '--input-type=module-typescript', '-e', program], {
      DATA_DIR: dataDir,
    })
    expect(await run.ended(), run.output()).toBe(0)
    const line = `BackupError DATA_DIR ${dataDir} cannot be written by this user (EACCES). Give the folder and everything in it to the user that runs this program, or set DATA_DIR to another folder.\n`
    expect(run.output()).toBe(`${line}${line}`)
  })
})

it('A backup of a folder without a database says so', async () => {
  const dataDir = join(tmpdir(), 'test-no-such-folder')
  await expect(openSource({ dataDir })).rejects.toThrow(`There is no database in ${dataDir}.`)
})
