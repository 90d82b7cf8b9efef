import { Plus } from 'lucide-react'
import { useState } from 'react'
import { EndpointCard } from '../../features/webhooks/endpoint-card.tsx'
import { AddEndpointDialog } from '../../features/webhooks/endpoint-form.tsx'
import { useWebhooks } from '../../features/webhooks/use-webhooks.ts'
import { Button } from '../../ui/button.tsx'
import { CardList } from '../../ui/card-list.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

const text = words.webhooks

/** The receivers of events, each with its deliveries. */
export function WebhooksPage() {
  const endpoints = useWebhooks()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <PageHeader title={text.title}>
        <Button variant="primary" onClick={() => setAdding(true)}>
          <Plus aria-hidden className="size-4" />
          {text.add}
        </Button>
      </PageHeader>
      <div className="-mt-2 mb-4 max-w-prose space-y-1 text-muted">
        <p>{text.intro}</p>
        <p>{text.delivery}</p>
      </div>
      <CardList query={endpoints} none={{ title: text.none, help: text.noneHelp }}>
        {(endpoint) => <EndpointCard endpoint={endpoint} />}
      </CardList>
      {adding && <AddEndpointDialog onClose={() => setAdding(false)} />}
    </>
  )
}
