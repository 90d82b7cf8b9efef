import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSecret } from '#server/platform/secrets/secret-file.ts'
import { DataDirError, prepareDataDir } from './index.ts'

const nobody = 65_534
const isRoot = process.getuid?.() === 0
let parent: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'data-dir-'))
  await chmod(parent, 0o755)
})
afterEach(() => rm(parent, { recursive: true, force: true }))

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

/** As an installation that a service manager or a backup prepared. */
async function openFolder(): Promise<string> {
  const dataDir = join(parent, 'data')
  await mkdir(join(dataDir, 'database'), { recursive: true })
  await writeFile(join(dataDir, 'secret.key'), `${'k3Y'.repeat(20)}\n`)
  await writeFile(join(dataDir, 'database', 'wal'), 'hash of a password')
  for (const [path, mode] of [
    ['', 0o755],
    ['database', 0o755],
    ['secret.key', 0o644],
    ['database/wal', 0o666],
  ] as const)
    await chmod(join(dataDir, path), mode)
  return dataDir
}

describe('DATA_DIR', () => {
  it('is closed to other users, with everything in it', async () => {
    const dataDir = await openFolder()
    await prepareDataDir(dataDir)
    expect(await modeOf(dataDir)).toBe('700')
    expect(await modeOf(join(dataDir, 'database'))).toBe('700')
    expect(await modeOf(join(dataDir, 'database', 'wal'))).toBe('600')
    expect(await modeOf(join(dataDir, 'secret.key'))).toBe('600')
  })

  it.runIf(isRoot)('cannot be read by another user', async () => {
    const dataDir = await openFolder()
    const read = (path: string) => spawnSync('cat', [join(dataDir, path)], { uid: nobody, gid: nobody })
    expect(read('database/wal').stdout.toString()).toBe('hash of a password')
    await prepareDataDir(dataDir)
    // The embedded database creates new files with this mode.
    await writeFile(join(dataDir, 'database', 'new'), 'x')
    await chmod(join(dataDir, 'database', 'new'), 0o666)
    for (const path of ['database/wal', 'database/new', 'secret.key', ''])
      expect(read(path).stderr.toString()).toContain('Permission denied')
  })

  it.runIf(isRoot)('is refused if it belongs to another user', async () => {
    const dataDir = await openFolder()
    await chown(dataDir, nobody, nobody)
    await expect(prepareDataDir(dataDir)).rejects.toThrow(DataDirError)
    await expect(prepareDataDir(dataDir)).rejects.toThrow(/belongs to another user \(uid 65534\)/)
  })

  it('closes the key file, also if only the key is used', async () => {
    const dataDir = await openFolder()
    await loadSecret(dataDir)
    expect(await modeOf(join(dataDir, 'secret.key'))).toBe('600')
  })
})
