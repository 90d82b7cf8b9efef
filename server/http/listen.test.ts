import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage, Server } from 'node:http'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import type { HttpEnv } from './http-env.ts'
import { listen } from './listen.ts'

const app = () => new Hono<HttpEnv>().get('/', (c) => c.text('hello'))
const start = () => listen(app(), { host: '127.0.0.1', port: 0, setting: 'PORT' })
const anHourMs = 3_600_000

/** Sends a request on a connection that stays open, and reads the response. */
async function request(url: string, agent: Agent): Promise<IncomingMessage> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, resolve).on('error', reject)
  })
  response.resume()
  await once(response, 'end')
  return response
}

it('keeps an idle connection longer than clients and proxies do', async () => {
  const servers: Server[] = []
  const note = (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'server' in message)
      if (message.server instanceof Server) servers.push(message.server)
  }
  subscribe('http.server.request.start', note)
  const agent = new Agent({ keepAlive: true })
  const listener = await start()
  try {
    const response = await request(listener.url, agent)
    expect(response.headers['keep-alive']).toBe('timeout=65')
    const [server] = servers
    expect(server?.keepAliveTimeout).toBe(65_000)
    expect(server?.headersTimeout).toBeGreaterThan(65_000)
  } finally {
    unsubscribe('http.server.request.start', note)
    agent.destroy()
    await listener.close(anHourMs)
  }
})

it('stops without waiting for idle connections', async () => {
  const agent = new Agent({ keepAlive: true })
  const listener = await start()
  await request(listener.url, agent)
  const [socket] = Object.values(agent.freeSockets).flatMap((free) => free ?? [])
  if (socket === undefined) throw new Error('The connection is not kept.')
  expect(socket.destroyed).toBe(false)
  const closed = once(socket, 'close')
  await listener.close(anHourMs)
  await closed
  agent.destroy()
})
