import type { DatabaseSync } from 'node:sqlite'
import { getRequestListener } from '@hono/node-server'
import { z } from 'zod'
import { ledgerEntry } from './account-answers.ts'
import { sandboxApp } from './app.ts'
import type { FaultRule } from './faults.ts'
import type { NewKey } from './key-model.ts'
import { randomCredential } from './keys.ts'
import { type Listener, openListener } from './listener.ts'
import { addFault, clearFaults, createPanel, type Panel, resetPanel } from './panel.ts'
import { openStore } from './store.ts'
import type { VariantsInput } from './variants.ts'

export { SandboxStartError } from './start-error.ts'

export interface SandboxOptions {
  /** 0, the default: any free one. */
  readonly port?: number
  /** 127.0.0.1 unless told. */
  readonly host?: string
  /** A second port for page and control API, reachable also while the first refuses connections. */
  readonly controlPort?: number
  /** Absent: everything is in memory. */
  readonly dataDir?: string
  /** Both or neither; made up where absent, and then kept with the data. */
  readonly apiKey?: string
  readonly apiSecret?: string
  readonly variants?: VariantsInput
  /** Milliseconds since 1970, for expiry and rate limits. */
  readonly now?: () => number
}

/** A running sandbox; what its control API does can be called directly too. */
export interface Sandbox {
  /** The panel's base URL, without a trailing slash. */
  readonly url: string
  /** Base URL of page and control API; the same as `url` without `controlPort`. */
  readonly controlUrl: string
  /** The SUPER_ADMIN, Full Access key. */
  readonly apiKey: string
  readonly apiSecret: string
  /** True if the key was made up by this very start: the time to show it. */
  readonly keyIsNew: boolean
  readonly variants: Panel['variants']
  readonly requests: Panel['requests']
  readonly holds: Pick<Panel['holds'], 'count' | 'release'>
  createKey(input: NewKey): { id: number; apiKey: string; apiSecret: string }
  changeKey: Panel['keys']['change']
  addFault(rule: FaultRule): void
  clearFaults(): Promise<void>
  ledger(): ReturnType<typeof ledgerEntry>[]
  reset(): Promise<void>
  /** Cuts every connection, also hanging ones, and closes the store. */
  close(): Promise<void>
}

/** @throws {SandboxStartError} port or data folder cannot be had */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', controlPort } = options
  const store = openStore(options.dataDir)
  const listeners: Listener[] = []
  try {
    const panel = createPanel(store, options.variants ?? {}, options.now ?? Date.now)
    const credentials = initialCredentials(store, options)
    panel.keys.ensureInitial(credentials.apiKey, credentials.apiSecret)
    const handle = getRequestListener(sandboxApp(panel).fetch, { overrideGlobalObjects: false })
    const open = async (wanted: number, setting: string, hasOtherDoor: boolean) => {
      const listener = await openListener({ port: wanted, host, setting, handle, hasOtherDoor })
      listeners.push(listener)
      return listener
    }
    const main = await open(port, 'SANDBOX_PORT', controlPort !== undefined)
    const control = controlPort === undefined ? main : await open(controlPort, 'SANDBOX_CONTROL_PORT', true)
    panel.door.listener = main
    const close = once(() => shutDown(panel, listeners, store))
    return {
      ...credentials,
      ...handles(panel),
      url: urlOf(host, main),
      controlUrl: urlOf(host, control),
      close,
    }
  } catch (error) {
    await Promise.all(listeners.map((listener) => listener.close()))
    store.close()
    throw error
  }
}

function handles(panel: Panel) {
  return {
    variants: panel.variants,
    requests: panel.requests,
    holds: panel.holds,
    createKey(input: NewKey) {
      const { key, secret } = panel.keys.create(input)
      return { id: key.id, apiKey: key.key, apiSecret: secret }
    },
    changeKey: panel.keys.change,
    addFault: (rule: FaultRule) => void addFault(panel, rule),
    clearFaults: () => clearFaults(panel),
    ledger: () => panel.accounts.ledger().map(ledgerEntry),
    reset: () => resetPanel(panel),
  }
}

async function shutDown(panel: Panel, listeners: readonly Listener[], store: DatabaseSync): Promise<void> {
  panel.holds.stop()
  await Promise.all(listeners.map((listener) => listener.close()))
  store.close()
}

const saved = z.object({ key: z.string(), secret: z.string() })

/** Those given; else those kept with the data; else new ones. */
function initialCredentials(store: DatabaseSync, { apiKey, apiSecret }: SandboxOptions) {
  if (apiKey !== undefined && apiSecret !== undefined) return { apiKey, apiSecret, keyIsNew: false }
  const row = store.prepare("select value from setting where name = 'initial key'").get()
  if (row !== undefined) {
    const { key, secret } = saved.parse(JSON.parse(z.object({ value: z.string() }).parse(row).value))
    return { apiKey: key, apiSecret: secret, keyIsNew: false }
  }
  const made = { key: randomCredential('npk_'), secret: randomCredential('nps_') }
  store.prepare("insert into setting (name, value) values ('initial key', ?)").run(JSON.stringify(made))
  return { apiKey: made.key, apiSecret: made.secret, keyIsNew: true }
}

const urlOf = (host: string, { port }: Listener) => {
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

function once<T>(work: () => T): () => T {
  let result: { value: T } | undefined
  return () => {
    result ??= { value: work() }
    return result.value
  }
}
