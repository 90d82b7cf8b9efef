import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { CommandError, exitCodes } from '../exit-codes.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface Login {
  readonly url: string
  readonly token: string
}

/** In the configuration folder of the XDG base directory specification. */
export const loginPath = (env: Env): string =>
  join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config'), 'nextpanel-billing', 'login.json')

/** Only its owner can read it. A crash leaves the earlier file. */
export function storeLogin(env: Env, { url, token }: Login): string {
  const path = loginPath(env)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify({ url, token }, null, 2)}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, path)
  return path
}

/** Returns whether there was a login. */
export function removeLogin(env: Env): boolean {
  const path = loginPath(env)
  const isStored = statSync(path, { throwIfNoEntry: false }) !== undefined
  rmSync(path, { force: true })
  return isStored
}

const unreadable = (path: string, reason: string) =>
  new CommandError(exitCodes.notPermitted, `${path} ${reason} Run: nextpanel-billing login <address>`)

/** Null: no login is stored. @throws {CommandError} the file is damaged, or others can read it */
export function readLogin(env: Env): Login | null {
  const path = loginPath(env)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return null
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0)
    throw new CommandError(
      exitCodes.notPermitted,
      `Other users can read the token in ${path}, so it is not used. Run: chmod 600 ${path}. If others had access, revoke the token.`,
    )
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw unreadable(path, 'cannot be read.')
  }
  const { url, token } = { ...(content as Partial<Login>) }
  if (typeof url !== 'string' || typeof token !== 'string')
    throw unreadable(path, 'has no address and token.')
  return { url, token }
}
