import { messages, serverCapacityLabel } from '#contracts/hosting/messages.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { words } from '../../words/index.ts'
import { serverModeWords, serverStatusWords } from './status-words.ts'

/** Returns a short reason why a server cannot be selected, for the end of its option. */
function closedWord(server: Server): string {
  if (server.mode !== 'active') return serverModeWords[server.mode].label
  if (server.status !== 'online' && server.status !== 'degraded')
    return serverStatusWords[server.status].label
  return server.used + server.reserved >= server.capacity
    ? words.onboarding.full
    : words.onboarding.notAvailable
}

export const optionText = (server: Server): string =>
  server.placement.selectable
    ? serverCapacityLabel(server)
    : `${serverCapacityLabel(server)} — ${closedWord(server)}`

export const isNearlyFull = (server: Server) => (server.used + server.reserved) / server.capacity > 0.9

/** Returns why no account can be created now. Null if a server can be selected. */
export function closedToAll(servers: readonly Server[]): string | null {
  if (servers.some((server) => server.placement.selectable)) return null
  if (servers.length === 0) return messages.noServers
  return servers.every((server) => server.status === 'offline')
    ? words.onboarding.allOffline
    : words.onboarding.noneOpen
}
