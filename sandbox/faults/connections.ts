import type { Server, ServerResponse } from 'node:http'
import type { Socket, Server as SocketServer } from 'node:net'

/** The connections of a server, so that they can be closed. */
export interface Connections {
  dropAll(): void
  /** Those without a request in progress. The others end after their response. */
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
      // By port, because a request over TLS has only the socket inside the accepted one.
      const busy = new Set([...underWay.values()].map(({ remotePort }) => remotePort))
      for (const socket of sockets) if (!busy.has(socket.remotePort)) socket.destroy()
      for (const outgoing of underWay.keys())
        if (!outgoing.headersSent) outgoing.setHeader('connection', 'close')
    },
  }
}
