import type { Socket } from 'node:net'
import type { NetworkStep } from '#panels/kit/index.ts'
import type { AddressPolicy } from './address-policy.ts'
import type { Call } from './call.ts'
import { connectTcp, handshakeTls, type Resolve, type ResolvedAddress, resolveTarget } from './connection.ts'
import type { Target } from './explain-connect.ts'
import { ConnectError } from './failure.ts'

type Timed<T> = { value: T; step: NetworkStep } | { value: undefined; step: NetworkStep }

/** Name resolution, connection and handshake, each timed and explained separately. Sends no request. */
export async function probeTarget(options: {
  target: Target
  resolve: Resolve
  policy: AddressPolicy
  ca: string | undefined
  call: Call
}): Promise<readonly NetworkStep[]> {
  const { target, resolve, policy, ca, call } = options
  const signal = call.connecting()
  let socket: Socket | undefined
  try {
    const dns = await timed(
      'dns',
      call,
      () => resolveTarget(target, resolve, signal),
      (found) => ({
        message: resolved(target, found),
      }),
    )
    if (!dns.value) return [dns.step, notChecked('tcp'), notChecked('tls')]
    const addresses = dns.value
    const tcp = await timed(
      'tcp',
      call,
      () => connectTcp(target, addresses, policy, signal),
      (open) => ({
        message: `Connected to ${open.remoteAddress ?? target.hostname} port ${target.port}.`,
        ...(open.localAddress === undefined ? {} : { localAddress: open.localAddress }),
      }),
    )
    socket = tcp.value
    if (!tcp.value) return [dns.step, tcp.step, notChecked('tls')]
    if (target.protocol === 'http:') return [dns.step, tcp.step, plainHttp]
    const open = tcp.value
    const tls = await timed(
      'tls',
      call,
      () => handshakeTls(target, open, ca, signal),
      (secured) => ({
        message: `The certificate is valid for ${target.hostname} (${secured.getProtocol() ?? 'TLS'}).`,
      }),
    )
    tls.value?.destroy()
    return [dns.step, tcp.step, tls.step]
  } finally {
    socket?.destroy()
  }
}

async function timed<T>(
  id: NetworkStep['id'],
  call: Call,
  work: () => Promise<T>,
  describe: (value: T) => { message: string; localAddress?: string },
): Promise<Timed<T>> {
  const before = call.elapsedMs()
  const durationMs = () => call.elapsedMs() - before
  try {
    const value = await work()
    return { value, step: { id, state: 'pass', durationMs: durationMs(), ...describe(value) } }
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error
    const { failure, message, remedy } = error.detail
    return {
      value: undefined,
      step: { id, state: 'fail', durationMs: durationMs(), failure, message, remedy },
    }
  }
}

const resolved = (target: Target, found: readonly ResolvedAddress[]) =>
  found.some(({ address }) => address === target.hostname)
    ? `${target.hostname} is an IP address, so no DNS lookup is needed.`
    : `${target.hostname} resolves to ${found
        .slice(0, 4)
        .map(({ address }) => address)
        .join(', ')}.`

const notChecked = (id: NetworkStep['id']): NetworkStep => ({
  id,
  state: 'not-checked',
  message: 'Not checked, because an earlier step failed.',
  durationMs: 0,
})

const plainHttp: NetworkStep = {
  id: 'tls',
  state: 'warn',
  message: 'The Base URL starts with http://, so the API key is sent unencrypted.',
  remedy: 'Use https:// in the Base URL if the connection leaves your own network.',
  durationMs: 0,
}
