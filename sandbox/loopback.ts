import { BlockList, isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import type { SandboxEnv } from './env.ts'

/** Returns the bare address: Node shows IPv4 peers of a dual-stack socket as ::ffff:127.0.0.1. */
export const plainAddress = (address: string | undefined) => (address ?? '').replace(/^::ffff:(?=\d)/i, '')

/** @param networks addresses and CIDR networks, already validated */
export function isWithin(address: string, networks: readonly string[]): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const list = new BlockList()
  for (const network of networks) {
    const [base = '', bits] = network.split('/')
    const type = isIP(base) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(base, Number(bits ?? (type === 'ipv6' ? 128 : 32)), type)
  }
  return list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

const loopback = ['127.0.0.0/8', '::1']

const isLoopbackHost = (host: string) => {
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
  return name === 'localhost' || isWithin(name.replace(/^\[|\]$/g, ''), loopback)
}

/**
 * The control API creates keys without a login, so only this machine may call it. A web page in a browser on
 * this machine may not: neither by another Host (DNS rebinding) nor by a cross-site form.
 */
export const onlyThisMachine: MiddlewareHandler<SandboxEnv> = async (c, next) => {
  const refuse = (why: string) => c.json({ detail: why }, 403)
  if (!isWithin(plainAddress(c.env.incoming.socket.remoteAddress), loopback))
    return refuse('This part of the sandbox responds only on the machine that it runs on.')
  const host = c.req.header('host') ?? ''
  if (!isLoopbackHost(host)) return refuse('Open the sandbox at localhost or 127.0.0.1.')
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const site = c.req.header('sec-fetch-site') ?? 'none'
  const own = [`http://${host}`, `https://${host}`]
  const origin = c.req.header('origin') ?? `http://${host}`
  if ((site !== 'same-origin' && site !== 'none') || !own.includes(origin))
    return refuse('A page of another site may not change the sandbox.')
  return next()
}
