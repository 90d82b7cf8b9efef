import type { Socket } from 'node:net'
import { createAddressPolicy } from './address-policy.ts'
import { connectTcp, type Resolve, resolveTarget, systemResolve } from './connection.ts'

/**
 * Opens a TCP connection for a protocol other than HTTP, for example SMTP, under the same address policy as
 * requests to panels: the name is resolved once, and only an allowed address is connected.
 * @param options.timeoutMs for name resolution and connection together
 * @throws {ConnectError} with `detail`: failure, message and remedy. Nothing was sent
 */
export async function openSocket(
  { host, port }: { readonly host: string; readonly port: number },
  options: {
    readonly allowedNetworks: readonly string[]
    readonly timeoutMs: number
    readonly resolve?: Resolve
  },
): Promise<Socket> {
  const signal = AbortSignal.timeout(options.timeoutMs)
  const target = { protocol: 'https:', hostname: host, port } as const
  const addresses = await resolveTarget(target, options.resolve ?? systemResolve, signal)
  return connectTcp(target, addresses, createAddressPolicy(options.allowedNetworks), signal)
}
