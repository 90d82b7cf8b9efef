import type { Server } from '#contracts/servers/schemas.ts'
import { Meter } from '../../ui/meter.tsx'
import { words } from '../../words/index.ts'

const text = words.servers

/** A server's used capacity as numbers and bar. The tooltip shows the free capacity. */
export function Capacity({ server }: { server: Server }) {
  const { name, used, reserved, capacity } = server
  return (
    <div className="min-w-0" title={roomLeft(server)}>
      <p className="mb-1.5 flex flex-wrap justify-between gap-x-2">
        <span className="font-medium tabular-nums">{text.used(used, capacity)}</span>
        {reserved > 0 && <span className="text-sm text-muted">{text.reserved(reserved)}</span>}
      </p>
      <Meter label={text.capacityOf(name)} used={used} reserved={reserved} capacity={capacity} />
    </div>
  )
}

export const roomLeft = ({ used, reserved, capacity }: Server) =>
  text.room(capacity - used - reserved, (used + reserved) / Math.max(1, capacity))
