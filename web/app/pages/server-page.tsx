import { Plus } from 'lucide-react'
import { useState } from 'react'
import { EnginePauseNotice, PauseEverythingButton } from '../../features/servers/engine-pause.tsx'
import { ServerList } from '../../features/servers/server-list.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page.tsx'

export function ServerPage() {
  const [adding, setAdding] = useState(false)
  return (
    <>
      <PageHeader title="Server">
        <PauseEverythingButton />
        <Button variant="primary" onClick={() => setAdding(true)}>
          <Plus aria-hidden className="size-4" />
          Add Server
        </Button>
      </PageHeader>
      <EnginePauseNotice />
      <ServerList adding={adding} onAddingEnd={() => setAdding(false)} />
    </>
  )
}
