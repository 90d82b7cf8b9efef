import type { ServerWithSlots } from '../../servers/index.ts'
import type { ImportRowError } from '../../tables/imports.ts'
import type { Facts } from '../facts.ts'
import type { RowValues } from '../read-row.ts'
import type { Plan } from './parts.ts'

/** The server that a row names. Null: chosen automatically. */
export function findServer(
  { defaults }: Plan,
  servers: Facts['servers'],
  { server: text }: RowValues,
): ServerWithSlots | ImportRowError | null {
  const named = text === undefined || text.toLowerCase() === 'auto' ? undefined : text
  const wanted = named ?? (text === undefined ? defaults.serverId : undefined)
  if (wanted === undefined || wanted === 'auto') {
    if (defaults.hosting !== 'adopt') return null
    const [only, second] = servers
    if (only && !second) return only
    return {
      field: 'server',
      code: 'server-required',
      message: 'Name the NextPanel Server that has this account.',
    }
  }
  const key = wanted.toLowerCase()
  const found = servers.filter(({ id, name }) => id === key || name.toLowerCase() === key)
  const [first, second] = found
  if (first && !second) return first
  return {
    field: 'server',
    code: 'unknown-server',
    message: first
      ? `Several servers are named "${wanted.slice(0, 100)}". Use the id of the server.`
      : `There is no server named "${wanted.slice(0, 100)}". Use the name that the Server page shows.`,
  }
}
