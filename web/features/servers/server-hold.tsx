import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useServerActions } from './use-server-actions.ts'

const text = words.servers

/** Why a server's operations do not run, or run slowly; nothing where they do. */
export function ServerHold({ server }: { server: Server }) {
  const { resume } = useServerActions(server.id)
  const [failure, setFailure] = useState<string | null>(null)
  const { paused, breaker } = server
  return (
    <>
      {paused && (
        <Notice tone="warn">
          <p>
            {paused.by === 'trouble' ? text.pausedByTrouble : text.paused} <Time iso={paused.since} />
            {paused.reason ? (
              <>
                : <UserText>{paused.reason}</UserText>
              </>
            ) : (
              '.'
            )}
          </p>
          {paused.by === 'trouble' && <p>{text.troubleEnds}</p>}
          <Button size="sm" className="mt-2" onClick={() => void resume().then(setFailure)}>
            {text.resume}
          </Button>
          <FormError message={failure} />
        </Notice>
      )}
      {breaker !== 'closed' && <Notice tone="warn">{text.breaker[breaker]}</Notice>}
    </>
  )
}
