import type { Server } from '#contracts/servers/schemas.ts'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.servers

/** When a server was checked last, and the result. */
export function LastChecked({ server }: { server: Server }) {
  return (
    <p className="text-sm wrap-anywhere text-muted">
      {server.lastCheckedAt ? (
        <>
          {text.checked} <Time iso={server.lastCheckedAt} />
          {server.statusMessage && (
            <>
              : <UserText>{server.statusMessage}</UserText>
            </>
          )}
        </>
      ) : (
        text.notChecked
      )}
    </p>
  )
}
