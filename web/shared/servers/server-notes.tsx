import type { Server } from '#contracts/servers/schemas.ts'
import { classNames } from '../../ui/class-names.ts'
import { Meter } from '../../ui/meter.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { isNearlyFull } from './choice-text.ts'
import { serverStatusWords } from './status-words.ts'

/** What an option of a select cannot say: where each server is, how it does, and why one cannot be picked. */
export function ServerNotes({ servers, selectedId }: { servers: readonly Server[]; selectedId: string }) {
  return (
    <ul className="max-h-44 divide-y divide-line overflow-y-auto rounded-md border border-line text-sm">
      {servers.map((server) => (
        <li
          key={server.id}
          className={classNames('px-2.5 py-1.5', server.id === selectedId && 'bg-accent-soft')}
        >
          <div className="flex items-center gap-3">
            <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">
              <span className="min-w-0 font-medium wrap-anywhere">
                <UserText>{server.name}</UserText>
              </span>
              {server.location && (
                <span className="min-w-0 wrap-anywhere text-muted">
                  <UserText>{server.location}</UserText>
                </span>
              )}
              <span className="text-muted">{serverStatusWords[server.status].label}</span>
              {server.placement.recommended && (
                <span className="font-medium text-good">{words.onboarding.recommended}</span>
              )}
              {isNearlyFull(server) && (
                <span className="font-medium text-bad">{words.onboarding.nearlyFull}</span>
              )}
            </div>
            <span className="w-16 shrink-0">
              <Meter
                label={words.onboarding.slotsOf(server.name)}
                used={server.used}
                reserved={server.reserved}
                capacity={server.capacity}
              />
            </span>
          </div>
          {server.placement.reason && <p className="wrap-anywhere text-muted">{server.placement.reason}</p>}
        </li>
      ))}
    </ul>
  )
}
