import type { Server, ServerResponse } from 'node:http'
import type { Socket, Server as SocketServer } from 'node:net'

/** The connections of a server, so that they can be cut. */
export interface Connections {
  dropAll(): void
  /** Those without a request under way; the others end after their answer. */
  dropIdle(): void
}

export function trackConnections(listening: SocketServer, speakers: readonly Server[]): Connections {
  const sockets = new Set<Socket>()
  const underWay = new Map<ServerResponse, Socket>()
  listening.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  for (const speaker of speakers)
    speaker.prependListener('request', (incoming, outgoing) => {
      underWay.set(outgoing, incoming.socket)
      outgoing.once('close', () => underWay.delete(outgoing))
    })
  return {
    dropAll() {
      for (const socket of sockets) socket.destroy()
    },
    dropIdle() {
      // By port, for a request over TLS knows only the socket inside of the one that was accepted.
      const busy = new Set([...underWay.values()].map(({ remotePort }) => remotePort))
      for (const socket of sockets) if (!busy.has(socket.remotePort)) socket.destroy()
      for (const outgoing of underWay.keys())
        if (!outgoing.headersSent) outgoing.setHeader('connection', 'close')
    },
  }
}
