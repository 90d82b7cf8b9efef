import type net from 'node:net'
import { createAddressPolicy } from './address-policy.ts'
import { connectTcp, type Resolve, resolveTarget, systemResolve } from './connection.ts'

/** Opens a TCP connection under the same address policy as requests to panels. The name is resolved once. */
export type Dial = (
  to: { readonly host: string; readonly port: number },
  signal: AbortSignal,
) => Promise<net.Socket>

/**
 * @throws {Error} naming PANEL_ALLOWED_NETWORKS if one of its entries is not a network. The returned function
 * throws a ConnectError.
 */
export function createDial({
  allowedNetworks,
  resolve = systemResolve,
}: {
  readonly allowedNetworks: readonly string[]
  /** Replaces the system's name resolution. */
  readonly resolve?: Resolve
}): Dial {
  const policy = createAddressPolicy(allowedNetworks)
  return async ({ host, port }, signal) => {
    const target = { protocol: 'smtp:', hostname: host, port } as const
    return connectTcp(target, await resolveTarget(target, resolve, signal), policy, signal)
  }
}
