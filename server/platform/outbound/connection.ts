import { lookup } from 'node:dns/promises'
import net from 'node:net'
import tls from 'node:tls'
import { type AddressPolicy, ownPort } from './address-policy.ts'
import {
  type Endpoint,
  explainConnect,
  explainDns,
  explainTimeout,
  explainTls,
  type Target,
} from './explain-connect.ts'
import { ConnectError } from './failure.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true })

/** @throws {TypeError} if the text is not an http or https address; drivers only get normalized ones */
export function targetOf(url: string): Target {
  const { protocol, hostname, port } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError('only http and https are supported')
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : protocol === 'https:' ? 443 : 80,
  }
}

/** Returns every address of the target, allowed or not. @throws {ConnectError} */
export async function resolveTarget(
  target: Endpoint,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly ResolvedAddress[]> {
  const family = net.isIP(target.hostname)
  if (family !== 0) return [{ address: target.hostname, family }]
  const addresses = await untilAborted(
    resolve(target.hostname).catch((cause: unknown) => {
      throw explainDns(target.hostname, cause)
    }),
    signal,
    () => explainTimeout(target, 'dns'),
  )
  if (addresses.length === 0) throw explainDns(target.hostname, undefined)
  return addresses
}

/**
 * Connects only to one of the allowed addresses. The name is not resolved again, so a response that changes
 * between check and connection (DNS rebinding) has no effect. @throws {ConnectError}
 */
export async function connectTcp(
  target: Endpoint,
  addresses: readonly ResolvedAddress[],
  policy: AddressPolicy,
  signal: AbortSignal,
): Promise<net.Socket> {
  const allowed = addresses.filter(({ address }) => policy(address, target.port).allowed)
  const [first] = addresses
  if (allowed.length === 0) throw notAllowed(target, first?.address ?? target.hostname, policy)
  const socket = net.connect({
    host: target.hostname,
    port: target.port,
    lookup: (_hostname, options, callback) => {
      const [one] = allowed
      if (options.all)
        callback(
          null,
          allowed.map(({ address, family }) => ({ address, family })),
        )
      else if (one) callback(null, one.address, one.family)
    },
  })
  await opened(socket, 'connect', signal, {
    failed: (cause) => explainConnect(target, cause),
    late: () => explainTimeout(target, 'tcp'),
  })
  const actual = socket.remoteAddress
  if (actual === undefined || !policy(actual, target.port).allowed) {
    socket.destroy()
    throw actual === undefined ? explainConnect(target, undefined) : notAllowed(target, actual, policy)
  }
  socket.setNoDelay(true)
  return socket
}

/** @param ca additional trusted authorities as PEM; they replace the system's. @throws {ConnectError} */
export async function handshakeTls(
  target: Target,
  socket: net.Socket,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<tls.TLSSocket> {
  const secured = tls.connect({
    socket,
    host: target.hostname,
    // A literal address is not allowed in SNI. The certificate is still checked against it.
    ...(net.isIP(target.hostname) === 0 ? { servername: target.hostname } : {}),
    ALPNProtocols: ['http/1.1'],
    // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot expose the panel's key.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
  })
  await opened(secured, 'secureConnect', signal, {
    failed: (cause) => explainTls(target, cause),
    late: () => explainTimeout(target, 'tls'),
  })
  return secured
}

function notAllowed(target: Endpoint, address: string, policy: AddressPolicy): ConnectError {
  const verdict = policy(address, target.port)
  const { what, cidr } = verdict.allowed ? { what: 'not allowed', cidr: null } : verdict
  const where = what === ownPort ? ` port ${target.port}` : ''
  const subject =
    address === target.hostname
      ? `${address}${where}`
      : `${target.hostname} resolves to ${address}${where}, which`
  if (cidr === null)
    return new ConnectError({
      failure: 'address-not-allowed',
      message: `${subject} is ${what}. This installation never connects there, whatever its settings allow. Nothing was sent.`,
      remedy: 'Enter the address of the panel, or of the other service, itself.',
    })
  return new ConnectError({
    failure: 'address-not-allowed',
    message: `${subject} is ${what}. This installation connects to such addresses only if PANEL_ALLOWED_NETWORKS lists them (${cidr} is not in it). Nothing was sent.`,
    remedy: `If this is the address of your panel, add ${cidr} to the setting PANEL_ALLOWED_NETWORKS and restart.`,
  })
}

function opened(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
  explain: { failed: (cause: unknown) => ConnectError; late: () => ConnectError },
): Promise<void> {
  // A socket without an error listener would end the process when it fails later.
  socket.on('error', () => {})
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  socket.once(event, () => resolve())
  socket.once('error', (cause) => reject(explain.failed(cause)))
  socket.once('close', () => reject(explain.failed({ code: 'ECONNRESET' })))
  return untilAborted(promise, signal, explain.late).catch((error: unknown) => {
    socket.destroy()
    throw error
  })
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal, late: () => ConnectError): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(late())
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
    promise.catch(() => {})
    work.catch(() => {})
  }
}
