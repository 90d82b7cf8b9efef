import { serverCapacityLabel } from '#contracts/messages.ts'
import type { Server } from '#contracts/server.ts'

/** One word for why a server cannot be picked, for the end of its option. */
const closedWord = (server: Server): string => {
  if (server.used + server.reserved >= server.capacity) return 'Full'
  if (server.mode === 'maintenance') return 'Maintenance'
  if (server.mode === 'draining') return 'Draining'
  if (server.status === 'offline') return 'Offline'
  return 'Not available'
}

export const optionText = (server: Server): string =>
  server.placement.selectable
    ? serverCapacityLabel(server)
    : `${serverCapacityLabel(server)} — ${closedWord(server)}`

export const isNearlyFull = (server: Server) => (server.used + server.reserved) / server.capacity > 0.9

/** Why nothing can be submitted; null if some server can be picked. */
export function closedToAll(servers: readonly Server[]): string | null {
  if (servers.some((server) => server.placement.selectable)) return null
  const laterOn = 'You can create the customer now and provision later.'
  return servers.every((server) => server.status === 'offline')
    ? `All NextPanel servers are offline. ${laterOn}`
    : `No NextPanel server can take a new account now. ${laterOn}`
}
