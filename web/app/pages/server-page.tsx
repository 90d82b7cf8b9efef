import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { EnginePauseNotice } from '../../features/servers/engine-pause-notice.tsx'
import { PauseEverythingButton } from '../../features/servers/pause-everything.tsx'
import { PlacementOrder } from '../../features/servers/placement-order.tsx'
import { ServerList } from '../../features/servers/server-list.tsx'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

export function ServerPage() {
  const { add } = useSearch({ from: '/staff/server' })
  const navigate = useNavigate()
  const mayConnect = useMay()('servers.connect')
  const [adding, setAdding] = useState(add !== undefined && mayConnect)
  const close = () => {
    setAdding(false)
    if (add !== undefined) void navigate({ to: '/server', search: {}, replace: true })
  }
  return (
    <>
      <PageHeader title={words.servers.title}>
        <PauseEverythingButton />
        {mayConnect && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden className="size-4" />
            {words.servers.add}
          </Button>
        )}
      </PageHeader>
      <EnginePauseNotice />
      <ServerList adding={adding} onAdd={() => setAdding(true)} onAddingEnd={close} />
      <PlacementOrder />
    </>
  )
}
