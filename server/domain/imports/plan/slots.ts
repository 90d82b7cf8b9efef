import { rankByPolicy, type ServerWithSlots, whyExcluded, whyNotPlaceable } from '../../servers/index.ts'
import type { ImportRowError } from '../../tables/imports.ts'
import type { Facts } from '../facts.ts'
import type { Plan } from './parts.ts'

/** Takes a slot for a row of a check. Returns the problem if no server has one. */
export function takeSlot(
  { slotsLeft }: Plan,
  facts: Facts,
  server: ServerWithSlots | null,
): ImportRowError[] {
  if (slotsLeft === null) return []
  const candidates = server ? [server] : choosable(facts)
  const [first] = candidates
  const free = candidates.find((each) => whyNotPlaceable(each) === null && leftOn(slotsLeft, each) > 0)
  if (free) {
    slotsLeft.set(free.id, leftOn(slotsLeft, free) - 1)
    return []
  }
  const refusal = first && server ? whyNotPlaceable(first) : null
  if (refusal)
    return [{ field: 'server', code: refusal.code, message: `${refusal.reason} ${refusal.remedy}` }]
  return [
    {
      field: 'server',
      code: 'server-full',
      message: server
        ? `${server.name} has no slot left for this row: ${server.used + server.reserved} of ${server.capacity} are taken, and the rows before take the rest. Raise its capacity, or use another server.`
        : 'No server has a slot left for this row. Raise the capacity of a server, or add one.',
    },
  ]
}

const choosable = ({ servers: [first, ...rest] }: Facts): ServerWithSlots[] =>
  first ? rankByPolicy([first, ...rest], first.policy).filter((each) => whyExcluded(each, {}) === null) : []

const leftOn = (slotsLeft: ReadonlyMap<string, number>, server: ServerWithSlots) =>
  slotsLeft.get(server.id) ?? server.capacity - server.used - server.reserved
