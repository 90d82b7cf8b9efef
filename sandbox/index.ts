import type { DatabaseSync } from 'node:sqlite'
import { getRequestListener } from '@hono/node-server'
import { z } from 'zod'
import { randomCredential } from './accounts/keys.ts'
import { openStore } from './accounts/store.ts'
import type { VariantsInput } from './accounts/variants.ts'
import { sandboxApp } from './app.ts'
import { type Listener, openListener } from './faults/listener.ts'
import type { TlsMode } from './faults/tls.ts'
import { handlesOf, type SandboxHandles } from './handles.ts'
import { createPanel, type Panel } from './panel.ts'

export { testAuthority } from './faults/tls.ts'
export { SandboxStartError } from './start-error.ts'

export interface SandboxOptions {
  /** 0, the default: any free one. */
  readonly port?: number
  /** Default: 127.0.0.1. */
  readonly host?: string
  /** A second port for page and control API, also reachable while the first refuses connections. */
  readonly controlPort?: number
  /** Absent: everything is in memory. */
  readonly dataDir?: string
  /** Both or neither. Generated if absent, and then kept with the data. */
  readonly apiKey?: string
  readonly apiSecret?: string
  readonly variants?: VariantsInput
  /** The panel's port uses TLS with this problem. The control port never does. */
  readonly tls?: TlsMode
  /** Milliseconds since 1970, for expiry and rate limits. */
  readonly now?: () => number
}

/** A running sandbox. The functions of its control API can also be called directly. */
export interface Sandbox extends SandboxHandles {
  /** The panel's base URL, without a trailing slash. */
  readonly url: string
  /** Base URL of page and control API. The same as `url` without `controlPort`. */
  readonly controlUrl: string
  /** The SUPER_ADMIN, Full Access key. */
  readonly apiKey: string
  readonly apiSecret: string
  /** True if this start generated the key, so that it is shown now. */
  readonly keyIsNew: boolean
  /** Closes every connection, including hanging ones, and the store. */
  close(): Promise<void>
}

/** @throws {SandboxStartError} port or data folder cannot be used */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', controlPort } = options
  const store = openStore(options.dataDir)
  const listeners: Listener[] = []
  try {
    const panel = createPanel(store, options.variants ?? {}, options.now ?? Date.now)
    const credentials = initialCredentials(store, options)
    panel.keys.ensureInitial(credentials.apiKey, credentials.apiSecret)
    const handle = getRequestListener(sandboxApp(panel).fetch, { overrideGlobalObjects: false })
    const open = async (wanted: Omit<Parameters<typeof openListener>[0], 'host' | 'handle'>) => {
      const listener = await openListener({ ...wanted, host, handle })
      listeners.push(listener)
      return listener
    }
    const hasOtherDoor = controlPort !== undefined
    const main = await open({ port, setting: 'SANDBOX_PORT', hasOtherDoor, tls: options.tls })
    const control =
      controlPort === undefined
        ? main
        : await open({ port: controlPort, setting: 'SANDBOX_CONTROL_PORT', hasOtherDoor: true })
    panel.door.listener = main
    const close = once(() => shutDown(panel, listeners, store))
    return {
      ...credentials,
      ...handlesOf(panel),
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

async function shutDown(panel: Panel, listeners: readonly Listener[], store: DatabaseSync): Promise<void> {
  panel.holds.stop()
  await Promise.all(listeners.map((listener) => listener.close()))
  store.close()
}

const saved = z.object({ key: z.string(), secret: z.string() })

/** The given ones, otherwise those kept with the data, otherwise new ones. */
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

const urlOf = (host: string, { port, tls }: Listener) => {
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return `${tls === undefined ? 'http' : 'https'}://${name}:${port}`
}

function once<T>(work: () => T): () => T {
  let result: { value: T } | undefined
  return () => {
    result ??= { value: work() }
    return result.value
  }
}
