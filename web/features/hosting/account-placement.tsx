import type { AccountPlacement as Placement } from '#contracts/servers/placement.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.hosting

/** Why the account is on its server. The servers that were considered are shown on request. */
export function AccountPlacement({ placement: { reason, considered } }: { placement: Placement }) {
  return (
    <>
      <p className="wrap-anywhere">{reason}</p>
      {considered.length > 0 && (
        <details className="mt-1 text-sm">
          <summary className="cursor-pointer underline">{text.considered(considered.length)}</summary>
          <ol className="mt-1 space-y-1">
            {considered.map(({ serverId, serverName, why }) => (
              <li key={serverId} className="wrap-anywhere">
                <UserText>{serverName}</UserText>
                <span className="block text-muted">{why}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  )
}
