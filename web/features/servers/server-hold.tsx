import { useState } from 'react'
import type { Server } from '#contracts/server.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'
import { useServerActions } from './use-server-actions.ts'

const breakerWords = {
  open: 'It did not answer several operations in a row. Nothing is sent to it until it answers again; it is asked by itself.',
  'half-open': 'It answers again. What waited comes back slowly.',
}

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
            {paused.by === 'trouble' ? 'Its operations are paused by trouble' : 'Its operations are paused'}{' '}
            <Time iso={paused.since} />
            {paused.reason ? `: ${paused.reason}` : '.'}
          </p>
          {paused.by === 'trouble' && <p>They go on by themselves once the connection test passes.</p>}
          <Button size="sm" className="mt-2" onClick={() => void resume().then(setFailure)}>
            Resume
          </Button>
          <FormError message={failure} />
        </Notice>
      )}
      {breaker !== 'closed' && <Notice tone="warn">{breakerWords[breaker]}</Notice>}
    </>
  )
}
