import type { Server } from '#contracts/servers/schemas.ts'

type Candidate = Pick<Server, 'id' | 'used' | 'reserved' | 'capacity' | 'placement' | 'placementWeight'>

/**
 * Returns a server id for each of `count` accounts: the chosen server until it is full, or the least used for each.
 * Null if every server is full. A server of weight 0 is used only if it is chosen.
 */
export function assignServers(
  count: number,
  servers: readonly Candidate[],
  chosenId: string,
): (string | null)[] {
  const open = servers
    .filter(
      ({ id, placement, placementWeight }) =>
        placement.selectable && (chosenId === '' ? placementWeight > 0 : id === chosenId),
    )
    .map(({ id, used, reserved, capacity }) => ({ id, held: used + reserved, capacity }))
  return Array.from({ length: count }, () => {
    const withRoom = open.filter(({ held, capacity }) => held < capacity)
    const [least] = withRoom.toSorted((a, b) => a.held / a.capacity - b.held / b.capacity)
    if (!least) return null
    least.held += 1
    return least.id
  })
}
