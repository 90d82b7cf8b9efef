import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'

/** A server for this folder's tests, on its own loopback port. `await using` closes it. */
export interface TestServer extends AsyncDisposable {
  readonly port: number
  readonly connections: () => number
}

export const certificate = (name: string) => ({
  cert: readFileSync(new URL(`test-certificates/${name}.pem`, import.meta.url), 'utf8'),
  key: readFileSync(new URL(`test-certificates/${name}-key.pem`, import.meta.url), 'utf8'),
})

export const authority = () =>
  readFileSync(new URL('test-certificates/authority.pem', import.meta.url), 'utf8')

export const serveHttp = (handler: http.RequestListener) => listen(http.createServer(handler))

export const serveHttps = (certificateName: string, handler: http.RequestListener) =>
  listen(https.createServer(certificate(certificateName), handler))

export const serveTcp = (handler: (socket: net.Socket) => void) => listen(net.createServer(handler))

async function listen(server: net.Server): Promise<TestServer> {
  const sockets = new Set<net.Socket>()
  let connections = 0
  server.on('connection', (socket: net.Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: portOf(server.address()),
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return address.port
}
