import { type Client, createClient } from '#sdk'
import { findLogin } from './account/find-login.ts'
import type { Keyboard } from './screen/ask.ts'
import type { Screen } from './screen/screen.ts'

/** Everything that a command uses from outside. */
export interface Cli {
  readonly screen: Screen
  readonly keyboard: Keyboard
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
}

/** @throws {CommandError} no login */
export function clientOf({ env, version }: Cli): Client {
  const { url, token } = findLogin(env)
  return createClient({ baseUrl: url, token, userAgent: `nextpanel-billing-cli/${version}` })
}
