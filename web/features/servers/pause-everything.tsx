import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../lib/api.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'
import { PauseDialog } from './pause-dialog.tsx'
import { useEngine } from './use-engine.ts'

export function PauseEverythingButton() {
  const queryClient = useQueryClient()
  const { data: engine } = useEngine()
  const [asking, setAsking] = useState(false)
  const { data: servers } = useQuery(api.servers.list.queryOptions())
  const mayPause = useMay()('engine.pause')
  if (!mayPause || engine?.paused || servers?.items.length === 0) return null
  return (
    <>
      {/* Its space is reserved before the state is known, so the page title does not move. */}
      <Button variant="ghost" className={engine ? '' : 'invisible'} onClick={() => setAsking(true)}>
        {words.servers.pauseAll}
      </Button>
      {asking && (
        <PauseDialog
          title={words.servers.pauseAll}
          pause={async (reason, context) => {
            const state = await client.engine.pause(reason, { context })
            queryClient.setQueryData(api.engine.get.queryKey(), state)
          }}
          onClose={() => setAsking(false)}
        >
          {words.servers.pauseAllMeans}
        </PauseDialog>
      )}
    </>
  )
}
