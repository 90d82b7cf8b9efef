import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { useEngine } from './use-engine.ts'

/** Shows that all operations are paused and by whom, with the button to resume them. */
export function EnginePauseNotice() {
  const queryClient = useQueryClient()
  const { data: engine } = useEngine()
  const [failure, setFailure] = useState<string | null>(null)
  const resume = async () => {
    setFailure(null)
    try {
      const state = await client.engine.resume(undefined, { context: { idempotencyKey: randomUuid() } })
      queryClient.setQueryData(api.engine.get.queryKey(), state)
    } catch (error) {
      setFailure(explain(error))
    }
  }
  return (
    <LiveRegion className="mb-4">
      {engine?.paused && (
        <Notice tone="warn">
          <p>
            {words.servers.allPausedBy(engine.by ?? '')}
            {engine.since && (
              <>
                {' '}
                <Time iso={engine.since} />
              </>
            )}
            {engine.reason ? `: ${engine.reason}` : '.'}
          </p>
          <May permission="engine.pause">
            <Button size="sm" className="mt-2" onClick={() => void resume()}>
              {words.servers.resumeAll}
            </Button>
          </May>
          <FormError message={failure} />
        </Notice>
      )}
    </LiveRegion>
  )
}
